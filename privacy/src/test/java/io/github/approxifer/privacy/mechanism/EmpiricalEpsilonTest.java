package io.github.approxifer.privacy.mechanism;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.approxifer.privacy.Neighbours;
import io.github.approxifer.privacy.noise.SeededRandomBitsForTests;
import io.github.approxifer.privacy.sensitivity.L1Sensitivity;
import io.github.approxifer.privacy.sensitivity.L2Sensitivity;
import io.github.approxifer.privacy.statistics.EmpiricalEpsilon;
import io.github.approxifer.privacy.statistics.Moments;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/**
 * What an observer measures for the worst pair of neighbours and the worst event, which for Laplace
 * noise are known: inputs a whole sensitivity apart, and "no output is above the lower input",
 * whose probabilities differ by exactly {@code exp(epsilon)}.
 *
 * <p>Sampling error: with 1,000,000 draws each, epsilon is measured with a standard error of 0.0023
 * for one value and 0.0076 for four. So the check "below epsilon" is wrong about a correct
 * mechanism in 1e-5 of the seeds, and "above 0.9 epsilon" leaves about thirteen standard errors.
 */
class EmpiricalEpsilonTest {
  private static final int DRAWS = 1_000_000;
  private static final double EPSILON = 1;

  /** Neighbours {@code distance} apart in l1, spread evenly over m values. */
  private static EmpiricalEpsilon measure(
      UnaryOperator<double[]> mechanism, int m, double distance) {
    double[] neighbour = new double[m];
    Arrays.fill(neighbour, distance / m);
    return EmpiricalEpsilon.measure(
        mechanism, new double[m], neighbour, EmpiricalEpsilonTest::noneIsPositive, DRAWS);
  }

  private static boolean noneIsPositive(double[] output) {
    for (double value : output) {
      if (value > 0) {
        return false;
      }
    }
    return true;
  }

  private static UnaryOperator<double[]> laplace(double sensitivity, int m, long seed) {
    LaplaceMechanism mechanism =
        LaplaceMechanism.of(
            new L1Sensitivity(sensitivity, m, Neighbours.WHOLE_QUERY),
            EPSILON,
            new SeededRandomBitsForTests(seed));
    double[] output = new double[m];
    return input -> mechanism.addNoise(input, output);
  }

  @Test
  void oneValueSpendsEpsilonAndNotMore() {
    EmpiricalEpsilon measured = measure(laplace(2, 1, 41), 1, 2);
    assertThat(measured.staysBelow(EPSILON)).isTrue();
    assertThat(measured.estimate()).isGreaterThan(0.9 * EPSILON);
    assertThat(measured.standardError()).isLessThan(0.0025);
  }

  @Test
  void severalValuesSpendEpsilonAndNotMore() {
    EmpiricalEpsilon measured = measure(laplace(2, 4, 42), 4, 2);
    assertThat(measured.staysBelow(EPSILON)).isTrue();
    assertThat(measured.estimate()).isGreaterThan(0.9 * EPSILON);
    assertThat(measured.standardError()).isLessThan(0.008);
  }

  @Test
  void noiseTooSmallByATenthIsCaught() {
    assertThat(measure(laplace(1.8, 1, 43), 1, 2).staysBelow(EPSILON)).isFalse();
    assertThat(measure(laplace(1.8, 4, 44), 4, 2).staysBelow(EPSILON)).isFalse();
  }

  @Test
  void anL2SensitivityUsedForL1IsCaught() {
    // Evenly spread over four values, an l1 distance of 2 is an l2 distance of 1: epsilon doubles.
    EmpiricalEpsilon measured = measure(laplace(1, 4, 45), 4, 2);
    assertThat(measured.staysBelow(EPSILON)).isFalse();
    assertThat(measured.estimate()).isBetween(1.95 * EPSILON, 2.05 * EPSILON);
  }

  @Test
  void convertingTheL2SensitivityRepairsIt() {
    LaplaceMechanism mechanism =
        LaplaceMechanism.of(
            new L2Sensitivity(1, 4, Neighbours.WHOLE_QUERY).toL1(),
            EPSILON,
            new SeededRandomBitsForTests(46));
    EmpiricalEpsilon measured = measure(input -> mechanism.addNoise(input, new double[4]), 4, 2);
    assertThat(measured.staysBelow(EPSILON)).isTrue();
    assertThat(measured.estimate()).isGreaterThan(0.9 * EPSILON);
  }

  @Test
  void discreteNoiseSpendsEpsilonAndNotMore() {
    DiscreteLaplaceMechanism mechanism =
        DiscreteLaplaceMechanism.of(
            new L1Sensitivity(3, 1, Neighbours.WHOLE_QUERY),
            EPSILON,
            new SeededRandomBitsForTests(47));
    UnaryOperator<double[]> release =
        input -> new double[] {(double) mechanism.addNoise((long) input[0])};
    EmpiricalEpsilon measured = measure(release, 1, 3);
    assertThat(measured.staysBelow(EPSILON)).isTrue();
    assertThat(measured.estimate()).isGreaterThan(0.9 * EPSILON);
  }

  /**
   * For Gaussian noise the worst event is {@code y > D/2 + epsilon sigma^2 / D} (Balle and Wang);
   * delta is what its probability exceeds {@code e^epsilon} times the neighbour's by. Near 0.05 it
   * is measured with a standard error of about 0.0007.
   */
  @Test
  void gaussianNoiseSpendsDeltaAndNotMore() {
    double epsilon = 0.5;
    double delta = 0.05;
    assertThat(measuredDelta(gaussian(1, epsilon, delta, 48), epsilon))
        .isBetween(0.9 * delta, delta + Moments.LIMIT * 0.0007);
    assertThat(measuredDelta(gaussian(0.9, epsilon, delta, 49), epsilon))
        .isGreaterThan(delta + Moments.LIMIT * 0.0007);
  }

  private static GaussianMechanism gaussian(
      double sensitivity, double epsilon, double delta, long seed) {
    return GaussianMechanism.of(
        new L2Sensitivity(sensitivity, 1, Neighbours.WHOLE_QUERY),
        epsilon,
        delta,
        new SeededRandomBitsForTests(seed));
  }

  private static double measuredDelta(GaussianMechanism mechanism, double epsilon) {
    double deviation = mechanism.standardDeviation();
    double threshold = 0.5 + epsilon * deviation * deviation;
    int hits = 0;
    int neighbourHits = 0;
    for (int i = 0; i < DRAWS; i++) {
      hits += mechanism.addNoise(1) > threshold ? 1 : 0;
      neighbourHits += mechanism.addNoise(0) > threshold ? 1 : 0;
    }
    return (hits - Math.exp(epsilon) * neighbourHits) / DRAWS;
  }
}
