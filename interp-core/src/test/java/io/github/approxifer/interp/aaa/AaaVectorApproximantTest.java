package io.github.approxifer.interp.aaa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.approxifer.interp.nodes.EquispacedNodes;
import org.ejml.data.Complex_F64;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;

class AaaVectorApproximantTest {

  @Test
  void ofSeveralOutputsSharesThePoles() {
    double[] points = EquispacedNodes.of(400, -1, 1);
    DMatrixRMaj values = new DMatrixRMaj(400, 3);
    for (int i = 0; i < 400; i++) {
      double pole = 1 / (points[i] - 1.5);
      values.set(i, 0, pole);
      values.set(i, 1, pole * points[i] + Math.exp(points[i]));
      values.set(i, 2, Math.cos(3 * points[i]));
    }
    values.set(7, 1, Double.NaN);
    AaaVectorApproximant r = Aaa.approximate(points, values, AaaOptions.defaults());
    assertThat(r.converged()).isTrue();
    assertThat(r.outputs()).isEqualTo(3);
    assertThat(r.terms()).isLessThan(20);
    assertThat(r.error()).isLessThan(1e-12);
    Complex_F64[] poles = r.poles();
    int nearest = 0;
    for (int k = 1; k < poles.length; k++) {
      if (Math.hypot(poles[k].real - 1.5, poles[k].imaginary)
          < Math.hypot(poles[nearest].real - 1.5, poles[nearest].imaginary)) {
        nearest = k;
      }
    }
    assertThat(poles[nearest].real).isCloseTo(1.5, within(1e-9));
    assertThat(r.output(0).residues()[nearest].real).isCloseTo(1, within(1e-7));
    assertThat(r.output(1).residues()[nearest].real).isCloseTo(1.5, within(1e-7));
    assertThat(r.output(2).residues()[nearest].real).isCloseTo(0, within(1e-7));
    DMatrixRMaj at = r.toInterpolant().values(new double[] {0.123, 1}, null);
    assertThat(at.get(0, 1)).isCloseTo(0.123 / (0.123 - 1.5) + Math.exp(0.123), within(1e-12));
    assertThat(at.get(1, 2)).isCloseTo(Math.cos(3), within(1e-12));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Aaa.approximate(points, new DMatrixRMaj(400, 0), AaaOptions.defaults()))
        .withMessageContaining("no output");
  }
}
