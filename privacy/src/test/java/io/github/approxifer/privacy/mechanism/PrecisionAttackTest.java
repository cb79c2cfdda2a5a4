package io.github.approxifer.privacy.mechanism;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.approxifer.privacy.Neighbours;
import io.github.approxifer.privacy.noise.SeededRandomBitsForTests;
import io.github.approxifer.privacy.sensitivity.L1Sensitivity;
import io.github.approxifer.privacy.sensitivity.L2Sensitivity;
import io.github.approxifer.privacy.statistics.Moments;
import io.github.approxifer.privacy.statistics.PlantedNoise;
import io.github.approxifer.privacy.statistics.PrecisionAttack;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PrecisionAttackTest {
  private static final int DRAWS = 2_000_000;

  @ParameterizedTest
  @ValueSource(doubles = {0.1, 1, 2})
  void gridNoiseGivesNoInputAway(double scale) {
    LaplaceMechanism mechanism =
        LaplaceMechanism.of(
            new L1Sensitivity(scale, 1, Neighbours.WHOLE_QUERY),
            1,
            new SeededRandomBitsForTests(17));
    assertThat(PrecisionAttack.frequency(mechanism::addNoise, 0, DRAWS)).isZero();
    assertThat(PrecisionAttack.frequency(mechanism::addNoise, 1, DRAWS)).isZero();
  }

  @Test
  void noInputHasOutputsOfItsOwn() {
    // Inputs between grid values, tiny ones and large ones all come out on the same grid.
    LaplaceMechanism laplace =
        LaplaceMechanism.of(
            new L1Sensitivity(1, 1, Neighbours.WHOLE_QUERY), 1, new SeededRandomBitsForTests(18));
    GaussianMechanism gaussian =
        GaussianMechanism.of(
            new L2Sensitivity(0.1, 1, Neighbours.WHOLE_QUERY),
            1,
            0.01,
            new SeededRandomBitsForTests(19));
    for (double input : new double[] {1.0 / 3, -0.1, 1e-300, Math.PI * 1e3}) {
      assertThat(PrecisionAttack.frequency(laplace::addNoise, input, 100_000)).isZero();
      assertThat(PrecisionAttack.frequency(gaussian::addNoise, input, 100_000)).isZero();
    }
  }

  /** The published frequencies, to the 0.0006 within which two generators agreed. */
  @ParameterizedTest
  @CsvSource({"0.1, 0.8170, 0.7970", "1, 0.2718, 0.1367", "2, 0.1499, 0.0468"})
  void theAttackBreaksNaiveSamplers(double scale, double inverse, double difference) {
    PlantedNoise planted = new PlantedNoise(20);
    double tolerance = 0.0006 + Moments.LIMIT * Math.sqrt(0.25 / DRAWS);
    assertThat(PrecisionAttack.frequency(x -> x + planted.inverseCdf(scale), 0, DRAWS))
        .isCloseTo(inverse, within(tolerance));
    assertThat(PrecisionAttack.frequency(x -> x + planted.inverseCdf(scale), 1, DRAWS)).isZero();
    assertThat(
            PrecisionAttack.frequency(x -> x + planted.differenceOfExponentials(scale), 0, DRAWS))
        .isCloseTo(difference, within(tolerance));
  }

  @Test
  void missingRoundingIsCaught() {
    // Noise on the grid does not help an input that is left where it is.
    LaplaceMechanism mechanism =
        LaplaceMechanism.of(
            new L1Sensitivity(1, 1, Neighbours.WHOLE_QUERY), 1, new SeededRandomBitsForTests(21));
    assertThat(PrecisionAttack.frequency(x -> x + mechanism.addNoise(0), 0, 100_000)).isZero();
    assertThat(PrecisionAttack.frequency(x -> x + mechanism.addNoise(0), 0x1p-54, 100_000))
        .isGreaterThan(0.1);
  }
}
