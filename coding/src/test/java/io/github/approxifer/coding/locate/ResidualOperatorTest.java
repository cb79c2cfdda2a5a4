package io.github.approxifer.coding.locate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.approxifer.interp.barycentric.EvaluationMatrix;
import io.github.approxifer.interp.nodes.ChebyshevNodes;
import io.github.approxifer.interp.spline.NaturalCubicSpline;
import io.github.approxifer.interp.weights.BerrutWeights;
import java.util.function.DoubleUnaryOperator;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ResidualOperatorTest {
  private static final double[] NODES = ChebyshevNodes.secondKind(9);

  @ParameterizedTest
  @EnumSource(ResidualOperator.class)
  void isTheValueLessItsPredictionFromTheOthers(ResidualOperator operator) {
    double[] residuals = residuals(operator, z -> Math.exp(z) + 1 / (2 + z));
    for (int i = 0; i < NODES.length; i++) {
      double[] others = without(NODES, i);
      double[] values = new double[others.length];
      for (int j = 0; j < others.length; j++) {
        values[j] = Math.exp(others[j]) + 1 / (2 + others[j]);
      }
      double expected =
          Math.exp(NODES[i]) + 1 / (2 + NODES[i]) - value(operator, others, values, i);
      // Eight products of numbers below 5 in double precision.
      assertThat(residuals[i]).isCloseTo(expected, within(1e-13));
      assertThat(operator.matrix(NODES).get(i, i)).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @EnumSource(ResidualOperator.class)
  void constantsHaveNoResiduals(ResidualOperator operator) {
    assertThat(residuals(operator, z -> 3)).containsOnly(new double[9], within(1e-14));
  }

  @Test
  void straightLinesHaveNoResidualsUnderTheSpline() {
    assertThat(residuals(ResidualOperator.NATURAL_SPLINE, z -> 2 - z))
        .containsOnly(new double[9], within(1e-13));
  }

  @ParameterizedTest
  @EnumSource(ResidualOperator.class)
  void refusesASingleAnswer(ResidualOperator operator) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> operator.matrix(new double[] {0.5}))
        .withMessageContaining("at least 2 answers, but there are 1");
  }

  private static double value(
      ResidualOperator operator, double[] others, double[] values, int index) {
    if (operator == ResidualOperator.NATURAL_SPLINE) {
      return NaturalCubicSpline.of(others, values).value(NODES[index]);
    }
    DMatrixRMaj row =
        EvaluationMatrix.of(
            others, BerrutWeights.first(others.length), new double[] {NODES[index]}, null);
    double sum = 0;
    for (int j = 0; j < values.length; j++) {
      sum += row.get(0, j) * values[j];
    }
    return sum;
  }

  private static double[] residuals(ResidualOperator operator, DoubleUnaryOperator f) {
    DMatrixRMaj matrix = operator.matrix(NODES);
    double[] residuals = new double[NODES.length];
    for (int i = 0; i < residuals.length; i++) {
      for (int j = 0; j < NODES.length; j++) {
        residuals[i] += matrix.get(i, j) * f.applyAsDouble(NODES[j]);
      }
    }
    return residuals;
  }

  private static double[] without(double[] nodes, int index) {
    double[] others = new double[nodes.length - 1];
    System.arraycopy(nodes, 0, others, 0, index);
    System.arraycopy(nodes, index + 1, others, index, others.length - index);
    return others;
  }
}
