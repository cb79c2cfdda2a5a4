package io.github.approxifer.models.training;

import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Recorded queries with the answers wanted for them. A query that is augmented keeps its answer.
 *
 * @param recording the queries
 * @param augmentation what is done to each, null for nothing
 */
record RecordedExamples(Recording recording, @Nullable Augmentation augmentation)
    implements Examples {

  @Override
  public int size() {
    return recording.size();
  }

  @Override
  public void read(int[] indices, float[] inputs, float[] targets, RandomGenerator random) {
    int size = recording.inputShape().size();
    float[] query = new float[size];
    for (int row = 0; row < indices.length; row++) {
      recording.answer(indices[row], targets, row * recording.classes());
      if (augmentation == null) {
        recording.query(indices[row], inputs, row * size);
      } else {
        recording.query(indices[row], query, 0);
        augmentation.apply(query, inputs, row * size, random);
      }
    }
  }
}
