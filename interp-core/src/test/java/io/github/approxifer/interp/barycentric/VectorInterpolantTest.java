package io.github.approxifer.interp.barycentric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.approxifer.interp.nodes.ChebyshevNodes;
import io.github.approxifer.interp.weights.BerrutWeights;
import java.util.Random;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.RandomMatrices_DDRM;
import org.junit.jupiter.api.Test;

class VectorInterpolantTest {

  private static final double[] NODES = ChebyshevNodes.firstKind(11);
  private static final double[] WEIGHTS = BerrutWeights.first(11);

  @Test
  void isTheEvaluationMatrixTimesTheValues() {
    Random random = new Random(3);
    DMatrixRMaj values = RandomMatrices_DDRM.rectangle(11, 5, -1, 1, random);
    double[] points = {-0.9, 0, NODES[2], 0.3, 1.5};
    VectorInterpolant interpolant =
        VectorInterpolant.of(NODES, WEIGHTS, values).withExtrapolation(Extrapolation.ALLOWED);
    DMatrixRMaj expected = new DMatrixRMaj(5, 5);
    CommonOps_DDRM.mult(EvaluationMatrix.of(NODES, WEIGHTS, points, null), values, expected);
    DMatrixRMaj destination = new DMatrixRMaj(9, 9);
    DMatrixRMaj result = interpolant.values(points, destination);
    assertThat(result).isSameAs(destination);
    assertThat(result.numRows).isEqualTo(5);
    for (int k = 0; k < 25; k++) {
      assertThat(result.data[k]).isCloseTo(expected.data[k], within(1e-14));
    }
    for (int c = 0; c < 5; c++) {
      assertThat(result.get(2, c)).isEqualTo(values.get(2, c));
    }
  }

  @Test
  void exchangesValuesAndKeepsItsOwn() {
    DMatrixRMaj values = new DMatrixRMaj(11, 1);
    values.fill(2);
    VectorInterpolant interpolant = VectorInterpolant.of(NODES, WEIGHTS, values);
    values.fill(7);
    assertThat(interpolant.values(new double[] {0.1}, null).data[0]).isCloseTo(2, within(1e-15));
    assertThat(interpolant.withValues(values).values(new double[] {0.1}, null).data[0])
        .isCloseTo(7, within(1e-14));
  }

  @Test
  void refusesBadInput() {
    DMatrixRMaj short1 = new DMatrixRMaj(10, 1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> VectorInterpolant.of(NODES, WEIGHTS, short1))
        .withMessageContaining("10 rows of values for 11 nodes");
    DMatrixRMaj bad = new DMatrixRMaj(11, 2);
    bad.set(3, 1, Double.NaN);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> VectorInterpolant.of(NODES, WEIGHTS, bad))
        .withMessageContaining("NaN");
    VectorInterpolant zero = VectorInterpolant.of(NODES, WEIGHTS, new DMatrixRMaj(11, 2));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> zero.values(new double[] {0, 1}, null))
        .withMessageContaining("points[1] = 1.0 lies outside");
  }
}
