package io.github.approxifer.interp.barycentric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.approxifer.interp.nodes.ChebyshevNodes;
import io.github.approxifer.interp.nodes.EquispacedNodes;
import io.github.approxifer.interp.weights.BerrutWeights;
import io.github.approxifer.interp.weights.FloaterHormannWeights;
import io.github.approxifer.interp.weights.LagrangeWeights;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class InterpolationPropertiesTest {

  private static double[] nodes(int count, long seed) {
    Random random = new Random(seed);
    double[] nodes = new double[count];
    for (int j = 0; j < count; j++) {
      nodes[j] = (2 * (j + 0.8 * random.nextDouble()) - count) / count;
    }
    return nodes;
  }

  private static double between(double[] nodes, double share) {
    double last = nodes[nodes.length - 1];
    return Math.max(nodes[0], Math.min(last, nodes[0] + share * (last - nodes[0])));
  }

  @Property(tries = 100)
  void reproducesPolynomialsOfItsOrder(
      @ForAll @IntRange(min = 1, max = 30) int count,
      @ForAll @IntRange(min = 0, max = 6) int wanted,
      @ForAll @DoubleRange(min = 0, max = 1) double share,
      @ForAll long seed) {
    int order = Math.min(wanted, count - 1);
    double[] nodes = nodes(count, seed);
    BarycentricInterpolant interpolant =
        BarycentricInterpolant.of(
            nodes,
            FloaterHormannWeights.of(nodes, order),
            Arrays.stream(nodes).map(x -> Math.pow(x - 0.3, order)).toArray());
    double z = between(nodes, share);
    // The values are below 1.3^6 < 5 and the spacings vary by a factor of at most 9.
    assertThat(interpolant.value(z)).isCloseTo(Math.pow(z - 0.3, order), within(1e-10));
  }

  @Property(tries = 100)
  void doesNotDependOnTheOrderOfTheNodes(
      @ForAll @IntRange(min = 2, max = 30) int count,
      @ForAll @DoubleRange(min = 0, max = 1) double share,
      @ForAll long seed) {
    double[] nodes = nodes(count, seed);
    double[] weights = BerrutWeights.first(count);
    double[] values = new Random(seed).doubles(count, -1, 1).toArray();
    double[][] shuffled = {nodes.clone(), weights.clone(), values.clone()};
    Random random = new Random(~seed);
    for (int j = count - 1; j > 0; j--) {
      int k = random.nextInt(j + 1);
      for (double[] array : shuffled) {
        double kept = array[j];
        array[j] = array[k];
        array[k] = kept;
      }
    }
    double z = between(nodes, share);
    assertThat(BarycentricInterpolant.of(shuffled[0], shuffled[1], shuffled[2]).value(z))
        .isEqualTo(BarycentricInterpolant.of(nodes, weights, values).value(z));
  }

  @Property(tries = 100)
  void scalingTheValuesByPowersOfTwoIsExact(
      @ForAll @IntRange(min = 1, max = 30) int count,
      @ForAll @DoubleRange(min = 0, max = 1) double share,
      @ForAll long seed) {
    double[] nodes = nodes(count, seed);
    double[] values = new Random(seed).doubles(count, -1, 1).toArray();
    BarycentricInterpolant interpolant =
        BarycentricInterpolant.of(nodes, BerrutWeights.first(count), values);
    double z = between(nodes, share);
    for (double factor : new double[] {0x1p311, 0x1p-311, 0x1p1000}) {
      BarycentricInterpolant scaled =
          interpolant.withValues(Arrays.stream(values).map(v -> v * factor).toArray());
      assertThat(scaled.value(z)).isEqualTo(factor * interpolant.value(z));
      assertThat(scaled.derivative(z, 1)).isEqualTo(factor * interpolant.derivative(z, 1));
    }
  }

  @Property(tries = 100)
  void scalingTheNodesByPowersOfTwoIsExact(
      @ForAll @IntRange(min = 2, max = 30) int count,
      @ForAll @DoubleRange(min = 0, max = 1) double share,
      @ForAll long seed) {
    double[] nodes = nodes(count, seed);
    double[] values = new Random(seed).doubles(count, -1, 1).toArray();
    double[] weights = BerrutWeights.first(count);
    double z = between(nodes, share);
    double expected = BarycentricInterpolant.of(nodes, weights, values).value(z);
    for (double factor : new double[] {0x1p311, 0x1p-311, 0x1p1000, 0x1p-900}) {
      double[] scaled = Arrays.stream(nodes).map(x -> x * factor).toArray();
      assertThat(BarycentricInterpolant.of(scaled, weights, values).value(z * factor))
          .isEqualTo(expected);
    }
  }

  @Property(tries = 100)
  void movesWithTheNodes(
      @ForAll @IntRange(min = 2, max = 30) int count,
      @ForAll @DoubleRange(min = 0, max = 1) double share,
      @ForAll long seed) {
    double[] nodes = nodes(count, seed);
    double[] values = new Random(seed).doubles(count, -1, 1).toArray();
    double[] weights = BerrutWeights.first(count);
    // Multiples of 2^-30, so that the move is exact.
    for (int j = 0; j < count; j++) {
      nodes[j] = Math.rint(nodes[j] * 0x1p30) * 0x1p-30;
    }
    double z = Math.rint(between(nodes, share) * 0x1p30) * 0x1p-30;
    double[] moved = Arrays.stream(nodes).map(x -> 3 * x + 10).toArray();
    double expected = BarycentricInterpolant.of(nodes, weights, values).value(z);
    assertThat(BarycentricInterpolant.of(moved, weights, values).value(3 * z + 10))
        .isCloseTo(expected, within(1e-12));
  }

  @Property(tries = 100)
  void hasNoPolesBetweenSortedNodes(
      @ForAll @IntRange(min = 1, max = 30) int count,
      @ForAll @IntRange(min = 0, max = 5) int wanted,
      @ForAll @DoubleRange(min = -2, max = 2) double z,
      @ForAll long seed) {
    double[] nodes = nodes(count, seed);
    BarycentricInterpolant interpolant =
        BarycentricInterpolant.of(
                nodes, FloaterHormannWeights.of(nodes, Math.min(wanted, count - 1)), nodes)
            .withExtrapolation(Extrapolation.ALLOWED);
    assertThat(interpolant.value(z)).isFinite();
  }

  @Property(tries = 100)
  void blocksOfPointsGiveTheValuesOfSinglePoints(
      @ForAll @IntRange(min = 1, max = 40) int count, @ForAll long seed) {
    Random random = new Random(seed);
    double[] nodes = nodes(count, seed);
    BarycentricInterpolant interpolant =
        BarycentricInterpolant.of(
                nodes, BerrutWeights.first(count), random.doubles(count, -1, 1).toArray())
            .withExtrapolation(Extrapolation.ALLOWED);
    double[] points = random.doubles(600, -1.5, 1.5).toArray();
    for (int i = 0; i < 600; i += 7) {
      points[i] = nodes[i % count] + (i % 3 == 0 ? 0 : 1e-17);
    }
    double[] values = interpolant.values(points, points.clone());
    for (int i = 0; i < 600; i++) {
      assertThat(values[i]).isEqualTo(interpolant.value(points[i]));
    }
  }

  @Property(tries = 50)
  void addingNodesToAPolynomialGivesThePolynomialOfAllNodes(
      @ForAll @IntRange(min = 2, max = 20) int count,
      @ForAll @DoubleRange(min = 0, max = 1) double share) {
    double[] all = ChebyshevNodes.secondKind(count);
    double[] values = Arrays.stream(all).map(Math::exp).toArray();
    BarycentricInterpolant grown =
        BarycentricInterpolant.of(
            new double[] {all[0]}, new double[] {1}, new double[] {values[0]});
    for (int j = 1; j < count; j++) {
      // From both ends, as the Lebesgue function must stay small.
      int next = j % 2 == 1 ? count - 1 - j / 2 : j / 2;
      grown = grown.withNode(all[next], values[next]);
    }
    BarycentricInterpolant whole =
        BarycentricInterpolant.of(all, BerrutWeights.second(count), values);
    double z = -1 + 2 * share;
    assertThat(grown.value(z)).isCloseTo(whole.value(z), within(1e-8));
    assertThat(grown.nodes()).hasSize(count);
    assertThat(grown.nodeValues()).contains(values);
  }

  @Test
  void addingANodeKeepsThePoles() {
    double[] nodes = EquispacedNodes.of(8, 0, 7);
    BarycentricInterpolant before = BarycentricInterpolant.of(nodes, BerrutWeights.first(8), nodes);
    BarycentricInterpolant after = before.withNode(2.5, 100);
    assertThat(after.size()).isEqualTo(9);
    assertThat(after.value(2.5)).isEqualTo(100);
    // The denominators, as polynomials, are proportional: sum(w/(z-x)) times the node polynomial.
    double ratio = denominator(after, 0.7) / denominator(before, 0.7);
    for (double z = 0.1; z < 7; z += 0.33) {
      assertThat(denominator(after, z) / denominator(before, z))
          .isCloseTo(ratio, within(1e-12 * Math.abs(ratio)));
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> before.withNode(3, 1))
        .withMessageContaining("at node 3");
  }

  private static double denominator(BarycentricInterpolant interpolant, double z) {
    double sum = 0;
    double product = 1;
    for (int j = 0; j < interpolant.size(); j++) {
      sum += interpolant.weights()[j] / (z - interpolant.nodes()[j]);
      product *= z - interpolant.nodes()[j];
    }
    return sum * product;
  }

  @Test
  void polynomialsAreReachedFromBothSides() {
    // Second Berrut weights at Chebyshev points of the second kind and Floater-Hormann weights of
    // the
    // greatest order both give the polynomial.
    double[] nodes = ChebyshevNodes.secondKind(17);
    double[] values = Arrays.stream(nodes).map(x -> 1 / (1 + 4 * x * x)).toArray();
    BarycentricInterpolant berrut =
        BarycentricInterpolant.of(nodes, BerrutWeights.second(17), values);
    BarycentricInterpolant lagrange =
        BarycentricInterpolant.of(nodes, LagrangeWeights.of(nodes), values);
    BarycentricInterpolant greatest =
        BarycentricInterpolant.of(nodes, FloaterHormannWeights.of(nodes, 16), values);
    for (double z = -1; z <= 1; z += 0.01) {
      assertThat(lagrange.value(z)).isCloseTo(berrut.value(z), within(1e-13));
      assertThat(greatest.value(z)).isCloseTo(berrut.value(z), within(1e-13));
    }
  }

  @Test
  void theValueAtInfinityIsDefined() {
    double[] nodes = EquispacedNodes.of(9, -1, 1);
    BarycentricInterpolant exp =
        BarycentricInterpolant.of(
            nodes,
            FloaterHormannWeights.equispaced(9, 3),
            Arrays.stream(nodes).map(Math::exp).toArray());
    // Others print 7.7e13 here, the quotient by the noise in sum(w).
    assertThat(exp.valueAtInfinity()).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(exp.withValues(new double[] {5, 5, 5, 5, 5, 5, 5, 5, 5}).valueAtInfinity())
        .isCloseTo(5, within(1e-14));
    // (2x+1)/(x+3) tends to 2, and 1/(x+3) to 0.
    double[] weights = {-3, 4};
    double[] two = {0, 1};
    assertThat(
            BarycentricInterpolant.of(two, weights, new double[] {1 / 3.0, 3 / 4.0})
                .valueAtInfinity())
        .isCloseTo(2, within(1e-14));
    assertThat(
            BarycentricInterpolant.of(two, weights, new double[] {1 / 3.0, 1 / 4.0})
                .valueAtInfinity())
        .isZero();
    assertThat(exp.withValues(new double[9]).valueAtInfinity()).isZero();
    assertThat(
            BarycentricInterpolant.of(new double[] {4}, new double[] {1}, new double[] {3})
                .valueAtInfinity())
        .isEqualTo(3);
  }

  @Test
  void extremeNodesAndValuesMakeNoNaN() {
    double most = Double.MAX_VALUE;
    double[] nodes = {-most, -1, 0, 1, most};
    BarycentricInterpolant wide =
        BarycentricInterpolant.of(nodes, BerrutWeights.first(5), new double[] {1, 2, 3, 4, 5});
    for (double z : new double[] {-most, -1e308, -3, 0.5, Double.MIN_VALUE, 7e300, most}) {
      assertThat(wide.value(z)).isFinite();
    }
    double[] tiny = {0, Double.MIN_VALUE, 3 * Double.MIN_VALUE};
    BarycentricInterpolant narrow =
        BarycentricInterpolant.of(tiny, BerrutWeights.first(3), new double[] {most, 1, -most})
            .withExtrapolation(Extrapolation.ALLOWED);
    for (double z : new double[] {0, 1, 2, 3}) {
      assertThat(narrow.value(z * Double.MIN_VALUE)).isNotNaN();
    }
    assertThat(narrow.value(1)).isNotNaN();
    double[] crowded = {0, 1e-200, 1};
    BarycentricInterpolant close =
        BarycentricInterpolant.of(crowded, BerrutWeights.first(3), new double[] {1, 2, 3});
    // 1/(z-0) and -1/(z-1e-200) at their middle: 2, 2 and next to nothing, so 1.5.
    assertThat(close.value(0.5e-200)).isCloseTo(1.5, within(1e-15));
  }
}
