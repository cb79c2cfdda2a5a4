package io.github.approxifer.bench.load.tail;

import io.github.approxifer.models.ItemShape;
import io.github.approxifer.models.Model;
import io.github.approxifer.models.weights.SafetensorsFile;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * A model that answers as another one has: it looks up what was recorded, to the bit. So ten
 * workers can stand on one machine that could not run ten networks. Thread-safe.
 */
final class RecordedModel implements Model {
  private final ItemShape inputShape;
  private final ItemShape outputShape;
  private final float[] answers;
  private final Map<FloatBuffer, Integer> rows;

  /**
   * Answers that are at hand.
   *
   * @param inputShape of one query
   * @param classes c, the length of an answer
   * @param queries n x d; not copied, not to be modified
   * @param answers n x c; not copied, not to be modified
   */
  RecordedModel(ItemShape inputShape, int classes, float[] queries, float[] answers) {
    this.inputShape = inputShape;
    this.outputShape = ItemShape.of(classes);
    this.answers = answers;
    int length = inputShape.size();
    this.rows = new HashMap<>();
    for (int row = 0; row < answers.length / classes; row++) {
      rows.put(FloatBuffer.wrap(queries, row * length, length).slice(), row);
    }
  }

  /**
   * Reads what an {@link io.github.approxifer.serving.student.AnswerRecorder} has written.
   *
   * @param file with {@code queries} and {@code answers}
   * @param inputShape of one query
   * @throws IOException if it cannot be read
   */
  static RecordedModel read(Path file, ItemShape inputShape) throws IOException {
    try (SafetensorsFile recorded = SafetensorsFile.open(file)) {
      int classes = recorded.shape("answers").get(1);
      return new RecordedModel(
          inputShape, classes, recorded.floats("queries"), recorded.floats("answers"));
    }
  }

  @Override
  public ItemShape inputShape() {
    return inputShape;
  }

  @Override
  public ItemShape outputShape() {
    return outputShape;
  }

  @Override
  public void predict(float[] inputs, int batch, float[] outputs) {
    int length = inputShape.size();
    int classes = outputShape.size();
    for (int i = 0; i < batch; i++) {
      Integer row = rows.get(FloatBuffer.wrap(inputs, i * length, length).slice());
      if (row == null) {
        throw new IllegalArgumentException(
            "query %d of the batch is none of the %d recorded; its first values are %s"
                .formatted(
                    i,
                    rows.size(),
                    Arrays.toString(
                        Arrays.copyOfRange(inputs, i * length, i * length + Math.min(4, length)))));
      }
      System.arraycopy(answers, row * classes, outputs, i * classes, classes);
    }
  }

  @Override
  public void close() {
    // It holds nothing but memory.
  }
}
