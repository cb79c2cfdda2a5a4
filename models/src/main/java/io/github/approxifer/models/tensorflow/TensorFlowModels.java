package io.github.approxifer.models.tensorflow;

import io.github.approxifer.models.ItemShape;
import io.github.approxifer.models.djl.DjlModel;
import io.github.approxifer.models.djl.ModelSignature;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;

/** Serves SavedModels through DJL's TensorFlow engine, on the CPU or a GPU. */
public final class TensorFlowModels {

  private TensorFlowModels() {}

  /**
   * Loads a SavedModel, tagged {@code serve}, by its signature {@code serving_default}, and tries
   * it once.
   *
   * @param folder the folder with the {@code saved_model.pb}; not needed any more after loading
   * @param signature which input and output are used; {@link ModelSignature#described()} if there
   *     is one of each and no dimension of an item is left open
   * @param threads the threads that the model may use
   * @return the loaded model, to be closed by the caller
   * @throws IOException if the folder holds no SavedModel
   * @throws io.github.approxifer.models.ModelException if TensorFlow refuses the SavedModel, or it
   *     cannot be called by the signature; with the reason
   */
  public static DjlModel load(Path folder, ModelSignature signature, TensorFlowThreads threads)
      throws IOException {
    TensorFlowLibrary.load();
    return DjlModel.load(
        "TensorFlow",
        folder,
        String.valueOf(folder.getFileName()),
        signature,
        Map.of(
            "ConfigProto",
            Base64.getEncoder().encodeToString(threads.sessionConfig().toByteArray())));
  }

  /**
   * Loads a SavedModel with one input and one output whose shapes are known beforehand.
   *
   * @param folder the folder with the {@code saved_model.pb}; not needed any more after loading
   * @param inputShape the shape of one input, in the model's own order
   * @param outputs the number of values that it must answer to one input, at least 1
   * @param threads the threads that the model may use
   * @return the loaded model, to be closed by the caller
   * @throws IOException if the folder holds no SavedModel
   * @throws IllegalArgumentException if {@code outputs} is below 1
   * @throws io.github.approxifer.models.ModelException if TensorFlow refuses the SavedModel or it
   *     has other shapes
   */
  public static DjlModel load(
      Path folder, ItemShape inputShape, int outputs, TensorFlowThreads threads)
      throws IOException {
    return load(folder, ModelSignature.of(inputShape).withOutputs(outputs), threads);
  }
}
