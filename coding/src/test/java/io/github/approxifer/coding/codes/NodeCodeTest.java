package io.github.approxifer.coding.codes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.approxifer.coding.CodeParameters;
import io.github.approxifer.coding.answers.WorkerSet;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;

class NodeCodeTest {
  private static final CodeParameters PARAMETERS = new CodeParameters(2, 1, 0);

  /** Every point gets the value of the nearest node. */
  private static final Curve STEPS =
      (nodes, points) -> {
        DMatrixRMaj matrix = new DMatrixRMaj(points.length, nodes.length);
        for (int row = 0; row < points.length; row++) {
          int nearest = 0;
          for (int i = 1; i < nodes.length; i++) {
            boolean nearer =
                Math.abs(nodes[i] - points[row]) < Math.abs(nodes[nearest] - points[row]);
            nearest = nearer ? i : nearest;
          }
          matrix.set(row, nearest, 1);
        }
        return matrix;
      };

  private static final class Steps extends NodeCode {
    Steps(double[] queryNodes) {
      super(PARAMETERS, 2, queryNodes, new double[] {0.9, 0.1, -0.8}, STEPS, STEPS);
    }

    @Override
    public String name() {
      return "Steps";
    }
  }

  @Test
  void aCodeIsItsNodesAndTwoCurves() {
    double[] nodes = {0.5, -0.5};
    Steps code = new Steps(nodes);
    nodes[0] = 7;
    code.queryNodes()[1] = 7;
    code.workerNodes()[1] = 7;

    assertThat(code.workers()).isEqualTo(3);
    assertThat(code.quorum()).isEqualTo(2);
    assertThat(code.queryNodes()).containsExactly(0.5, -0.5);
    assertThat(code.workerNodes()).containsExactly(0.9, 0.1, -0.8);
    assertThat(code.encodingMatrix().data).containsExactly(1, 0, 1, 0, 0, 1);
    assertThat(code.decodingMatrix(WorkerSet.of(3, 1, 2)).data).containsExactly(1, 0, 0, 1);
    assertThat(code.decodingMatrix(WorkerSet.of(3, 0, 1)).data).containsExactly(1, 0, 0, 1);
    assertThat(code).hasToString("Steps (K=2, S=1, E=0, N=3)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> code.decodingMatrix(WorkerSet.all(4)))
        .withMessageContaining("N=3");
  }

  @Test
  void codesSayWhatWasChosen() {
    assertThat(BerrutCode.of(PARAMETERS).withNodes(WorkerNodes.FIRST_KIND))
        .hasToString("Berrut (K=2, S=1, E=0, N=3, FIRST_KIND)");
    assertThat(FloaterHormannCode.of(PARAMETERS, 0, 1))
        .hasToString("Floater-Hormann (K=2, S=1, E=0, N=3, orders 0 and 1)");
    assertThat(SplineCode.of(PARAMETERS).withSmoothing(0, 0.5))
        .hasToString("Spline (K=2, S=1, E=0, N=3, lambda 0.0 and 0.5)");
    assertThat(SystematicCode.of(PARAMETERS))
        .hasToString("Systematic (K=2, S=1, E=0, N=3, SPREAD)");
    assertThat(SystematicByzantineCode.of(PARAMETERS))
        .hasToString("Systematic Byzantine (K=2, S=1, E=0, N=3)");
    assertThat(LagrangeCode.of(PARAMETERS, 2))
        .hasToString("Lagrange (K=2, S=1, E=0, N=4, degree 2)");
  }
}
