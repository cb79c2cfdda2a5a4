package io.github.approxifer.privacy.mechanism;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.approxifer.privacy.Neighbours;
import io.github.approxifer.privacy.PrivacyLoss;
import io.github.approxifer.privacy.noise.SeededRandomBitsForTests;
import io.github.approxifer.privacy.sensitivity.L1Sensitivity;
import io.github.approxifer.privacy.sensitivity.L2Sensitivity;
import java.lang.reflect.Constructor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LaplaceMechanismTest {
  private static L1Sensitivity l1(double bound, int values) {
    return new L1Sensitivity(bound, values, Neighbours.WHOLE_QUERY);
  }

  private static LaplaceMechanism seeded(double bound, int values, double epsilon) {
    return LaplaceMechanism.of(l1(bound, values), epsilon, new SeededRandomBitsForTests(5));
  }

  @ParameterizedTest
  @CsvSource({"2, 10, 1", "200, 10, 0.5", "0.1, 1, 3", "1e-9, 1000, 2", "1e9, 7, 0.01"})
  void scaleIsSensitivityOverEpsilon(double bound, int values, double epsilon) {
    LaplaceMechanism mechanism = seeded(bound, values, epsilon);
    double b = bound / epsilon;
    // At most m + 1 steps of 2^-39 b too wide, divided by epsilon; never too narrow.
    double slack = (values + 1) * 0x1p-39 / Math.min(1, epsilon);
    assertThat(mechanism.scale()).isBetween(b * (1 - 1e-15), b * (1 + slack));
    assertThat(mechanism.standardDeviation())
        .isCloseTo(Math.sqrt(2) * mechanism.scale(), within(1e-9 * b));
    assertThat(mechanism.granularity()).isBetween(b * 0x1p-40, b * 0x1p-39);
  }

  /**
   * The theorem, without sampling: with a coarse grid, which a tiny epsilon brings, rounding moves
   * neighbours apart by up to a step a value, and the scale must pay for it.
   */
  @Test
  void roundingIsPaidForInEveryValue() {
    double epsilon = 0x1p-42;
    int m = 3;
    LaplaceMechanism mechanism = seeded(1, m, epsilon);
    double step = mechanism.granularity();
    assertThat(step).isEqualTo(4);
    double scaleInSteps = mechanism.scale() / step;
    // All values half-way between grid values: 2 rounds to 0 and a little more than 2 to 4.
    double worst = 0;
    SplittableRandom random = new SplittableRandom(9);
    for (int trial = 0; trial < 10_000; trial++) {
      double distance = 0;
      double share = 1.0 / m;
      for (int k = 0; k < m; k++) {
        double x = trial == 0 ? 2 : 100 * random.nextDouble();
        double moved = x + share;
        distance += Math.abs(Math.rint(x / step) - Math.rint(moved / step));
      }
      worst = Math.max(worst, distance);
    }
    assertThat(worst).isEqualTo(m);
    assertThat(worst / scaleInSteps).isLessThanOrEqualTo(epsilon);
    // Enlarging by one step only, or not at all, would break the promise.
    assertThat(worst / (1 / epsilon)).isGreaterThan(2.9 * epsilon);
    assertThat(worst / (1 / (step * epsilon))).isGreaterThan(11.9 * epsilon);
  }

  @Test
  void vectorsMatricesAndScalarsTakeTheSameNoise() {
    double[] data = {1, -2, 0.25, 7, 5, 3};
    double[] whole = seeded(1, 6, 1).addNoise(data, new double[6]);
    double[] rows = seeded(1, 3, 1).addNoiseToRows(data, 2, new double[6]);
    LaplaceMechanism scalar = seeded(1, 1, 1);
    for (int i = 0; i < data.length; i++) {
      double noise = scalar.addNoise(data[i]) - data[i];
      // The scales differ by some steps of 2^-40 for 1, 3 and 6 values.
      assertThat(whole[i] - data[i]).isCloseTo(noise, within(1e-9));
      assertThat(rows[i] - data[i]).isCloseTo(noise, within(1e-9));
    }
    assertThat(data).containsExactly(1, -2, 0.25, 7, 5, 3);
  }

  @Test
  void floatsAreTheRoundedDoubles() {
    float[] data = {1, -2, 0.25f};
    double[] wide = {1, -2, 0.25};
    float[] released = seeded(1, 3, 1).addNoise(data, data);
    double[] expected = seeded(1, 3, 1).addNoise(wide, wide);
    for (int i = 0; i < data.length; i++) {
      assertThat(released[i]).isEqualTo((float) expected[i]);
    }
    assertThat(released).isSameAs(data);
    float[] rows = seeded(1, 1, 1).addNoiseToRows(new float[3], 3, new float[4]);
    assertThat(rows[0]).isNotEqualTo(rows[1]);
    assertThat(rows[3]).isZero();
  }

  @Test
  void secureNoiseIsNotRepeated() {
    LaplaceMechanism first = LaplaceMechanism.of(l1(1, 1), 1);
    LaplaceMechanism second = LaplaceMechanism.of(l1(1, 1), 1);
    assertThat(first.addNoise(0)).isNotEqualTo(second.addNoise(0));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.5, 0.95, 0.999})
  void intervalsCoverAsOftenAsTheySay(double level) {
    LaplaceMechanism mechanism = seeded(2, 1, 1);
    int draws = 100_000;
    int covered = 0;
    for (int i = 0; i < draws; i++) {
      double value = 0.1 * i;
      covered +=
          mechanism.confidenceInterval(mechanism.addNoise(value), level).contains(value) ? 1 : 0;
    }
    double error = Math.sqrt(level * (1 - level) / draws);
    assertThat((double) covered / draws).isCloseTo(level, within(4.41717 * error));
    // In closed form the half width is b log(1 / (1 - level)).
    assertThat(mechanism.halfWidth(level)).isCloseTo(2 * Math.log(1 / (1 - level)), within(1e-9));
  }

  @Test
  void intervalsOfFloatsAllowForTheirRounding() {
    LaplaceMechanism mechanism = seeded(1e-9, 1, 1);
    float[] released = mechanism.addNoise(new float[] {0.1f}, new float[1]);
    assertThat(mechanism.confidenceInterval(released[0], 0.999).contains(0.1f)).isTrue();
    assertThat(mechanism.confidenceInterval(0.1f, 0.5).upper() - 0.1f)
        .isGreaterThanOrEqualTo(Math.ulp(0.1f));
  }

  @Test
  void anL2SensitivityDoesNotCompile() {
    for (Constructor<?> constructor : LaplaceMechanism.class.getConstructors()) {
      assertThat(constructor.getParameterTypes()[0]).isEqualTo(L1Sensitivity.class);
    }
    assertThat(L1Sensitivity.class.isAssignableFrom(L2Sensitivity.class)).isFalse();
  }

  @Test
  void threadsShareAMechanism() throws Exception {
    LaplaceMechanism mechanism = seeded(1, 1, 1);
    int perThread = 50_000;
    ExecutorService threads = Executors.newFixedThreadPool(4);
    double[] draws = new double[4 * perThread];
    try {
      List<Future<?>> results = new ArrayList<>();
      for (int thread = 0; thread < 4; thread++) {
        int first = thread * perThread;
        results.add(
            threads.submit(
                () -> {
                  for (int i = first; i < first + perThread; i++) {
                    draws[i] = mechanism.addNoise(0);
                  }
                }));
      }
      for (Future<?> result : results) {
        result.get();
      }
    } finally {
      threads.shutdownNow();
    }
    // The draws are those of one thread, in another order: none is lost, none comes twice.
    double[] expected = new double[draws.length];
    LaplaceMechanism single = seeded(1, 1, 1);
    for (int i = 0; i < expected.length; i++) {
      expected[i] = single.addNoise(0);
    }
    Arrays.sort(draws);
    Arrays.sort(expected);
    assertThat(draws).isEqualTo(expected);
  }

  @Test
  void knowsItsPrice() {
    LaplaceMechanism mechanism =
        LaplaceMechanism.of(new L1Sensitivity(2, 10, Neighbours.ONE_ROW), 0.5);
    assertThat(mechanism.privacyLoss()).isEqualTo(PrivacyLoss.pure(0.5));
    assertThat(mechanism.neighbours()).isEqualTo(Neighbours.ONE_ROW);
    assertThat(mechanism.values()).isEqualTo(10);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, 0x1p-51, 0x1p51, Double.NaN, Double.POSITIVE_INFINITY})
  void refusesEpsilonOutOfRange(double epsilon) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LaplaceMechanism.of(l1(1, 1), epsilon))
        .withMessageContaining("2^-50")
        .withMessageContaining(Double.toString(epsilon));
  }

  @Test
  void acceptsTheSmallestEpsilonForOneValueAndRefusesItForMany() {
    assertThat(LaplaceMechanism.of(l1(1, 1), 0x1p-50).scale()).isGreaterThanOrEqualTo(0x1p50);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LaplaceMechanism.of(l1(1, 5), 0x1p-50))
        .withMessageContaining("larger epsilon");
  }

  @Test
  void refusesValuesThatDoNotFit() {
    LaplaceMechanism mechanism = seeded(1, 2, 1);
    double[] destination = {8, 8};
    assertThatIllegalArgumentException()
        .isThrownBy(() -> mechanism.addNoise(new double[] {1, Double.NaN}, destination))
        .withMessageContaining("index 1 is NaN");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> mechanism.addNoise(new float[] {Float.NEGATIVE_INFINITY, 1}, new float[2]))
        .withMessageContaining("index 0 is -Infinity");
    assertThat(destination).containsExactly(8, 8);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> mechanism.addNoise(new double[3], new double[3]))
        .withMessageContaining("2 values")
        .withMessageContaining("3");
    assertThatIllegalArgumentException().isThrownBy(() -> mechanism.addNoise(1.0));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> mechanism.addNoise(new double[2], new double[1]))
        .withMessageContaining("destination");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> mechanism.addNoiseToRows(new double[5], 2, new double[5]))
        .withMessageContaining("4")
        .withMessageContaining("5");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> mechanism.confidenceInterval(Double.NaN, 0.5));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> mechanism.confidenceInterval(Float.NaN, 0.5));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> mechanism.halfWidth(1))
        .withMessageContaining("1.0");
  }

  @Test
  void levelsThatRoundToNothingHaveTheIntervalOfTheNextOnes() {
    LaplaceMechanism laplace =
        LaplaceMechanism.of(new L1Sensitivity(1, 1, Neighbours.WHOLE_QUERY), 1);
    assertThat(laplace.halfWidth(1e-20)).isEqualTo(laplace.halfWidth(0x1p-53));
    assertThat(laplace.confidenceInterval(2.0, 1e-300).lower()).isLessThanOrEqualTo(2);
  }
}
