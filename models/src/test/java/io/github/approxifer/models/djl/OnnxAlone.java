package io.github.approxifer.models.djl;

import ai.onnxruntime.OrtEnvironment;
import io.github.approxifer.models.ItemShape;
import io.github.approxifer.models.Model;
import io.github.approxifer.models.ModelException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;

/**
 * A process of its own that serves an ONNX model, with as little on its class path as it is given.
 */
final class OnnxAlone {

  private OnnxAlone() {}

  /** Arguments: the folder of {@code linear.onnx}; {@code taken} if ONNX Runtime is used before. */
  public static void main(String... arguments) throws Exception {
    if (arguments.length > 1) {
      System.out.println("before " + OrtEnvironment.getEnvironment().getVersion());
    }
    for (int attempt = 0; attempt < 2; attempt++) {
      try (Model model =
          DjlModel.load(
              "OnnxRuntime",
              Path.of(arguments[0]),
              "linear",
              ModelSignature.of(ItemShape.of(2, 1, 2)),
              Map.of())) {
        System.out.println(Arrays.toString(model.predict(new float[] {1, 0, 0, 0}, 1)));
      } catch (ModelException e) {
        System.out.println("refused: " + e.getMessage());
      }
    }
  }
}
