package io.github.approxifer.models.djl;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.engine.Engine;
import ai.djl.ndarray.types.Shape;
import ai.djl.util.PairList;
import io.github.approxifer.models.InputShape;
import io.github.approxifer.models.ModelException;
import io.github.approxifer.models.networks.Network;
import io.github.approxifer.models.networks.SavedModels;
import io.github.approxifer.models.tensorflow.TensorFlowLibrary;
import io.github.approxifer.models.tensorflow.TensorFlowThreads;
import io.github.approxifer.models.weights.ParameterValues;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.tensorflow.exceptions.TensorFlowException;

/** Serves SavedModels and networks through DJL's TensorFlow engine, on the CPU or a GPU. */
public final class TensorFlowModels {

  private TensorFlowModels() {}

  /**
   * Loads a SavedModel, tagged {@code serve}, whose signature {@code serving_default} has one
   * float32 input of batch x height x width x channels and one float32 output of batch x classes.
   *
   * @param folder the folder with the {@code saved_model.pb}; not needed any more after loading
   * @param inputShape the shape of one input
   * @param classes the number of outputs for one input, at least 1
   * @param threads the threads that the model may use
   * @return the loaded model, to be closed by the caller
   * @throws IOException if the folder holds no SavedModel
   * @throws IllegalArgumentException if {@code classes} is below 1
   * @throws ModelException if TensorFlow refuses the SavedModel or its signature has other shapes
   */
  public static DjlModel load(
      Path folder, InputShape inputShape, int classes, TensorFlowThreads threads)
      throws IOException {
    if (classes < 1) {
      throw new IllegalArgumentException("classes must be at least 1, but was " + classes);
    }
    TensorFlowLibrary.load();
    String name = String.valueOf(folder.getFileName());
    ai.djl.Model model = Engine.getEngine("TensorFlow").newModel(name, Device.cpu());
    try {
      model.load(folder, null, Map.of("ConfigProto", threads.sessionConfig()));
      checkShape(
          folder,
          "input",
          model.describeInput(),
          new Shape(-1, inputShape.height(), inputShape.width(), inputShape.channels()));
      checkShape(folder, "output", model.describeOutput(), new Shape(-1, classes));
      return DjlModel.of(model, inputShape, classes);
    } catch (MalformedModelException | TensorFlowException e) {
      model.close();
      throw new ModelException("TensorFlow refuses the SavedModel in " + folder, e);
    } catch (IOException | RuntimeException e) {
      model.close();
      throw e;
    }
  }

  /**
   * Serves a network. It goes through a SavedModel in a temporary folder, which is deleted before
   * this method returns.
   *
   * @param network the network
   * @param values the values of its parameters
   * @param threads the threads that the model may use
   * @return the loaded model, to be closed by the caller
   * @throws IOException if the temporary folder cannot be written
   * @throws io.github.approxifer.models.weights.WeightsException if a parameter is missing or has
   *     another shape
   */
  public static DjlModel serve(Network network, ParameterValues values, TensorFlowThreads threads)
      throws IOException {
    Path folder = Files.createTempDirectory("approxifer-" + network.name() + "-");
    Path file = folder.resolve("saved_model.pb");
    try {
      SavedModels.export(network, values, folder);
      return load(folder, network.inputShape(), network.classes(), threads);
    } finally {
      Files.deleteIfExists(file);
      Files.deleteIfExists(folder);
    }
  }

  /** Checks the only input or output of a signature; -1 stands for any dimension. */
  private static void checkShape(
      Path folder, String what, PairList<String, Shape> described, Shape expected) {
    boolean fits = described.size() == 1;
    if (fits) {
      Shape shape = described.get(0).getValue();
      fits = shape.dimension() == expected.dimension();
      for (int i = 1; fits && i < expected.dimension(); i++) {
        fits = shape.get(i) == -1 || shape.get(i) == expected.get(i);
      }
    }
    if (!fits) {
      throw new ModelException(
          "The SavedModel in "
              + folder
              + " has "
              + described.toMap()
              + " as "
              + what
              + ", but one of shape "
              + expected
              + " is expected");
    }
  }
}
