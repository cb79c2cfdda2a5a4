package io.github.approxifer.coding.codes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.approxifer.coding.CodeParameters;
import io.github.approxifer.coding.Scheme;
import io.github.approxifer.coding.answers.Decoded;
import io.github.approxifer.coding.answers.WorkerSet;
import io.github.approxifer.coding.answers.WorkerSets;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.ejml.data.FMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class BerrutCodeTest {
  @Test
  void followsThePublishedFormulaForTheNodes() {
    BerrutCode code = BerrutCode.of(CodeParameters.stragglersOnly(8, 1));

    assertThat(code.workers()).isEqualTo(9);
    assertThat(code.quorum()).isEqualTo(8);
    for (int j = 0; j < 8; j++) {
      assertThat(code.queryNodes()[j]).isCloseTo(Math.cos((2 * j + 1) * Math.PI / 16), ulps());
    }
    for (int i = 0; i < 9; i++) {
      assertThat(code.workerNodes()[i]).isCloseTo(Math.cos(i * Math.PI / 9), ulps());
    }
    assertThat(code.withNodes(WorkerNodes.SECOND_KIND).workerNodes()[8]).isEqualTo(-1);
    assertThat(code.withNodes(WorkerNodes.FIRST_KIND).workerNodes()[0])
        .isCloseTo(Math.cos(Math.PI / 18), ulps());
    assertThat(code).hasToString("Berrut (K=8, S=1, E=0, N=9, SECOND_KIND_WITHOUT_END)");
  }

  /** The encoding weights from the formula of the paper, in decimal arithmetic of 50 digits. */
  @Test
  void encodesAsTheFormulaSays() {
    BerrutCode code = BerrutCode.of(CodeParameters.stragglersOnly(12, 3));
    DMatrixRMaj matrix = code.encodingMatrix();
    double[] alpha = code.queryNodes();
    double[] beta = code.workerNodes();
    MathContext digits = new MathContext(50);
    for (int i = 0; i < 15; i++) {
      BigDecimal[] terms = new BigDecimal[12];
      BigDecimal sum = BigDecimal.ZERO;
      for (int j = 0; j < 12; j++) {
        BigDecimal distance = new BigDecimal(beta[i]).subtract(new BigDecimal(alpha[j]));
        terms[j] = BigDecimal.valueOf(j % 2 == 0 ? 1 : -1).divide(distance, digits);
        sum = sum.add(terms[j], digits);
      }
      for (int j = 0; j < 12; j++) {
        assertThat(matrix.get(i, j))
            .isCloseTo(terms[j].divide(sum, digits).doubleValue(), within(1e-13));
      }
    }
  }

  /**
   * The sum of the absolute decoding weights bounds how much an error of the answers can grow. With
   * K=4..16 even and S=0..3 it stays below 10.2 in every family of nodes, for every set of
   * stragglers; constants come back to 1e-12.
   */
  @ParameterizedTest
  @EnumSource
  void isWellConditionedForEverySetOfStragglers(WorkerNodes nodes) {
    for (int k = 4; k <= 16; k += 2) {
      for (int s = 0; s <= 3; s++) {
        BerrutCode code = BerrutCode.of(CodeParameters.stragglersOnly(k, s)).withNodes(nodes);
        for (WorkerSet answers : WorkerSets.ofSize(k + s, k)) {
          DMatrixRMaj matrix = code.decodingMatrix(answers);
          for (int j = 0; j < k; j++) {
            double sum = 0;
            double absolute = 0;
            for (int rank = 0; rank < k; rank++) {
              sum += matrix.get(j, rank);
              absolute += Math.abs(matrix.get(j, rank));
            }
            assertThat(sum).isCloseTo(1, within(1e-12));
            assertThat(absolute).isLessThan(10.2);
          }
        }
      }
    }
  }

  /** Largest sum of absolute decoding weights over all straggler sets (computed independently). */
  @ParameterizedTest
  @CsvSource({
    "2, SECOND_KIND, 2.41, 5.83, 10.66",
    "3, SECOND_KIND, 2.00, 2.41, 2.62",
    "4, SECOND_KIND, 3.83, 6.57, 9.90",
    "8, SECOND_KIND, 3.73, 6.53, 9.82",
    "12, SECOND_KIND, 3.71, 6.70, 9.83",
    "2, SECOND_KIND_WITHOUT_END, 5.83, 10.66, 16.88",
    "3, SECOND_KIND_WITHOUT_END, 2.21, 2.51, 2.67",
    "4, SECOND_KIND_WITHOUT_END, 4.69, 7.20, 10.17",
    "8, SECOND_KIND_WITHOUT_END, 4.47, 6.49, 8.71",
    "12, SECOND_KIND_WITHOUT_END, 4.69, 6.70, 9.08",
    "2, FIRST_KIND, 2.63, 5.03, 8.13",
    "3, FIRST_KIND, 1.88, 2.35, 2.59",
    "4, FIRST_KIND, 2.60, 4.70, 7.23",
    "8, FIRST_KIND, 3.73, 6.13, 8.48",
    "12, FIRST_KIND, 4.02, 6.30, 8.58",
  })
  void hasTheKnownWorstCase(int k, WorkerNodes nodes, double s1, double s2, double s3) {
    double[] known = {s1, s2, s3};
    for (int s = 1; s <= 3; s++) {
      BerrutCode code = BerrutCode.of(CodeParameters.stragglersOnly(k, s)).withNodes(nodes);
      double worst = 0;
      for (WorkerSet answers : WorkerSets.ofSize(k + s, k)) {
        worst = Math.max(worst, largestAbsoluteRowSum(code.decodingMatrix(answers)));
      }
      assertThat(worst).isCloseTo(known[s - 1], within(0.0051));
    }
  }

  /**
   * Decoding x sin x from X_j = pi alpha_j: root of the mean squared error over all straggler sets
   * and the error of the worst set, for both kinds of signs (computed independently).
   */
  @ParameterizedTest
  @CsvSource({
    "8, 1, SECOND_KIND, 1.99, 4.15, 0.276, 0.421",
    "12, 1, SECOND_KIND, 1.19, 2.97, 0.163, 0.206",
    "12, 2, SECOND_KIND, 9.86, 64.6, 0.154, 0.321",
    "8, 3, SECOND_KIND, 7.01, 51.7, 0.327, 1.360",
    "12, 3, SECOND_KIND_WITHOUT_END, 33.0, 531, 0.180, 0.700",
  })
  void decodesASmoothFunctionWithRankSignsAndFailsWithIndexSigns(
      int k, int s, WorkerNodes nodes, double index, double worstIndex, double rank, double worst) {
    BerrutCode code = BerrutCode.of(CodeParameters.stragglersOnly(k, s)).withNodes(nodes);

    double[] byRank = smoothError(code);
    assertThat(byRank[0]).isCloseTo(rank, within(0.00051));
    assertThat(byRank[1]).isCloseTo(worst, within(0.00051));
    // Three digits are known of the large ones.
    double[] byIndex = smoothError(code.withIndexSignsForStudy());
    assertThat(byIndex[0]).isCloseTo(index, within(0.0051 * index));
    assertThat(byIndex[1]).isCloseTo(worstIndex, within(0.0051 * worstIndex));
  }

  /**
   * Index signs put a pole into each interior gap of an odd number of missing workers. Between two
   * adjacent nodes the denominator goes to opposite infinities at equal signs, so it has a zero
   * there, and the sum of absolute weights exceeds any bound nearby.
   */
  @ParameterizedTest
  @CsvSource({"4, 0.600", "8, 0.778", "12, 0.846", "16, 0.882"})
  void indexSignsHavePolesForMostSingleStragglers(int k, double share) {
    int withPole = 0;
    for (WorkerSet answers : WorkerSets.ofSize(k + 1, k)) {
      boolean pole = false;
      for (int r = 1; r < k; r++) {
        pole |= (answers.worker(r) - answers.worker(r - 1)) % 2 == 0;
      }
      withPole += pole ? 1 : 0;
    }
    assertThat((double) withPole / (k + 1)).isCloseTo(share, within(0.0005));
    assertThat((double) (k - 1) / (k + 1)).isCloseTo(share, within(0.0005));
  }

  /**
   * K=3, S=1, nodes cos(i pi / 3), straggler 1: the pole of the index signs is on the middle
   * query's node, 0, up to the rounding of cos(2 pi / 3). Signs by rank have none.
   */
  @Test
  void indexSignsCanPutAPoleOnAQuerysNode() {
    BerrutCode code =
        BerrutCode.of(CodeParameters.stragglersOnly(3, 1)).withNodes(WorkerNodes.SECOND_KIND);
    WorkerSet answers = WorkerSet.all(4).without(1);

    assertThat(largestAbsoluteRowSum(code.decodingMatrix(answers))).isLessThan(2.01);
    assertThatExceptionOfType(ArithmeticException.class)
        .isThrownBy(() -> code.withIndexSignsForStudy().decodingMatrix(answers))
        .withMessageContaining("has a pole at the node of query 1");
    BerrutCode five = BerrutCode.of(new CodeParameters(5, 1, 2)).withNodes(WorkerNodes.SECOND_KIND);
    WorkerSet ten = WorkerSet.of(15, 0, 2, 4, 5, 6, 8, 9, 10, 12, 14);
    assertThatExceptionOfType(ArithmeticException.class)
        .isThrownBy(() -> five.withIndexSignsForStudy().decodingMatrix(ten))
        .withMessageContaining("pole");
    assertThat(code.withIndexSignsForStudy().name()).isEqualTo("Berrut (index signs)");
  }

  /**
   * A query's node is a worker's node if and only if the power of two in M exceeds that in K, where
   * the workers stand at cos(i pi / M). That worker gets the clean query.
   */
  @Test
  void givesCleanQueriesToWorkersOnAQuerysNode() {
    for (int k = 2; k <= 16; k++) {
      for (int s = 0; s <= 4; s++) {
        int m = k + s;
        DMatrixRMaj matrix = BerrutCode.of(CodeParameters.stragglersOnly(k, s)).encodingMatrix();
        boolean clean = false;
        for (int i = 0; i < matrix.numRows; i++) {
          for (int j = 0; j < k; j++) {
            clean |= matrix.get(i, j) == 1;
          }
        }
        boolean expected = Integer.numberOfTrailingZeros(m) > Integer.numberOfTrailingZeros(k);
        assertThat(clean).as("K=%d, M=%d", k, m).isEqualTo(expected);
      }
    }
  }

  @Test
  void repeatsASingleQuery() {
    BerrutCode code = BerrutCode.of(CodeParameters.stragglersOnly(1, 2));

    assertThat(code.encodingMatrix().data).containsExactly(1, 1, 1);
    assertThat(code.decodingMatrix(WorkerSet.of(3, 1)).data).containsExactly(1);
    assertThat(
            BerrutCode.of(CodeParameters.stragglersOnly(1, 0))
                .withNodes(WorkerNodes.SECOND_KIND)
                .workerNodes())
        .containsExactly(1);
  }

  private static double[] smoothError(BerrutCode code) {
    double[] alpha = code.queryNodes();
    DMatrixRMaj encoding = code.encodingMatrix();
    int k = alpha.length;
    double[] answers = new double[code.workers()];
    for (int i = 0; i < answers.length; i++) {
      double u = 0;
      for (int j = 0; j < k; j++) {
        u += encoding.get(i, j) * Math.PI * alpha[j];
      }
      answers[i] = u * Math.sin(u);
    }
    double total = 0;
    double worst = 0;
    int sets = 0;
    for (WorkerSet set : WorkerSets.ofSize(code.workers(), k)) {
      DMatrixRMaj decoding = code.decodingMatrix(set);
      double squares = 0;
      for (int j = 0; j < k; j++) {
        double x = Math.PI * alpha[j];
        double prediction = 0;
        for (int rank = 0; rank < k; rank++) {
          prediction += decoding.get(j, rank) * answers[set.worker(rank)];
        }
        squares += Math.pow(prediction - x * Math.sin(x), 2);
      }
      total += squares / k;
      worst = Math.max(worst, Math.sqrt(squares / k));
      sets++;
    }
    return new double[] {Math.sqrt(total / sets), worst};
  }

  private static double largestAbsoluteRowSum(DMatrixRMaj matrix) {
    double largest = 0;
    for (int row = 0; row < matrix.numRows; row++) {
      double sum = 0;
      for (int column = 0; column < matrix.numCols; column++) {
        sum += Math.abs(matrix.get(row, column));
      }
      largest = Math.max(largest, sum);
    }
    return largest;
  }

  private static org.assertj.core.data.Offset<Double> ulps() {
    return within(4e-16);
  }

  @Test
  void refusesMoreWorkersThanMatricesAreBuiltFor() {
    CodeParameters most = CodeParameters.stragglersOnly(Integer.MAX_VALUE, 1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BerrutCode.of(most))
        .withMessageContaining("N=2147483648 workers; at most a million");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BerrutCode.of(new CodeParameters(Integer.MAX_VALUE, 0, 1)))
        .withMessageContaining("at most a million");
  }

  /** With K = 1 every worker holds the query, and the majority is right whatever the others say. */
  @Test
  void theMajorityDecidesAboutASingleQuery() {
    for (NodeCode code :
        List.of(
            BerrutCode.of(new CodeParameters(1, 1, 2)),
            SplineCode.of(new CodeParameters(1, 1, 2)))) {
      int workers = code.workers();
      FMatrixRMaj values = new FMatrixRMaj(workers, 3);
      for (int i = 0; i < values.data.length; i++) {
        values.data[i] = i % 3;
      }
      values.set(0, 1, -7);
      values.set(4, 1, -7);
      Decoded decoded = Scheme.of(code).decoder().decode(WorkerSet.all(workers), values);
      assertThat(decoded.liars()).isEqualTo(WorkerSet.of(workers, 0, 4));
      assertThat(decoded.predictions().data).containsExactly(0, 1, 2);
    }
  }
}
