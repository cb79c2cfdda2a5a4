package io.github.approxifer.interp.barycentric;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.approxifer.interp.nodes.ChebyshevNodes;
import io.github.approxifer.interp.nodes.EquispacedNodes;
import io.github.approxifer.interp.weights.ChebyshevWeights;
import io.github.approxifer.interp.weights.LagrangeWeights;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/**
 * Derivatives of polynomials are at least as exact as SciPy's. Writes the table of
 * docs/results/interp-core-benchmarks.md to target/derivative-accuracy.md.
 */
class DerivativeAccuracyTest {

  private static final String[] ORDERS = {"value", "first", "second", "third"};

  /**
   * Nodes, and SciPy 1.17.1's greatest errors of the orders 0 to 3 by {@code
   * BarycentricInterpolator.derivative}, the median of nine of its random orders of the nodes.
   */
  private static final class Case {
    private final String name;
    private final double[] nodes;
    private final double[] weights;
    private final DoubleUnaryOperator function;
    private final double[] scipy;

    Case(
        String name,
        double[] nodes,
        double[] weights,
        DoubleUnaryOperator function,
        double... scipy) {
      this.name = name;
      this.nodes = nodes;
      this.weights = weights;
      this.function = function;
      this.scipy = scipy;
    }

    static Case chebyshev(int count, String name, DoubleUnaryOperator function, double... scipy) {
      return new Case(
          "%d Chebyshev nodes, %s".formatted(count, name),
          ChebyshevNodes.secondKind(count),
          ChebyshevWeights.secondKind(count),
          function,
          scipy);
    }

    /** At 40 points sin 1, sin 2, ... and next to every fifth node. */
    double[] points() {
      double[] sorted = Arrays.stream(nodes).sorted().toArray();
      List<Double> points = new ArrayList<>();
      for (int i = 1; i <= 40; i++) {
        points.add(Math.sin(i));
      }
      for (int j = 1; j < sorted.length - 1; j += 5) {
        points.add(sorted[j] + 1e-7);
      }
      return points.stream().mapToDouble(x -> x).toArray();
    }

    /** The greatest errors of the orders 0 to 3, relative to the greatest derivative. */
    double[] errors() {
      double[] values = Arrays.stream(nodes).map(function).toArray();
      BarycentricInterpolant polynomial = BarycentricInterpolant.of(nodes, weights, values);
      BigDecimal[] differences = DecimalReference.dividedDifferences(nodes, values);
      double[] errors = new double[4];
      double[] sizes = new double[4];
      for (double point : points()) {
        double[] exact = DecimalReference.polynomial(nodes, differences, point, 3);
        double factorial = 1;
        for (int order = 0; order < 4; order++) {
          factorial *= Math.max(1, order);
          double expected = exact[order] * factorial;
          double error = Math.abs(polynomial.derivative(point, order) - expected);
          errors[order] = Math.max(errors[order], error);
          sizes[order] = Math.max(sizes[order], Math.abs(expected));
        }
      }
      for (int order = 0; order < 4; order++) {
        errors[order] /= sizes[order];
      }
      return errors;
    }
  }

  private static final List<Case> CASES =
      List.of(
          Case.chebyshev(20, "e^x", Math::exp, 3.0e-16, 3.8e-14, 5.0e-12, 3.5e-10),
          Case.chebyshev(60, "e^x", Math::exp, 5.2e-16, 1.3e-13, 2.8e-10, 2.5e-7),
          Case.chebyshev(
              60, "1/(1+4x^2)", x -> 1 / (1 + 4 * x * x), 5.4e-16, 4.8e-14, 1.2e-11, 2.2e-9),
          Case.chebyshev(200, "cos 40x", x -> Math.cos(40 * x), 8.9e-16, 2.8e-14, 1.3e-11, 4.0e-9),
          new Case(
              "15 equispaced nodes, e^x",
              EquispacedNodes.of(15, -1, 1),
              LagrangeWeights.of(EquispacedNodes.of(15, -1, 1)),
              Math::exp,
              1.3e-14,
              4.5e-13,
              1.5e-11,
              4.8e-10));

  @Test
  void isAtLeastThatOfSciPy() throws IOException {
    StringBuilder table = new StringBuilder("| polynomial | derivative | interp-core | SciPy |\n");
    table.append("|---|---|---|---|\n");
    List<double[]> errors = CASES.stream().map(Case::errors).toList();
    for (int c = 0; c < CASES.size(); c++) {
      for (int order = 0; order < 4; order++) {
        table.append(
            String.format(
                Locale.ROOT,
                "| %s | %s | %.1e | %.1e |%n",
                CASES.get(c).name,
                ORDERS[order],
                errors.get(c)[order],
                CASES.get(c).scipy[order]));
      }
    }
    Files.writeString(
        Files.createDirectories(Path.of("target")).resolve("derivative-accuracy.md"), table);
    for (int c = 0; c < CASES.size(); c++) {
      // At equispaced nodes both lose what their weights do; SciPy's orders differ by four.
      double level = c == CASES.size() - 1 ? 2 : 1;
      for (int order = 1; order < 4; order++) {
        assertThat(errors.get(c)[order])
            .as("%s, order %d", CASES.get(c).name, order)
            .isLessThan(level * CASES.get(c).scipy[order]);
      }
    }
  }
}
