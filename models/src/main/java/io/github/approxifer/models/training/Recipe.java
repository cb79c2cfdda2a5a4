package io.github.approxifer.models.training;

import io.github.approxifer.models.datasets.PublishedDataset;

/**
 * What training uses unless it is told otherwise.
 *
 * @param epochs for networks of the size of ResNet-18
 * @param padding the largest random shift in pixels
 * @param flip whether images are mirrored at random
 */
record Recipe(double epochs, int padding, boolean flip) {

  static final int BATCH = 128;
  static final double PEAK_RATE = 0.12;
  static final double MOMENTUM = 0.9;
  static final double DECAY = 5e-4;

  /** For a network that begins with trained values: a parity model, or one that is grown. */
  static final double CONTINUED_PEAK_RATE = 0.05;

  /** For students, which are small. */
  static final double STUDENT_PEAK_RATE = 0.2;

  /** What a student costs of its teacher's multiply-adds. */
  static final double STUDENT_SHARE = 0.05;

  private static final double STUDENT_SAMPLES = 500_000;
  private static final double STUDENT_EPOCHS = 80;

  /**
   * The epochs of a student: half a million samples, three times as many with mixtures, but no
   * query more than 80 times, and each at least once.
   */
  static double studentEpochs(int queries, int mixtures) {
    double samples = mixtures == 0 ? STUDENT_SAMPLES : 3 * STUDENT_SAMPLES;
    return Math.max(1, Math.min(STUDENT_EPOCHS, samples / ((double) queries + mixtures)));
  }

  /** Digits keep their side, clothes and photographs may be mirrored. */
  static Recipe of(PublishedDataset dataset) {
    return switch (dataset.shortName()) {
      case "mnist" -> new Recipe(3, 2, false);
      case "fashionmnist" -> new Recipe(5, 2, true);
      default -> new Recipe(12, 4, true);
    };
  }
}
