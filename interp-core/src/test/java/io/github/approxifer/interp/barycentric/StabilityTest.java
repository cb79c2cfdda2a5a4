package io.github.approxifer.interp.barycentric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.approxifer.interp.lebesgue.LebesgueFunction;
import io.github.approxifer.interp.nodes.ChebyshevNodes;
import io.github.approxifer.interp.nodes.EquispacedNodes;
import io.github.approxifer.interp.weights.BerrutWeights;
import io.github.approxifer.interp.weights.ChebyshevWeights;
import io.github.approxifer.interp.weights.FloaterHormannWeights;
import java.math.BigDecimal;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Values and derivatives against arithmetic of 160 digits.
 *
 * <p>The bound of the second barycentric formula: N. J. Higham, The numerical stability of
 * barycentric Lagrange interpolation, IMA Journal of Numerical Analysis 24 (2004), in the form
 * (3n+4) u Lambda(z) (max|f| + |r(z)|); C. Fuda, R. Campagna and K. Hormann, On the numerical
 * stability of linear barycentric rational interpolation, Numerische Mathematik 152 (2022), extend
 * it to rational interpolants.
 */
class StabilityTest {

  private static final double UNIT = 0x1p-53;

  private static final class Case {
    private final String name;
    private final double[] nodes;
    private final double[] weights;

    Case(String name, double[] nodes, double[] weights) {
      this.name = name;
      this.nodes = nodes;
      this.weights = weights;
    }

    @Override
    public String toString() {
      return name + ", n = " + nodes.length;
    }
  }

  static Stream<Arguments> cases() {
    Random random = new Random(2024);
    Stream.Builder<Case> cases = Stream.builder();
    for (int count : new int[] {3, 10, 100, 1000}) {
      double[] scattered = random.doubles(count, -1, 1).sorted().distinct().toArray();
      double[] clustered = new double[count];
      double[] graded = new double[count];
      for (int j = 0; j < count; j++) {
        clustered[j] = Math.pow(10, -12 + 12.0 * j / (count - 1));
        graded[j] = Math.pow(10, -3 + 3.0 * j / (count - 1));
      }
      double[] secondKind = ChebyshevNodes.secondKind(count);
      cases.add(new Case("scattered, Berrut", scattered, BerrutWeights.first(count)));
      cases.add(new Case("clustered, Berrut", clustered, BerrutWeights.first(count)));
      cases.add(new Case("graded, order 2", graded, FloaterHormannWeights.of(graded, 2)));
      cases.add(new Case("Chebyshev, polynomial", secondKind, BerrutWeights.second(count)));
      double[] firstKind = ChebyshevNodes.firstKind(count);
      cases.add(new Case("Chebyshev, polynomial", firstKind, ChebyshevWeights.firstKind(count)));
      cases.add(
          new Case(
              "equispaced, order 2",
              EquispacedNodes.of(count, 2, 5),
              FloaterHormannWeights.equispaced(count, 2)));
    }
    return cases.build().map(Arguments::of);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void valuesStayWithinTheBound(Case c) {
    Random random = new Random(7);
    double[] values = random.doubles(c.nodes.length, -1, 1).toArray();
    LebesgueFunction lebesgue = LebesgueFunction.of(c.nodes, c.weights);
    BarycentricInterpolant interpolant = BarycentricInterpolant.of(c.nodes, c.weights, values);
    for (double point : points(c.nodes, random)) {
      double expected = DecimalReference.value(c.nodes, c.weights, values, point);
      double bound =
          (3 * c.nodes.length + 4) * UNIT * lebesgue.value(point) * (1 + Math.abs(expected));
      assertThat(interpolant.value(point)).isCloseTo(expected, within(bound));
    }
  }

  /** Random points, and for random nodes the points a little to their right. */
  private static double[] points(double[] nodes, Random random) {
    double[] points = new double[8];
    double least = Math.min(nodes[0], nodes[nodes.length - 1]);
    double greatest = Math.max(nodes[0], nodes[nodes.length - 1]);
    for (int i = 0; i < points.length; i++) {
      points[i] = least + (greatest - least) * random.nextDouble();
      if (i % 2 == 0) {
        double node = nodes[random.nextInt(nodes.length)];
        double gap = Double.POSITIVE_INFINITY;
        for (double other : nodes) {
          gap = other == node ? gap : Math.min(gap, Math.abs(node - other));
        }
        double moved = node + gap * Math.pow(10, -12 * random.nextDouble());
        points[i] = moved > node && moved < greatest ? moved : points[i];
      }
    }
    return points;
  }

  @ParameterizedTest
  @MethodSource("cases")
  void derivativesStayWithinTheBoundOverTheDistanceToTheNodes(Case c) {
    Random random = new Random(8);
    int order = 2;
    double[] values = random.doubles(c.nodes.length, -1, 1).toArray();
    BarycentricInterpolant interpolant = BarycentricInterpolant.of(c.nodes, c.weights, values);
    LebesgueFunction lebesgue = LebesgueFunction.of(c.nodes, c.weights);
    double[] points = points(c.nodes, random);
    for (int i = 0; i < points.length; i++) {
      // Every other point is a node; the reference is then taken next to it.
      double point = i % 2 == 0 ? points[i] : c.nodes[i * 7 % c.nodes.length];
      BigDecimal beside = new BigDecimal(point).add(new BigDecimal("1e-35"));
      double[] expected = DecimalReference.taylor(c.nodes, c.weights, values, beside, order);
      double constant = lebesgue.value(point) * (1 + Math.abs(expected[0]));
      double scale = secondNearest(c.nodes, point);
      // Each further order divides differences of values by the distance to the nodes that are not
      // nearest, and so magnifies the error of the values by it; at a node the quotients w_k / w_i
      // take the place of the Lebesgue function.
      double ratio = weightRatio(c, point);
      for (int k = 0; k <= order; k++) {
        double factorial = k == 2 ? 2 : 1;
        double bound = (3 * c.nodes.length + 4) * UNIT * constant * Math.pow(4 * ratio / scale, k);
        assertThat(interpolant.derivative(point, k) / factorial)
            .isCloseTo(expected[k], within(bound));
      }
    }
  }

  private static double secondNearest(double[] nodes, double point) {
    double nearest = Double.POSITIVE_INFINITY;
    double second = Double.POSITIVE_INFINITY;
    for (double node : nodes) {
      double distance = Math.abs(point - node);
      if (distance < nearest) {
        second = nearest;
        nearest = distance;
      } else {
        second = Math.min(second, distance);
      }
    }
    return second;
  }

  /** Sum of |w_k / w_i| over the distances in units of the second nearest, i being the nearest. */
  private static double weightRatio(Case c, double point) {
    int nearest = 0;
    for (int j = 0; j < c.nodes.length; j++) {
      if (Math.abs(point - c.nodes[j]) < Math.abs(point - c.nodes[nearest])) {
        nearest = j;
      }
    }
    double scale = secondNearest(c.nodes, point);
    double sum = 1;
    for (int j = 0; j < c.nodes.length; j++) {
      if (j != nearest) {
        sum += Math.abs(c.weights[j] / c.weights[nearest]) * scale / Math.abs(point - c.nodes[j]);
      }
    }
    return sum;
  }
}
