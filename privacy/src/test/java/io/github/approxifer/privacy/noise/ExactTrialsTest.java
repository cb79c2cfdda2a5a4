package io.github.approxifer.privacy.noise;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.approxifer.privacy.statistics.Moments;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExactTrialsTest {
  private static final int DRAWS = 200_000;

  private final RandomBits bits = new SeededRandomBitsForTests(11);

  @ParameterizedTest
  @CsvSource({
    "1, 3",
    "1, 256",
    "255, 256",
    "1, 65536",
    "7, 10",
    "6004799503160661, 18014398509481984"
  })
  void trialsSucceedInTheirProportion(long numerator, long denominator) {
    assertShare(
        (double) numerator / denominator,
        () -> ExactTrials.bernoulli(bits, numerator, denominator));
  }

  @Test
  void certainTrialsAreCertain() {
    for (int i = 0; i < 10_000; i++) {
      assertThat(ExactTrials.bernoulli(bits, 5, 5)).isTrue();
      assertThat(ExactTrials.bernoulli(bits, 0, 5)).isFalse();
      assertThat(ExactTrials.bernoulliExp(bits, 0, 5)).isTrue();
      assertThat(ExactTrials.oneIn(bits, 1)).isTrue();
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "1, 2", "1, 10", "2, 3", "999999999999, 1000000000000"})
  void exponentialTrialsSucceedInTheirProportion(long numerator, long denominator) {
    assertShare(
        Math.exp(-(double) numerator / denominator),
        () -> ExactTrials.bernoulliExp(bits, numerator, denominator));
  }

  @Test
  void specialExponentialTrialsSucceedInTheirProportion() {
    assertShare(Math.exp(-1), () -> ExactTrials.bernoulliExpOfOne(bits));
    assertShare(Math.exp(-0.5), () -> ExactTrials.bernoulliExpOfHalf(bits));
  }

  @ParameterizedTest
  @CsvSource({"1", "2", "5", "10", "1000", "1000000000"})
  void uniformIntegersCoverTheirRangeEvenly(int bound) {
    int parts = Math.min(bound, 5);
    int[] counts = new int[parts];
    for (int i = 0; i < DRAWS; i++) {
      long value = ExactTrials.uniform(bits, bound);
      assertThat(value).isBetween(0L, bound - 1L);
      counts[(int) (value / (bound / parts))]++;
    }
    double p = 1.0 / parts;
    for (int count : counts) {
      double error = Math.sqrt(p * (1 - p) / DRAWS);
      assertThat(Math.abs((double) count / DRAWS - p)).isLessThanOrEqualTo(Moments.LIMIT * error);
    }
  }

  private static void assertShare(double probability, BooleanSupplier trial) {
    int hits = 0;
    for (int i = 0; i < DRAWS; i++) {
      if (trial.getAsBoolean()) {
        hits++;
      }
    }
    double error = Math.sqrt(probability * (1 - probability) / DRAWS);
    assertThat(Math.abs((double) hits / DRAWS - probability)).isLessThan(Moments.LIMIT * error);
  }
}
