package io.github.approxifer.coding.student;

import io.github.approxifer.coding.answers.Answers;
import java.util.Random;
import org.ejml.data.FMatrixRMaj;

/**
 * Honest traffic of a made-up model of three classes: y = A p + b + r with normal p and r, so that
 * every fitted value is known.
 */
record Traffic(FMatrixRMaj students, FMatrixRMaj answers) {
  static final double[][] MAP = {{2, 0.5, 0}, {-1, 1, 0.25}, {0, 0.5, 3}};
  static final double[] OFFSET = {1, -2, 0.5};

  /** L of the residuals' covariance L L'. */
  static final double[][] FACTOR = {{0.5, 0, 0}, {0.3, 0.4, 0}, {-0.2, 0.1, 0.6}};

  /** Knows this traffic. */
  static final Witness WITNESS = witness();

  private static Witness witness() {
    Traffic traffic = of(4000, 1);
    return Witness.of(traffic.students(), traffic.answers());
  }

  /** A few queries whose honest answers the witness finds plausible. */
  static Traffic plausible(int count) {
    Traffic many = of(40 * count, 5);
    Traffic some = new Traffic(new FMatrixRMaj(count, 3), new FMatrixRMaj(count, 3));
    int next = 0;
    for (int i = 0; next < count; i++) {
      if (WITNESS.plausibility(many.students(), i, many.answers(), i) > 0.3) {
        Answers.copyRow(many.students(), i, some.students(), next);
        Answers.copyRow(many.answers(), i, some.answers(), next++);
      }
    }
    return some;
  }

  static Traffic of(int count, long seed) {
    Random random = new Random(seed);
    FMatrixRMaj students = new FMatrixRMaj(count, 3);
    FMatrixRMaj answers = new FMatrixRMaj(count, 3);
    for (int i = 0; i < count; i++) {
      double[] noise = new double[3];
      for (int j = 0; j < 3; j++) {
        students.set(i, j, (float) (3 * random.nextGaussian()));
        noise[j] = random.nextGaussian();
      }
      for (int j = 0; j < 3; j++) {
        double value = OFFSET[j];
        for (int k = 0; k < 3; k++) {
          value += MAP[j][k] * students.get(i, k) + FACTOR[j][k] * noise[k];
        }
        answers.set(i, j, (float) value);
      }
    }
    return new Traffic(students, answers);
  }

  static double covariance(int i, int j) {
    double sum = 0;
    for (int k = 0; k < 3; k++) {
      sum += FACTOR[i][k] * FACTOR[j][k];
    }
    return sum;
  }
}
