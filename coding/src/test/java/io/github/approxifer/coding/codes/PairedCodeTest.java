package io.github.approxifer.coding.codes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.approxifer.coding.CodeParameters;
import io.github.approxifer.coding.answers.WorkerSet;
import io.github.approxifer.interp.nodes.ChebyshevNodes;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;

class PairedCodeTest {
  @Test
  void sendsEveryQueryTwiceAndParitiesOfAll() {
    PairedCode code = PairedCode.of(new CodeParameters(12, 1, 2));
    DMatrixRMaj encoding = code.encodingMatrix();

    assertThat(code.workers()).isEqualTo(29);
    assertThat(code.quorum()).isEqualTo(28);
    assertThat(code.honestQuorum()).isEqualTo(26);
    assertThat(code.parities()).isEqualTo(5);
    for (int j = 0; j < 12; j++) {
      for (int query = 0; query < 12; query++) {
        assertThat(encoding.get(2 * j, query)).isEqualTo(query == j ? 1 : 0);
        assertThat(encoding.get(2 * j + 1, query)).isEqualTo(query == j ? 1 : 0);
      }
    }
    for (int p = 0; p < 5; p++) {
      for (int query = 0; query < 12; query++) {
        assertThat(encoding.get(24 + p, query)).isNotZero().isBetween(-1.0, 0.9);
        assertThat(encoding.get(24 + p, query)).isEqualTo(code.parityMatrix().get(p, query));
      }
    }
  }

  @Test
  void withoutErrorsAndStragglersThereAreNoParities() {
    PairedCode code = PairedCode.of(new CodeParameters(3, 0, 0));

    assertThat(code.workers()).isEqualTo(6);
    assertThat(code.parityMatrix().numRows).isZero();
  }

  @Test
  void predictsWithTheMeanOfTheCopiesAndTheRestByInterpolation() {
    PairedCode code = PairedCode.of(new CodeParameters(4, 2, 0));
    // Query 0 has both copies, query 1 the second, query 2 none, query 3 the first.
    WorkerSet answers = WorkerSet.of(10, 0, 1, 3, 6, 8, 9);
    DMatrixRMaj decoding = code.decodingMatrix(answers);

    assertThat(row(decoding, 0)).containsExactly(0.5, 0.5, 0, 0, 0, 0);
    assertThat(row(decoding, 1)).containsExactly(0, 0, 1, 0, 0, 0);
    assertThat(row(decoding, 3)).containsExactly(0, 0, 0, 1, 0, 0);
    double[] interpolated = row(decoding, 2);
    assertThat(interpolated[0]).isEqualTo(interpolated[1]).isNotZero();
    assertThat(interpolated).doesNotContain(0);
  }

  @Test
  void refusesOtherWorkers() {
    PairedCode code = PairedCode.of(new CodeParameters(4, 0, 1));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> code.decodingMatrix(WorkerSet.all(11)))
        .withMessageContaining("N=10");
  }

  @Test
  void nodesBetweenAreDistinctAndNeverQueryNodes() {
    for (int queries = 1; queries <= 16; queries++) {
      for (int count = 0; count <= 40; count++) {
        double[] between = Angles.between(queries, count);
        assertThat(between).hasSize(count);
        double[] all = Angles.merge(queries, count);
        assertThat(all).hasSize(count + queries);
        for (int i = 1; i < all.length; i++) {
          // The closest two are a few hundredths of a gap of the angles apart, near the ends.
          assertThat(all[i - 1] - all[i]).isGreaterThan(1e-6);
        }
      }
    }
  }

  @Test
  void theSystematicByzantineCodeStandsOnTheNodesOfTwiceTheQueries() {
    double[] nodes = Angles.merge(6, 7);
    double[] expected = ChebyshevNodes.secondKind(13);
    for (int i = 0; i < 13; i++) {
      assertThat(nodes[i]).isCloseTo(expected[i], within(1e-15));
    }
    SystematicByzantineCode code = SystematicByzantineCode.of(new CodeParameters(6, 1, 1));
    assertThat(code.workers()).isEqualTo(15);
    assertThat(code.quorum()).isEqualTo(14);
    DMatrixRMaj encoding = code.encodingMatrix();
    DMatrixRMaj decoding = code.decodingMatrix(WorkerSet.all(15));
    for (int j = 0; j < 6; j++) {
      int own = -1;
      for (int i = 0; i < 15; i++) {
        if (Math.abs(code.workerNodes()[i] - code.queryNodes()[j]) < 1e-15) {
          own = i;
        }
      }
      for (int query = 0; query < 6; query++) {
        assertThat(encoding.get(own, query)).isEqualTo(query == j ? 1 : 0);
      }
      for (int i = 0; i < 15; i++) {
        assertThat(decoding.get(j, i)).isEqualTo(i == own ? 1 : 0);
      }
    }
  }

  private static double[] row(DMatrixRMaj matrix, int row) {
    double[] values = new double[matrix.numCols];
    for (int column = 0; column < values.length; column++) {
      values[column] = matrix.get(row, column);
    }
    return values;
  }
}
