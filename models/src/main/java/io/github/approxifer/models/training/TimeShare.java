package io.github.approxifer.models.training;

import io.github.approxifer.models.Model;
import io.github.approxifer.models.networks.Network;
import io.github.approxifer.models.networks.Networks;
import io.github.approxifer.models.tensorflow.TensorFlowThreads;
import io.github.approxifer.models.weights.HeInitialization;
import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;

/** Measures what a student costs of its teacher's time: both in turn, a thread each, medians. */
final class TimeShare {

  private static final int BATCH = 8;
  private static final int WARM_UP = 5;
  private static final int ROUNDS = 101;

  private TimeShare() {}

  /** Says the share in words. What the weights are does not matter to the time. */
  static String describe(Network student, Network teacher) throws IOException {
    HeInitialization values = HeInitialization.of(1);
    float[] inputs = new float[BATCH * teacher.inputShape().size()];
    for (int i = 0; i < inputs.length; i++) {
      inputs[i] = (i % 17 - 8) / 8f;
    }
    double[] small = new double[ROUNDS];
    double[] large = new double[ROUNDS];
    try (Model one = Networks.serve(student, values, TensorFlowThreads.single());
        Model other = Networks.serve(teacher, values, TensorFlowThreads.single())) {
      for (int round = -WARM_UP; round < ROUNDS; round++) {
        double first = seconds(one, inputs);
        double second = seconds(other, inputs);
        if (round >= 0) {
          small[round] = first;
          large[round] = second;
        }
      }
    }
    Arrays.sort(small);
    Arrays.sort(large);
    return String.format(
        Locale.ROOT,
        "%.2f %% of the teacher's (medians of %d batches of %d in turn, one thread each)",
        100 * small[ROUNDS / 2] / large[ROUNDS / 2],
        ROUNDS,
        BATCH);
  }

  private static double seconds(Model model, float[] inputs) {
    long start = System.nanoTime();
    model.predict(inputs, BATCH);
    return (System.nanoTime() - start) / 1e9;
  }
}
