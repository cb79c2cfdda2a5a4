package io.github.approxifer.privacy.mechanism;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.approxifer.privacy.Neighbours;
import io.github.approxifer.privacy.budget.Composition;
import io.github.approxifer.privacy.budget.NoisePlacement;
import io.github.approxifer.privacy.noise.SeededRandomBitsForTests;
import io.github.approxifer.privacy.sensitivity.L1Sensitivity;
import io.github.approxifer.privacy.sensitivity.L2Sensitivity;
import io.github.approxifer.privacy.statistics.EmpiricalEpsilon;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/**
 * Where the privacy theorem of the published reproduction report fails: it calibrates Laplace noise
 * to an l2 distance.
 */
class PublishedTheoremTest {
  private static final double EPSILON = 1;
  private static final double L2_DISTANCE = 1;

  /** Probability that Laplace noise of scale b added to x is at most 0, for x not below 0. */
  private static double notPositive(double x, double scale) {
    return 0.5 * Math.exp(-x / scale);
  }

  /** The ratio of probabilities of "no output is positive" for m outputs, all equally far apart. */
  private static double ratio(int m, double scale) {
    double each = L2_DISTANCE / Math.sqrt(m);
    return Math.pow(notPositive(0, scale) / notPositive(each, scale), m);
  }

  @Test
  void tenOutputsBreakThePromise() {
    double printedScale = L2_DISTANCE / EPSILON;
    assertThat(ratio(10, printedScale))
        .isCloseTo(Math.exp(Math.sqrt(10)), within(1e-12))
        .isGreaterThan(8 * Math.exp(EPSILON));
    // One output is the only case in which both norms agree.
    assertThat(ratio(1, printedScale)).isCloseTo(Math.exp(EPSILON), within(1e-12));
  }

  @Test
  void theConvertedSensitivityKeepsThePromise() {
    L1Sensitivity converted = new L2Sensitivity(L2_DISTANCE, 10, Neighbours.WHOLE_QUERY).toL1();
    double scale = LaplaceMechanism.of(converted, EPSILON).scale();
    assertThat(ratio(10, scale)).isLessThanOrEqualTo(Math.exp(EPSILON));
    assertThat(Math.log(ratio(10, scale))).isCloseTo(EPSILON, within(1e-9));
  }

  /** The same on drawn noise: the frequencies differ by 3.16 in the logarithm, not by at most 1. */
  @Test
  void tenOutputsBreakThePromiseInDraws() {
    LaplaceMechanism printed =
        LaplaceMechanism.of(
            new L1Sensitivity(L2_DISTANCE, 10, Neighbours.WHOLE_QUERY),
            EPSILON,
            new SeededRandomBitsForTests(51));
    double[] neighbour = new double[10];
    Arrays.fill(neighbour, L2_DISTANCE / Math.sqrt(10));
    double[] output = new double[10];
    EmpiricalEpsilon measured =
        EmpiricalEpsilon.measure(
            input -> printed.addNoise(input, output),
            new double[10],
            neighbour,
            values -> Arrays.stream(values).allMatch(value -> value <= 0),
            400_000);
    // About 390 and 17 events: a standard error of 0.25.
    assertThat(measured.staysBelow(EPSILON)).isFalse();
    assertThat(measured.estimate())
        .isCloseTo(Math.sqrt(10), within(4.41717 * measured.standardError()));
  }

  @Test
  void answersThatContainEveryQueryMultiplyTheLoss() {
    // N answers of one value, all moved by the whole sensitivity.
    int n = 10;
    double all = Math.pow(notPositive(0, 1) / notPositive(1, 1), n);
    assertThat(all).isCloseTo(Math.exp(n * EPSILON), within(1e-6 * all));
    LaplaceMechanism mechanism =
        LaplaceMechanism.of(new L1Sensitivity(1, 1, Neighbours.WHOLE_QUERY), EPSILON);
    int releases = NoisePlacement.WORKER.releases(8, n);
    assertThat(Composition.basic(mechanism.privacyLoss(), releases).epsilon())
        .isEqualTo(Math.rint(Math.log(all)));
  }
}
