package io.github.approxifer.interp.lebesgue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.approxifer.interp.nodes.ChebyshevNodes;
import io.github.approxifer.interp.nodes.EquispacedNodes;
import io.github.approxifer.interp.nodes.LegendreNodes;
import io.github.approxifer.interp.weights.BerrutWeights;
import io.github.approxifer.interp.weights.ChebyshevWeights;
import io.github.approxifer.interp.weights.FloaterHormannWeights;
import io.github.approxifer.interp.weights.LagrangeWeights;
import io.github.approxifer.interp.weights.LegendreWeights;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LebesgueFunctionTest {

  /**
   * Lebesgue constants on [-1, 1] for n intervals, computed to nine digits by two independent
   * programs; the polynomial columns continue those of Chebfun and of Burkardt's list.
   */
  @ParameterizedTest
  @CsvSource({
    "1, 1, 1.414213562, 1, 1, 1.414213562, 1, 1",
    "2, 1.414213562, 1.414213562, 1.414213562, 1.25, 1.666666667, 1.25, 1.25",
    "3, 2.000000000, 2.414213562, 3.000000000, 1.666666667, 1.847759065, 1.526329668, 1.631130309",
    "4, 1.869693846, 2.083201255, 2.320377241, 1.798761803, 1.988854382, 1.627494545, 2.207824397",
    "8, 2.222012461, 2.397980082, 2.638163775, 2.274730766, 2.361856788, 2.119000612, 10.945645517",
    "10, 2.350761564, 2.532016327, 2.678585911, 2.420968780, 2.489430377, 2.272077277, 29.899955483",
    "16, 2.617413026, 2.778671218, 2.812699608, 2.724708677, 2.766353336, 2.570947921, 934.534111",
    "32, 3.036453593, 3.193731955, 3.206873251, 3.168154343, 3.188508734, 3.014458499, 2.430944e7",
    "40, 3.174258256, 3.330661906, 3.340716428, 3.310472777, 3.326682184, 3.156757150, 4.692453e9",
    "100, 3.747216304, 3.901686705, 3.905408658, 3.894191045, 3.900604077, 3.740422681, 0",
    "200, 4.185062381, 4.339070444, 4.340903147, 4.335517878, 4.338712670, 4.181737772, 0"
  })
  void hasTheTabulatedConstants(
      int n,
      double berrutEquispaced,
      double berrutFirstKind,
      double berrutSecondKind,
      double secondBerrutSecondKind,
      double polynomialFirstKind,
      double secondBerrutEquispaced,
      double polynomialEquispaced) {
    double[] equispaced = EquispacedNodes.of(n + 1, -1, 1);
    double[] firstKind = ChebyshevNodes.firstKind(n + 1);
    double[] secondKind = ChebyshevNodes.secondKind(n + 1);
    double[] first = BerrutWeights.first(n + 1);
    double[] second = BerrutWeights.second(n + 1);
    assertConstant(equispaced, first, berrutEquispaced, 6e-10);
    assertConstant(firstKind, first, berrutFirstKind, 6e-10);
    assertConstant(secondKind, first, berrutSecondKind, 6e-10);
    assertConstant(secondKind, second, secondBerrutSecondKind, 6e-10);
    assertConstant(firstKind, ChebyshevWeights.firstKind(n + 1), polynomialFirstKind, 6e-10);
    assertConstant(equispaced, second, secondBerrutEquispaced, 6e-10);
    if (polynomialEquispaced > 0) {
      double digits = polynomialEquispaced > 100 ? 6e-7 * polynomialEquispaced : 6e-10 * 10;
      assertConstant(
          equispaced, FloaterHormannWeights.equispaced(n + 1, n), polynomialEquispaced, digits);
    }
  }

  private static void assertConstant(
      double[] nodes, double[] weights, double expected, double tolerance) {
    assertThat(LebesgueFunction.of(nodes, weights).constant(-1, 1))
        .isCloseTo(expected, within(tolerance));
  }

  @Test
  void hasThePublishedConstants() {
    // Source: Chebfun, tests of lebesgue and lebesgueConst.
    double[] equispaced = EquispacedNodes.of(3, 5, 9);
    assertConstantBetween(ChebyshevNodes.secondKind(3), BerrutWeights.second(3), -1, 1, 5 / 4.0);
    assertConstantBetween(LegendreNodes.of(3), LegendreWeights.of(3), -1, 1, 7 / 3.0);
    assertConstantBetween(equispaced, LagrangeWeights.of(equispaced), 5, 9, 5 / 4.0);
    double[] two = {1, 2};
    assertConstantBetween(two, LagrangeWeights.of(two), 0, 7, 11);
    double[] three = {-1, 0, 1};
    assertConstantBetween(three, LagrangeWeights.of(three), -1, 2, 7);
    assertThat(TrigonometricLebesgue.constant(3)).isCloseTo(5 / 3.0, within(1e-12));
    assertThat(TrigonometricLebesgue.constant(1)).isEqualTo(1);
  }

  @Test
  void isWithinSamplingErrorOfBurkardtsList() {
    // Source: J. Burkardt, lebesgue; sampled, and therefore up to 1e-4 low.
    int[] counts = {2, 3, 4, 5, 9, 11};
    double[] firstKind = {1.41421, 1.66667, 1.84776, 1.98885, 2.36186, 2.48943};
    double[] secondKind = {1, 1.25, 1.66667, 1.79876, 2.27461, 2.42097};
    for (int k = 0; k < counts.length; k++) {
      double first =
          LebesgueFunction.of(
                  ChebyshevNodes.firstKind(counts[k]), ChebyshevWeights.firstKind(counts[k]))
              .constant(-1, 1);
      double second =
          LebesgueFunction.of(
                  ChebyshevNodes.secondKind(counts[k]), ChebyshevWeights.secondKind(counts[k]))
              .constant();
      assertThat(first).isBetween(firstKind[k] - 1e-5, firstKind[k] + 1.5e-4);
      assertThat(second).isBetween(secondKind[k] - 1e-5, secondKind[k] + 1.5e-4);
    }
  }

  private static void assertConstantBetween(
      double[] nodes, double[] weights, double lower, double upper, double expected) {
    assertThat(LebesgueFunction.of(nodes, weights).constant(lower, upper))
        .isCloseTo(expected, within(1e-11));
  }

  /** Floater-Hormann weights on equispaced nodes, computed to four digits. */
  @ParameterizedTest
  @CsvSource({
    "1, 2.272, 3.157, 3.598, 4.040",
    "2, 2.684, 3.668, 4.144, 4.617",
    "3, 3.739, 5.569, 6.436, 7.292",
    "4, 5.381, 8.885, 10.508, 12.105",
    "5, 7.888, 14.725, 17.819, 20.845"
  })
  void hasTheTabulatedConstantsOfFloaterAndHormann(
      int order, double ten, double forty, double eighty, double hundredSixty) {
    int[] counts = {10, 40, 80, 160};
    double[] expected = {ten, forty, eighty, hundredSixty};
    for (int k = 0; k < 4; k++) {
      int n = counts[k];
      double constant =
          LebesgueFunction.of(
                  EquispacedNodes.of(n + 1, 0, 1), FloaterHormannWeights.equispaced(n + 1, order))
              .constant();
      assertThat(constant).isCloseTo(expected[k], within(6e-4));
      // Bos, De Marchi, Hormann and Klein 2012.
      assertThat(constant).isLessThanOrEqualTo(Math.pow(2, order - 1.0) * (2 + Math.log(n)));
    }
  }

  @Property(tries = 40)
  void staysWithinTheBoundsOfBosDeMarchiAndHormann(@ForAll @IntRange(min = 1, max = 150) int n) {
    double constant =
        LebesgueFunction.of(EquispacedNodes.of(n + 1, 0, 1), BerrutWeights.first(n + 1)).constant();
    assertThat(constant)
        .isGreaterThanOrEqualTo(2 * n / (4 + n * Math.PI) * Math.log(n + 1.0))
        .isLessThanOrEqualTo(2 + Math.log(n));
  }

  @Test
  void followsTheAsymptoticFormulas() {
    double euler = 0.5772156649;
    double berrut =
        LebesgueFunction.of(EquispacedNodes.of(501, 0, 1), BerrutWeights.first(501)).constant();
    // Ibrahimoglu and Cuyt.
    assertThat(berrut)
        .isCloseTo(2 / Math.PI * (Math.log(501) + Math.log(2) + euler), within(1e-4))
        .isCloseTo(4.76638, within(6e-6));
    double polynomial =
        LebesgueFunction.of(ChebyshevNodes.firstKind(101), ChebyshevWeights.firstKind(101))
            .constant(-1, 1);
    assertThat(polynomial)
        .isCloseTo(2 / Math.PI * (Math.log(101) + euler + Math.log(8 / Math.PI)), within(1e-5));
  }

  @Property(tries = 40)
  void isInvariantUnderAffineMapsAndPermutation(@ForAll @IntRange(min = 2, max = 30) int count) {
    double[] nodes = ChebyshevNodes.firstKind(count);
    double[] weights = BerrutWeights.first(count);
    double[] moved = new double[count];
    double[] reversed = new double[count];
    for (int j = 0; j < count; j++) {
      moved[count - 1 - j] = 40 - 3 * nodes[j];
      reversed[count - 1 - j] = -2.5 * weights[j];
    }
    assertThat(LebesgueFunction.of(moved, reversed).constant())
        .isCloseTo(LebesgueFunction.of(nodes, weights).constant(), within(1e-9));
  }

  @Test
  void isOneAtNodesAndInfiniteWhereThereIsAPole() {
    LebesgueFunction function =
        LebesgueFunction.of(new double[] {0, 1, 2}, new double[] {1, 1, -1});
    assertThat(function.value(1)).isEqualTo(1);
    assertThat(function.value(1 + 1e-14)).isCloseTo(1, within(1e-10));
    assertThat(function.constant()).isInfinite();
    assertThat(function.constant(1.2, 2)).isFinite();
    // One node: constant interpolation.
    assertThat(LebesgueFunction.of(new double[] {3}, new double[] {2}).constant(0, 9)).isEqualTo(1);
  }

  @Test
  void ofASubsetSeesTheGaps() {
    double[] nodes = ChebyshevNodes.secondKind(9);
    int[] kept = {0, 1, 2, 4, 5, 6, 7, 8};
    LebesgueFunction byRank =
        LebesgueFunction.ofSubset(nodes, kept, x -> BerrutWeights.first(x.length));
    LebesgueFunction byIndex =
        LebesgueFunction.ofSubset(nodes, kept, x -> new double[] {1, -1, 1, 1, -1, 1, -1, 1});
    double whole = LebesgueFunction.of(nodes, BerrutWeights.first(9)).constant();
    assertThat(byRank.constant()).isBetween(whole, 10.0);
    assertThat(byIndex.constant()).isInfinite();
  }

  @Test
  void refusesBadInput() {
    double[] two = {0, 1};
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LebesgueFunction.of(two, new double[3]))
        .withMessageContaining("3 weights for 2 nodes");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LebesgueFunction.of(two, two))
        .withMessageContaining("weights[0] = 0.0");
    LebesgueFunction function = LebesgueFunction.of(two, new double[] {1, -1});
    assertThatIllegalArgumentException().isThrownBy(() -> function.value(Double.NaN));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> function.constant(1, 0))
        .withMessageContaining("[1.0, 0.0]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LebesgueFunction.ofSubset(two, new int[] {0, 2}, x -> x))
        .withMessageContaining("kept[1] = 2");
  }

  @Test
  @Timeout(120)
  void comesBackWhereNodesAreNeighbouringNumbers() {
    double[] nodes = {0, .25, .5, .5 + 1e-12, .75, 1, Math.nextUp(1.0)};
    double constant = LebesgueFunction.of(nodes, FloaterHormannWeights.of(nodes, 1)).constant();
    assertThat(constant).isGreaterThan(1e9).isFinite();
  }

  @Test
  void findsTwoPolesInOneGap() {
    double[] nodes = {0, 1, 1.001, 1.002};
    assertThat(LebesgueFunction.of(nodes, new double[] {1, -1, 5, -1}).constant()).isInfinite();
    // Two poles that no equal step hits: the denominator of 1/((x - 0.55)^2 - 1e-8) on [0, 1].
    double[] ends = {0, 0.4, 0.7, 1};
    double[] weights = new double[4];
    for (int j = 0; j < 4; j++) {
      double product = 1;
      for (int k = 0; k < 4; k++) {
        product *= k == j ? 1 : ends[j] - ends[k];
      }
      weights[j] = (Math.pow(ends[j] - 0.55, 2) - 1e-8) / product;
    }
    assertThat(LebesgueFunction.of(ends, weights).constant()).isInfinite();
  }

  @Test
  void isTheSameInAnyUnits() {
    double[] nodes = EquispacedNodes.of(9, -1, 1);
    double expected = LebesgueFunction.of(nodes, BerrutWeights.first(9)).constant();
    for (int exponent : new int[] {-1040, -900, 1023}) {
      double[] scaled = nodes.clone();
      for (int j = 0; j < 9; j++) {
        scaled[j] = Math.scalb(nodes[j], exponent);
      }
      scaled[8] = exponent == 1023 ? Math.nextDown(Math.scalb(1.0, 1023)) * 1 : scaled[8];
      double found = LebesgueFunction.of(scaled, BerrutWeights.first(9)).constant();
      assertThat(found).isCloseTo(expected, within(1e-9));
    }
  }

  @Test
  void ofASingleNodeIsOneWhereverItLies() {
    LebesgueFunction lebesgue = LebesgueFunction.of(new double[] {1e10}, new double[] {1});
    assertThat(lebesgue.value(5)).isEqualTo(1);
    assertThat(lebesgue.constant()).isEqualTo(1);
  }
}
