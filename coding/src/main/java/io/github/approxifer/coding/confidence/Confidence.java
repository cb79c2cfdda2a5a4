package io.github.approxifer.coding.confidence;

import io.github.approxifer.coding.answers.Answers;
import io.github.approxifer.coding.answers.Provenance;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.ejml.data.FMatrixRMaj;

/**
 * The probability that a prediction is right, from its margin and its provenance, calibrated on
 * held-out predictions: one increasing curve for each provenance, because a margin of 3 in a
 * decoded prediction says less than in an exact one.
 *
 * <p>"Right" is what the observations say: agreement with the uncoded model, or with the labels. It
 * holds for the code, the model and the kind of queries that were observed, no others.
 *
 * <p>Immutable and thread-safe.
 */
public final class Confidence {
  /** With fewer observations of a provenance, the curve of all of them together is used. */
  public static final int LEAST_OBSERVATIONS = 50;

  private static final int LEAST_BLOCK = 20;
  private static final int MOST_BLOCKS = 100;

  private final Map<Provenance, IsotonicCurve> curves;
  private final IsotonicCurve ofAll;

  private Confidence(Map<Provenance, IsotonicCurve> curves, IsotonicCurve ofAll) {
    this.curves = curves;
    this.ofAll = ofAll;
  }

  /**
   * One held-out prediction.
   *
   * @param provenance how it was obtained
   * @param margin its {@link Margin}
   * @param right whether it was right
   */
  public record Observation(Provenance provenance, double margin, boolean right) {}

  /**
   * Held-out predictions of which the model's own answers are known, right where they name its
   * class; for instance a student's, which take part as {@link Provenance#STUDENT}.
   *
   * @param provenance how they were obtained
   * @param predictions n x c with c at least 2, not modified
   * @param answers n x c, the model's own answers to the same queries, not modified
   * @return n observations
   * @throws IllegalArgumentException if the shapes differ or c is below 2
   */
  public static List<Observation> observe(
      Provenance provenance, FMatrixRMaj predictions, FMatrixRMaj answers) {
    if (predictions.numRows != answers.numRows || predictions.numCols != answers.numCols) {
      throw new IllegalArgumentException(
          "the predictions are %d x %d, but the model's answers are %d x %d"
              .formatted(
                  predictions.numRows, predictions.numCols, answers.numRows, answers.numCols));
    }
    List<Observation> observations = new ArrayList<>();
    for (int row = 0; row < predictions.numRows; row++) {
      boolean right = Answers.largest(predictions, row) == Answers.largest(answers, row);
      observations.add(new Observation(provenance, Margin.of(predictions, row), right));
    }
    return observations;
  }

  /**
   * Calibrates on held-out predictions.
   *
   * @param observations at least {@value #LEAST_OBSERVATIONS}; some thousands make a good curve
   * @return the calibrated confidence
   * @throws IllegalArgumentException if there are too few observations or a margin is not finite
   */
  public static Confidence calibrate(List<Observation> observations) {
    if (observations.size() < LEAST_OBSERVATIONS) {
      throw new IllegalArgumentException(
          "calibration takes at least "
              + LEAST_OBSERVATIONS
              + " observations, but there are "
              + observations.size());
    }
    for (Observation observation : observations) {
      if (!Double.isFinite(observation.margin())) {
        throw new IllegalArgumentException(
            "the margin of an observation is " + observation.margin() + "; it must be finite");
      }
    }
    Map<Provenance, IsotonicCurve> curves = new EnumMap<>(Provenance.class);
    for (Provenance provenance : Provenance.values()) {
      List<Observation> some = new ArrayList<>(observations);
      some.removeIf(observation -> observation.provenance() != provenance);
      if (some.size() >= LEAST_OBSERVATIONS) {
        curves.put(provenance, curve(some));
      }
    }
    return new Confidence(curves, curve(observations));
  }

  private static IsotonicCurve curve(List<Observation> observations) {
    double[] margins = observations.stream().mapToDouble(Observation::margin).toArray();
    boolean[] right = new boolean[margins.length];
    for (int i = 0; i < right.length; i++) {
      right[i] = observations.get(i).right();
    }
    int block = Math.max(LEAST_BLOCK, right.length / MOST_BLOCKS);
    return IsotonicCurve.fit(margins, right, block);
  }

  /**
   * The confidence of one prediction.
   *
   * @param provenance how it was obtained
   * @param margin its {@link Margin}
   * @return the probability that it is right, above 0 and below 1
   */
  public double of(Provenance provenance, double margin) {
    return curves.getOrDefault(provenance, ofAll).at(margin);
  }

  /**
   * The confidence of each prediction of a group.
   *
   * @param provenances K entries
   * @param predictions K x c with c at least 2, not modified
   * @return K probabilities
   * @throws IllegalArgumentException if the numbers differ or c is below 2
   */
  public double[] of(List<Provenance> provenances, FMatrixRMaj predictions) {
    if (provenances.size() != predictions.numRows) {
      throw new IllegalArgumentException(
          "there are "
              + provenances.size()
              + " provenances for "
              + predictions.numRows
              + " predictions");
    }
    double[] result = new double[predictions.numRows];
    for (int query = 0; query < result.length; query++) {
      result[query] = of(provenances.get(query), Margin.of(predictions, query));
    }
    return result;
  }
}
