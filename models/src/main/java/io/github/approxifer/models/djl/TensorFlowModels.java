package io.github.approxifer.models.djl;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.engine.Engine;
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

/** Serves SavedModels and networks through DJL's TensorFlow engine on the CPU. */
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
   * @throws ModelException if TensorFlow refuses the SavedModel
   */
  public static DjlModel load(
      Path folder, InputShape inputShape, int classes, TensorFlowThreads threads)
      throws IOException {
    TensorFlowLibrary.load();
    String name = String.valueOf(folder.getFileName());
    ai.djl.Model model = Engine.getEngine("TensorFlow").newModel(name, Device.cpu());
    try {
      model.load(folder, null, Map.of("ConfigProto", threads.sessionConfig()));
      return DjlModel.of(model, inputShape, classes);
    } catch (MalformedModelException e) {
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
}
