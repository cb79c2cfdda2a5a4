package io.github.approxifer.models.datasets;

/** The parts of a published dataset. */
public enum Split {
  /** The images to train on. */
  TRAIN,
  /** The images to measure the accuracy on. */
  TEST
}
