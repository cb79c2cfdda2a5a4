package io.github.approxifer.models.training;

/**
 * The numbers that a training depends on. Two trainings of the same network on the same examples by
 * the same plan take the same steps, up to the rounding of sums that several threads share.
 *
 * @param epochs how often each example is seen, above 0; may be a fraction
 * @param batch the examples of a step, at least 2
 * @param peakRate the highest learning rate, above 0
 * @param momentum from 0 to below 1
 * @param decay weight decay on kernels, at least 0
 * @param seed for initial values, order and augmentation
 */
record TrainingPlan(
    double epochs, int batch, double peakRate, double momentum, double decay, long seed) {

  /** The most epochs. */
  static final int MOST_EPOCHS = 10_000;

  TrainingPlan {
    requireEpochs(epochs);
    if (batch < 2) {
      throw new IllegalArgumentException(
          "batch must be at least 2 for batch normalisation, but was " + batch);
    }
    if (!(momentum >= 0 && momentum < 1)) {
      throw new IllegalArgumentException("momentum must be from 0 to below 1, but was " + momentum);
    }
    if (!(decay >= 0) || !Double.isFinite(decay)) {
      throw new IllegalArgumentException("decay must be at least 0, but was " + decay);
    }
  }

  /** Returns a number of epochs that a plan may have. */
  static double requireEpochs(double epochs) {
    if (!(epochs > 0) || epochs > MOST_EPOCHS) {
      throw new IllegalArgumentException(
          "epochs must be above 0 and at most " + MOST_EPOCHS + ", but was " + epochs);
    }
    return epochs;
  }

  /** The steps of one epoch; the examples that do not fill a batch wait for another order. */
  long stepsPerEpoch(int examples) {
    if (examples < batch) {
      throw new IllegalArgumentException(
          "A batch of " + batch + " needs as many examples, but there are " + examples);
    }
    return examples / batch;
  }

  /** All steps, at least 1. */
  long steps(int examples) {
    return Math.max(1, Math.round(epochs * stepsPerEpoch(examples)));
  }

  /** Says all but the seed's consequences in a line, for reports and to tell plans apart. */
  String describe() {
    return (epochs == MOST_EPOCHS ? "epochs as time allows" : "epochs=" + epochs)
        + ", batch="
        + batch
        + ", peak rate="
        + peakRate
        + ", momentum="
        + momentum
        + ", decay="
        + decay
        + ", seed="
        + seed;
  }
}
