package io.github.approxifer.privacy.sensitivity;

import io.github.approxifer.privacy.Neighbours;

/**
 * Sensitivities that hold by what the released values are. For logits there is none: clip them, as
 * {@link Clipping} does.
 */
public final class KnownSensitivities {
  private KnownSensitivities() {}

  /**
   * The l1 sensitivity of the probabilities of C classes: two of them are at most 2 apart, and two
   * different unit vectors are.
   *
   * <p>This is for values that are not negative and sum to at most 1. A softmax computed in floats
   * may exceed 1 by some 1e-7 and a decoded one by more: pass it through {@link Clipping#toL1Norm}
   * with norm 1 first, whose sensitivity is the same 2.
   *
   * @param classes C, at least 2
   * @return the bound 2 for whole queries
   * @throws IllegalArgumentException if {@code classes} is below 2
   */
  public static L1Sensitivity softmaxL1(int classes) {
    requireClasses(classes);
    return new L1Sensitivity(2, classes, Neighbours.WHOLE_QUERY);
  }

  /**
   * The l2 sensitivity of the probabilities of C classes: the simplex has diameter sqrt(2). It
   * needs values that are not negative and sum to at most 1; the l1 ball that {@link
   * Clipping#toL1Norm} clips to has diameter 2.
   *
   * @param classes C, at least 2
   * @return the bound sqrt(2), rounded up, for whole queries
   * @throws IllegalArgumentException if {@code classes} is below 2
   */
  public static L2Sensitivity softmaxL2(int classes) {
    requireClasses(classes);
    return new L2Sensitivity(RoundedUp.squareRoot(2), classes, Neighbours.WHOLE_QUERY);
  }

  /**
   * The l2 sensitivity of a worker's answer when the model has a Lipschitz bound: the coded query
   * moves by the encoding weight times the query's change, and the answer by at most the bound
   * times that. Without such a bound the full diameter of the clipped answer has to be used.
   *
   * @param encodingWeight the weight of the query in the worker's coded query, any finite sign;
   *     over all queries, the one largest in magnitude
   * @param lipschitzBound l2 change of the answer per l2 change of its input, positive and finite
   * @param queryDistance largest l2 distance of neighbouring queries, positive and finite
   * @param values number of values in the answer, at least 1
   * @param neighbours what the distance refers to
   * @return the product of the three, rounded up
   * @throws IllegalArgumentException if the product is not positive and finite or {@code values} is
   *     below 1
   */
  public static L2Sensitivity codedAnswer(
      double encodingWeight,
      double lipschitzBound,
      double queryDistance,
      int values,
      Neighbours neighbours) {
    SensitivityChecks.requireBound(
        "the magnitude of the encoding weight", Math.abs(encodingWeight));
    SensitivityChecks.requireBound("the Lipschitz bound", lipschitzBound);
    SensitivityChecks.requireBound("the distance of queries", queryDistance);
    double codedDistance = RoundedUp.product(Math.abs(encodingWeight), queryDistance);
    SensitivityChecks.requireBound("the distance of coded queries", codedDistance);
    return new L2Sensitivity(RoundedUp.product(lipschitzBound, codedDistance), values, neighbours);
  }

  private static void requireClasses(int classes) {
    if (classes < 2) {
      throw new IllegalArgumentException(
          "there must be at least 2 classes, but there are " + classes);
    }
  }
}
