package io.github.approxifer.interp.barycentric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.approxifer.interp.nodes.ChebyshevNodes;
import io.github.approxifer.interp.nodes.EquispacedNodes;
import io.github.approxifer.interp.weights.BerrutWeights;
import io.github.approxifer.interp.weights.ChebyshevWeights;
import io.github.approxifer.interp.weights.FloaterHormannWeights;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Interpolation errors against tables computed twice independently, to their printed digits. */
class ConvergenceTest {

  /** Half a unit in the last of three printed digits, plus what the double check allows. */
  private static final double THREE_DIGITS = 6e-3;

  private static double runge(double x) {
    return 1 / (1 + x * x);
  }

  private static double steepRunge(double x) {
    return 1 / (1 + 25 * x * x);
  }

  private static double[] midpointErrors(DoubleUnaryOperator function, int order) {
    double[] errors = new double[7];
    for (int k = 0; k < 7; k++) {
      int n = 10 << k;
      double[] nodes = EquispacedNodes.of(n + 1, -5, 5);
      BarycentricInterpolant interpolant =
          interpolant(nodes, FloaterHormannWeights.equispaced(n + 1, order), function);
      // 200 midpoints for each subinterval.
      double[] points = new double[200 * n];
      for (int i = 0; i < points.length; i++) {
        points[i] = -5 + 10 * ((i + 0.5) / points.length);
      }
      errors[k] = greatestError(interpolant, function, points);
    }
    return errors;
  }

  private static double greatestError(
      BarycentricInterpolant interpolant, DoubleUnaryOperator function, double[] points) {
    double[] values = interpolant.values(points, new double[points.length]);
    double greatest = 0;
    for (int i = 0; i < points.length; i++) {
      greatest = Math.max(greatest, Math.abs(values[i] - function.applyAsDouble(points[i])));
    }
    return greatest;
  }

  private static BarycentricInterpolant interpolant(
      double[] nodes, double[] weights, DoubleUnaryOperator function) {
    return BarycentricInterpolant.of(nodes, weights, Arrays.stream(nodes).map(function).toArray());
  }

  private static double[] numbers(String row) {
    return Pattern.compile(" +")
        .splitAsStream(row.trim())
        .mapToDouble(Double::parseDouble)
        .toArray();
  }

  private static void assertErrors(double[] actual, String expected) {
    double[] cells = numbers(expected);
    for (int k = 0; k < cells.length; k++) {
      double cell = cells[k];
      // Rounding errors of some 1e-15 add to errors of that size.
      assertThat(actual[k]).as("column %d", k).isCloseTo(cell, within(THREE_DIGITS * cell + 5e-15));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0, 3.61e-2 4.56e-3 1.46e-3 7.47e-4 3.78e-4 1.90e-4 9.54e-5",
    "1, 4.10e-2 1.54e-3 6.94e-5 1.83e-5 4.60e-6 1.15e-6 2.87e-7",
    "3, 6.91e-2 2.83e-3 4.31e-6 5.12e-8 3.01e-9 1.82e-10 1.12e-11",
    "4, 1.26e-1 5.30e-3 9.95e-6 6.03e-9 1.68e-10 4.98e-12 1.5e-13"
  })
  void floaterHormannOnTheRungeFunction(int order, String expected) {
    // Order 3, 10 intervals: baryrat quotes the published error as below 6.9e-2.
    assertErrors(midpointErrors(ConvergenceTest::runge, order), expected);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 7.00e-2 4.54e-2 2.49e-2 1.29e-2 6.58e-3 3.32e-3 1.67e-3",
    "1, 5.67e-2 1.35e-2 3.32e-3 8.25e-4 2.06e-4 5.13e-5 1.28e-5",
    "3, 1.28e-2 1.23e-3 8.47e-5 5.42e-6 3.41e-7 2.14e-8 1.34e-9",
    "4, 1.76e-2 3.87e-4 7.09e-6 1.32e-7 2.65e-9 5.99e-11 1.51e-12"
  })
  void floaterHormannOnTheSine(int order, String expected) {
    assertErrors(midpointErrors(Math::sin, order), expected);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 1.70e-1 1.01e-1 4.90e-2 2.41e-2 1.20e-2 5.96e-3 2.97e-3",
    "3, 1.90e-1 9.50e-2 4.75e-2 2.38e-2 1.19e-2 5.94e-3 2.97e-3"
  })
  void floaterHormannOnTheAbsoluteValue(int order, String expected) {
    assertErrors(midpointErrors(Math::abs, order), expected);
  }

  @Test
  void floaterHormannStaysBelowThePublishedCeilings() {
    // BaryRational.jl: |x| at the midpoints between 10 to 640 points, order 3.
    double[] ceilings = {0.5, 0.2, 0.09, 0.05, 0.03, 0.01, 0.005};
    for (int k = 0; k < ceilings.length; k++) {
      int count = 10 << k;
      double[] nodes = EquispacedNodes.of(count, -5, 5);
      double[] points = new double[count - 1];
      for (int i = 0; i < points.length; i++) {
        points[i] = 0.5 * (nodes[i] + nodes[i + 1]);
      }
      BarycentricInterpolant interpolant =
          interpolant(nodes, FloaterHormannWeights.equispaced(count, 3), Math::abs);
      assertThat(greatestError(interpolant, Math::abs, points)).isLessThan(ceilings[k]);
    }
  }

  private static void assertSchemes(String expected, DoubleUnaryOperator function, int scheme) {
    double[] errors = new double[7];
    for (int k = 0; k < 7; k++) {
      int n = 4 << k;
      double[] nodes =
          switch (scheme) {
            case 1 -> ChebyshevNodes.firstKind(n + 1);
            case 0, 2 -> ChebyshevNodes.secondKind(n + 1);
            default -> EquispacedNodes.of(n + 1, -1, 1);
          };
      double[] weights =
          switch (scheme) {
            case 1 -> ChebyshevWeights.firstKind(n + 1);
            case 2, 3 -> BerrutWeights.first(n + 1);
            default -> BerrutWeights.second(n + 1);
          };
      BarycentricInterpolant interpolant =
          interpolant(nodes, weights, function).withExtrapolation(Extrapolation.ALLOWED);
      errors[k] = greatestError(interpolant, function, EquispacedNodes.of(40_001, -1, 1));
    }
    double[] cells = numbers(expected);
    for (int k = 0; k < cells.length; k++) {
      double cell = cells[k];
      // Four printed digits; near 1e-15 only rounding is left.
      assertThat(errors[k]).as("column %d", k).isCloseTo(cell, within(1.5e-3 * cell + 5e-15));
    }
  }

  @Test
  void weightsMustFitTheNodes() {
    // Greatest errors on [-1, 1] for 4, 8, ..., 256 intervals.
    assertSchemes(
        "4.600e-1 2.047e-1 3.671e-2 1.618e-3 2.865e-6 8.655e-12 3.0e-15",
        ConvergenceTest::steepRunge,
        0);
    assertSchemes(
        "4.020e-1 1.708e-1 3.261e-2 1.402e-3 2.454e-6 7.386e-12 3.2e-15",
        ConvergenceTest::steepRunge,
        1);
    assertSchemes(
        "5.192e-1 2.220e-1 4.134e-2 4.515e-3 1.468e-3 7.357e-4 3.682e-4",
        ConvergenceTest::steepRunge,
        2);
    assertSchemes(
        "3.204e-1 8.139e-2 9.847e-3 1.826e-3 9.295e-4 4.714e-4 2.373e-4",
        ConvergenceTest::steepRunge,
        3);
    assertSchemes(
        "2.932e-1 7.344e-2 6.102e-3 7.125e-5 2.871e-5 7.181e-6 1.796e-6",
        ConvergenceTest::steepRunge,
        4);
    assertSchemes("1.066e-3 2.203e-8 0 0 0 0 0", Math::exp, 0);
    assertSchemes("3.661e-1 1.621e-1 8.412e-2 4.138e-2 2.053e-2 1.023e-2 5.105e-3", Math::exp, 2);
    assertSchemes("2.202e-2 5.747e-3 1.463e-3 3.688e-4 9.257e-5 2.319e-5 5.803e-6", Math::exp, 4);
    assertSchemes("1.422e-1 7.370e-2 3.719e-2 1.864e-2 9.325e-3 4.663e-3 2.332e-3", Math::abs, 0);
    assertSchemes(
        "7.833e-1 6.413e-1 4.231e-1 1.582e-1 1.534e-2 1.078e-4 4.774e-9",
        x -> Math.tanh(20 * x),
        0);
  }

  @Test
  void theSuggestedOrderIsNearTheBestForTheRungeFunction() {
    for (int n = 10; n <= 320; n *= 2) {
      double[] nodes = EquispacedNodes.of(n + 1, -5, 5);
      double[] points = EquispacedNodes.of(40 * n + 3, -5, 5);
      double best = Double.POSITIVE_INFINITY;
      double suggested = Double.POSITIVE_INFINITY;
      for (int order = 0; order <= 10; order++) {
        double error =
            greatestError(
                interpolant(
                    nodes, FloaterHormannWeights.equispaced(n + 1, order), ConvergenceTest::runge),
                ConvergenceTest::runge,
                points);
        best = Math.min(best, error);
        suggested = order == FloaterHormannWeights.suggestedOrder(n + 1) ? error : suggested;
      }
      assertThat(suggested).isLessThan(2 * best + 1e-14);
    }
    assertThat(FloaterHormannWeights.suggestedOrder(1)).isZero();
    assertThat(FloaterHormannWeights.suggestedOrder(1_000_000)).isEqualTo(8);
  }

  @Test
  void extrapolatesAsTabulated() {
    // Order 3 on 9 equispaced nodes of exp on [-1, 1].
    double[] nodes = EquispacedNodes.of(9, -1, 1);
    BarycentricInterpolant exp =
        interpolant(nodes, FloaterHormannWeights.equispaced(9, 3), Math::exp)
            .withExtrapolation(Extrapolation.ALLOWED);
    assertThat(exp.value(1.1)).isCloseTo(3.0035, within(6e-5));
    assertThat(exp.value(2)).isCloseTo(7.19, within(6e-3));
    assertThat(exp.value(5)).isCloseTo(70.66, within(6e-3));
  }
}
