package io.github.approxifer.models.tensorflow;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.engine.Engine;
import ai.djl.ndarray.types.Shape;
import ai.djl.util.PairList;
import io.github.approxifer.models.ItemShape;
import io.github.approxifer.models.ModelException;
import io.github.approxifer.models.djl.DjlModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.tensorflow.exceptions.TensorFlowException;

/** Serves SavedModels through DJL's TensorFlow engine, on the CPU or a GPU. */
public final class TensorFlowModels {

  private TensorFlowModels() {}

  /**
   * Loads a SavedModel, tagged {@code serve}, whose signature {@code serving_default} has one
   * float32 input of batch x item shape and one float32 output of batch x classes.
   *
   * @param folder the folder with the {@code saved_model.pb}; not needed any more after loading
   * @param inputShape the shape of one input
   * @param outputs the number of outputs for one input, at least 1
   * @param threads the threads that the model may use
   * @return the loaded model, to be closed by the caller
   * @throws IOException if the folder holds no SavedModel
   * @throws IllegalArgumentException if {@code outputs} is below 1
   * @throws ModelException if TensorFlow refuses the SavedModel or its signature has other shapes
   */
  public static DjlModel load(
      Path folder, ItemShape inputShape, int outputs, TensorFlowThreads threads)
      throws IOException {
    if (outputs < 1) {
      throw new IllegalArgumentException("outputs must be at least 1, but was " + outputs);
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
          new Shape(-1)
              .addAll(new Shape(Arrays.stream(inputShape.dimensions()).asLongStream().toArray())));
      checkShape(folder, "output", model.describeOutput(), new Shape(-1, outputs));
      return DjlModel.of(model, inputShape, outputs);
    } catch (MalformedModelException | TensorFlowException e) {
      model.close();
      throw new ModelException("TensorFlow refuses the SavedModel in " + folder, e);
    } catch (IOException | RuntimeException e) {
      model.close();
      throw e;
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
