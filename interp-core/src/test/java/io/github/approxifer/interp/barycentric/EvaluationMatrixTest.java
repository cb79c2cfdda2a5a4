package io.github.approxifer.interp.barycentric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.approxifer.interp.nodes.ChebyshevNodes;
import io.github.approxifer.interp.weights.BerrutWeights;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;

class EvaluationMatrixTest {

  @Property(tries = 200)
  void rowsSumToOne(
      @ForAll @IntRange(min = 1, max = 40) int count,
      @ForAll @DoubleRange(min = -3, max = 3) double point) {
    DMatrixRMaj row =
        EvaluationMatrix.of(
            ChebyshevNodes.firstKind(count),
            BerrutWeights.first(count),
            new double[] {point},
            null);
    // Rounding of a sum of count terms, each at most the Lebesgue function: 2 + ln n inside;
    // Berrut's
    // weights outside stay below count in absolute value as well.
    assertThat(Arrays.stream(row.data).sum()).isCloseTo(1, within(1e-13 * count));
  }

  @Property(tries = 100)
  void aPointWithinRoundingOfANodeGetsTheUnitRow(
      @ForAll @IntRange(min = 2, max = 30) int count,
      @ForAll @IntRange(min = 0, max = 29) int which) {
    int node = which % count;
    double[] nodes = ChebyshevNodes.secondKind(count);
    double x = nodes[node];
    double[] points = {
      x,
      Math.nextUp(x),
      Math.nextDown(x),
      x + Double.MIN_VALUE,
      x + 1e-310,
      x - 1e-308,
      x + 2.3e-308,
      x - 1e-300
    };
    DMatrixRMaj matrix = EvaluationMatrix.of(nodes, BerrutWeights.second(count), points, null);
    for (int i = 0; i < points.length; i++) {
      for (int j = 0; j < count; j++) {
        assertThat(matrix.get(i, j)).isEqualTo(j == node ? 1.0 : 0.0);
      }
    }
  }

  @Test
  void tellsCrowdedNodesApart() {
    double[] nodes = {0, 1e-20, 3e-20, 1};
    double point = 2e-20;
    DMatrixRMaj matrix =
        EvaluationMatrix.of(nodes, BerrutWeights.first(4), new double[] {point}, null);
    // 1/2, -1, -1 and a negligible fourth, divided by their sum -3/2.
    assertThat(matrix.data[0]).isCloseTo(-1 / 3.0, within(1e-15));
    assertThat(matrix.data[1]).isCloseTo(2 / 3.0, within(1e-15));
    assertThat(matrix.data[2]).isCloseTo(2 / 3.0, within(1e-15));
    assertThat(matrix.data[3]).isCloseTo(0, within(1e-15));
  }

  @Test
  void subnormallySpacedNodesMakeNoNaN() {
    double least = Double.MIN_VALUE;
    DMatrixRMaj matrix =
        EvaluationMatrix.of(
            new double[] {0, 2 * least, 4 * least},
            BerrutWeights.first(3),
            new double[] {least, 2 * least, 3 * least, 1},
            null);
    for (int i = 0; i < 4; i++) {
      assertThat(matrix.get(i, 0) + matrix.get(i, 1) + matrix.get(i, 2))
          .isCloseTo(1, within(1e-15));
    }
    assertThat(matrix.get(0, 0)).isCloseTo(0.6, within(1e-15));
  }

  @Test
  void weightsOfAnySizeGiveTheSameMatrix() {
    double[] nodes = {-1, 0.25, 0.5, 2};
    double[] weights = {1, -3, 2, -0.5};
    double[] points = {-0.9, 0.3, 1};
    DMatrixRMaj plain = EvaluationMatrix.of(nodes, weights, points, null);
    double[] great = Arrays.stream(weights).map(w -> w * 0x1p1021).toArray();
    double[] small = Arrays.stream(weights).map(w -> w * 0x1p-1021).toArray();
    assertThat(EvaluationMatrix.of(nodes, great, points, null).data).isEqualTo(plain.data);
    assertThat(EvaluationMatrix.of(nodes, small, points, null).data).isEqualTo(plain.data);
  }

  @Test
  void reusesTheDestination() {
    DMatrixRMaj destination = new DMatrixRMaj(7, 9);
    double[] storage = destination.data;
    DMatrixRMaj result =
        EvaluationMatrix.of(
            new double[] {0, 1}, new double[] {1, -1}, new double[] {0.25, 1, 0}, destination);
    assertThat(result).isSameAs(destination);
    assertThat(result.data).isSameAs(storage);
    assertThat(result.numRows).isEqualTo(3);
    assertThat(result.numCols).isEqualTo(2);
    assertThat(Arrays.copyOf(result.data, 6)).containsExactly(0.75, 0.25, 0, 1, 1, 0);
  }

  @Test
  void refusesBadInput() {
    double[] two = {0, 1};
    assertThatIllegalArgumentException()
        .isThrownBy(() -> EvaluationMatrix.of(two, new double[] {1}, two, null))
        .withMessageContaining("1 weights for 2 nodes");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> EvaluationMatrix.of(two, new double[] {1, 0}, two, null))
        .withMessageContaining("weights[1] = 0.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> EvaluationMatrix.of(new double[] {1, 1}, two, two, null))
        .withMessageContaining("nodes[1] = 1.0");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> EvaluationMatrix.of(two, new double[] {1, -1}, new double[] {Double.NaN}, null))
        .withMessageContaining("points[0] = NaN");
    assertThatThrownBy(
            () -> EvaluationMatrix.of(two, new double[] {1, 1}, new double[] {0.5}, null))
        .isInstanceOf(ArithmeticException.class)
        .hasMessageContaining("0.5 is a pole");
  }
}
