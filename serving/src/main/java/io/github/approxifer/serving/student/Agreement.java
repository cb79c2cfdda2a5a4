package io.github.approxifer.serving.student;

import java.util.OptionalDouble;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How often a student agrees with the served model, on answers that did arrive, and whether that
 * has fallen: the traffic, or the model, has then drifted away from what the student has learned.
 *
 * <p>The first 1,000 comparisons are what to expect. Every further 1,000 are compared with them: if
 * fewer agree by more than 4.417 standard errors of the difference of two shares, whose false-alarm
 * rate is 5e-6, the student has drifted, until 1,000 agree as before. Thread-safe.
 */
public final class Agreement {
  /** How many comparisons are looked at together. */
  public static final int WINDOW = 1000;

  private static final Logger LOG = LoggerFactory.getLogger(Agreement.class);
  private static final double STANDARD_ERRORS = 4.417;
  private static final float TOLERANCE = 0.1f;

  // Guarded by this.
  private int compared;
  private int agreed;
  private int expected = -1;
  private int before = -1;
  private boolean drifted;

  /** Nothing has been compared. */
  public Agreement() {}

  /**
   * Whether two answers agree: the same value is the largest; for answers of one value, it differs
   * by at most a tenth.
   *
   * @param student c values, row-major
   * @param offset where the student's answer begins
   * @param model c values; not modified
   * @return true if they agree
   */
  public static boolean agree(float[] student, int offset, float[] model) {
    if (model.length == 1) {
      float greater = Math.max(Math.abs(student[offset]), Math.abs(model[0]));
      return Math.abs(student[offset] - model[0]) <= TOLERANCE * greater;
    }
    int first = 0;
    int second = 0;
    for (int c = 1; c < model.length; c++) {
      first = student[offset + c] > student[offset + first] ? c : first;
      second = model[c] > model[second] ? c : second;
    }
    return first == second;
  }

  /**
   * Takes note of a comparison.
   *
   * @param agree whether the answers agreed
   */
  public synchronized void compared(boolean agree) {
    compared++;
    agreed += agree ? 1 : 0;
    if (compared < WINDOW) {
      return;
    }
    if (expected < 0) {
      expected = agreed;
    } else {
      judge();
    }
    before = agreed;
    compared = 0;
    agreed = 0;
  }

  private void judge() {
    double pooled = (expected + agreed + 1) / (2.0 * WINDOW + 2);
    double standardError = Math.sqrt(pooled * (1 - pooled) * 2 / WINDOW);
    boolean fallen = (double) (expected - agreed) / WINDOW > STANDARD_ERRORS * standardError;
    if (fallen && !drifted) {
      LOG.warn(
          "the student agrees with the model on {} of {} answers, where it was {}: the queries or"
              + " the model have changed; let it learn from new recordings",
          agreed,
          WINDOW,
          expected);
    } else if (!fallen && drifted) {
      LOG.info("the student agrees with the model as before, on {} of {} answers", agreed, WINDOW);
    }
    drifted = fallen;
  }

  /**
   * The share that agrees, of the last 1,000 to 2,000 comparisons.
   *
   * @return 0 to 1; empty before the first comparison
   */
  public synchronized OptionalDouble share() {
    int all = compared + (before < 0 ? 0 : WINDOW);
    return all == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of((double) (agreed + Math.max(0, before)) / all);
  }

  /**
   * Whether fewer answers agree than at first.
   *
   * @return false until it has been found
   */
  public synchronized boolean drifted() {
    return drifted;
  }
}
