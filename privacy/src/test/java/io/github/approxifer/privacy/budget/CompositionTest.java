package io.github.approxifer.privacy.budget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.approxifer.privacy.PrivacyLoss;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompositionTest {
  @Test
  void basicAddsDecimals() {
    PrivacyLoss tenth = new PrivacyLoss(0.1, 1e-6);
    assertThat(Composition.basic(Collections.nCopies(10, tenth)))
        .isEqualTo(new PrivacyLoss(1, 1e-5))
        .isEqualTo(Composition.basic(tenth, 10));
    assertThat(Composition.basic(List.of())).isEqualTo(PrivacyLoss.pure(0));
    assertThat(Composition.basic(tenth, 0)).isEqualTo(PrivacyLoss.pure(0));
  }

  @Test
  void parallelTakesTheLargest() {
    assertThat(
            Composition.parallel(
                List.of(new PrivacyLoss(1, 0), new PrivacyLoss(0.5, 1e-6), PrivacyLoss.pure(0))))
        .isEqualTo(new PrivacyLoss(1, 1e-6));
    assertThat(Composition.parallel(List.of())).isEqualTo(PrivacyLoss.pure(0));
  }

  /** sqrt(2 ln(1 / slack) S) + S / 2 with S = n epsilon^2. */
  @ParameterizedTest
  @CsvSource({"0.1, 100, 1e-6", "0.01, 10000, 1e-5", "1, 3, 0.01"})
  void advancedHasItsFormula(double epsilon, int n, double slack) {
    PrivacyLoss all =
        Composition.advanced(Collections.nCopies(n, PrivacyLoss.pure(epsilon)), slack);
    double s = n * epsilon * epsilon;
    double expected = Math.sqrt(2 * Math.log(1 / slack) * s) + s / 2;
    assertThat(all.epsilon()).isCloseTo(expected, within(1e-12 * expected));
    assertThat(all.delta()).isEqualTo(slack);
  }

  @Test
  void advancedPaysForManySmallPricesOnly() {
    PrivacyLoss small = PrivacyLoss.pure(0.1);
    assertThat(Composition.advanced(Collections.nCopies(31, small), 1e-6).epsilon())
        .isLessThan(3.1);
    assertThat(Composition.advanced(Collections.nCopies(30, small), 1e-6).epsilon())
        .isGreaterThan(3.0);
    assertThat(Composition.advanced(List.of(), 1e-6)).isEqualTo(new PrivacyLoss(0, 1e-6));
  }

  /**
   * Randomised response of n bits is the extreme case of n pure releases: its loss is epsilon times
   * (heads - tails) of a biased coin. The share of the loss above the bound must be within the
   * slack, exactly computed from the binomial distribution.
   */
  @ParameterizedTest
  @CsvSource({"0.1, 100, 0.01", "0.3, 50, 1e-4", "1, 20, 0.05"})
  void advancedHoldsForRandomisedResponse(double epsilon, int n, double slack) {
    double bound =
        Composition.advanced(Collections.nCopies(n, PrivacyLoss.pure(epsilon)), slack).epsilon();
    double p = 1 / (1 + Math.exp(-epsilon));
    double delta = 0;
    double probability = Math.pow(1 - p, n);
    for (int heads = 0; heads <= n; heads++) {
      double loss = epsilon * (2 * heads - n);
      delta += probability * Math.max(0, -Math.expm1(bound - loss));
      probability *= p / (1 - p) * (n - heads) / (heads + 1);
    }
    assertThat(delta).isLessThan(slack);
  }

  @Test
  void placementsCountTheirReleases() {
    assertThat(NoisePlacement.WORKER.releases(8, 10)).isEqualTo(10);
    assertThat(NoisePlacement.DECODER.releases(8, 10)).isEqualTo(8);
    assertThat(NoisePlacement.QUERY.releases(8, 10)).isEqualTo(1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NoisePlacement.WORKER.releases(0, 10))
        .withMessageContaining("0, 10");
  }

  @Test
  void refusesArgumentsOutOfRange() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Composition.advanced(List.of(), 0))
        .withMessageContaining("slack")
        .withMessageContaining("0.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Composition.advanced(List.of(), 1))
        .withMessageContaining("1.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Composition.basic(PrivacyLoss.pure(0), -1))
        .withMessageContaining("releases");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Composition.basic(PrivacyLoss.pure(1), -1))
        .withMessageContaining("-1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Composition.basic(new PrivacyLoss(0, 0.5), 2))
        .withMessageContaining("delta");
  }

  @Test
  void placesCountFromOneQueryAndOneWorkerOn() {
    assertThat(NoisePlacement.WORKER.releases(1, 1)).isEqualTo(1);
    assertThat(NoisePlacement.DECODER.releases(1, 1, 0)).isEqualTo(1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NoisePlacement.WORKER.releases(0, 1))
        .withMessageContaining("0, 1");
  }

  @Test
  void aSecondRoundReleasesFurtherAnswersOfWorkersOnly() {
    assertThat(NoisePlacement.WORKER.releases(3, 9, 4)).isEqualTo(13);
    assertThat(NoisePlacement.DECODER.releases(3, 9, 4)).isEqualTo(3);
    assertThat(NoisePlacement.QUERY.releases(3, 9, 4)).isEqualTo(1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NoisePlacement.WORKER.releases(3, 9, -1))
        .withMessageContaining("-1");
  }
}
