package io.github.approxifer.coding;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.approxifer.coding.answers.WorkerSet;
import io.github.approxifer.coding.codes.BerrutCode;
import io.github.approxifer.coding.codes.WorkerNodes;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Random;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The matrices of K=256, N=1024 against the barycentric formula in decimal arithmetic of 40 digits,
 * at the nodes as they are in double precision.
 */
class LargeMatricesTest {
  private static final double TOLERANCE = 1e-13;
  private static final MathContext DIGITS = new MathContext(40);

  @ParameterizedTest
  @EnumSource
  void areRightToAFewRoundings(WorkerNodes nodes) {
    BerrutCode code = BerrutCode.of(CodeParameters.stragglersOnly(256, 768)).withNodes(nodes);
    double[] alpha = code.queryNodes();
    double[] beta = code.workerNodes();
    DMatrixRMaj encoding = code.encodingMatrix();
    for (int worker = 0; worker < 1024; worker += 93) {
      assertThat(worstError(alpha, beta[worker], encoding, worker)).isLessThan(TOLERANCE);
    }
    Random random = new Random(5);
    WorkerSet answers = WorkerSet.of(1024, random.ints(0, 1024).distinct().limit(400).toArray());
    DMatrixRMaj decoding = code.decodingMatrix(answers);
    double[] known = answers.select(beta);
    for (int query = 0; query < 256; query += 51) {
      assertThat(worstError(known, alpha[query], decoding, query)).isLessThan(TOLERANCE);
    }
  }

  /** The greatest absolute error of the weights of a row, for signs that alternate by rank. */
  private static double worstError(double[] nodes, double point, DMatrixRMaj matrix, int row) {
    for (int j = 0; j < nodes.length; j++) {
      if (Math.abs(point - nodes[j]) < 1e-15) {
        return Math.abs(matrix.get(row, j) - 1);
      }
    }
    BigDecimal[] terms = new BigDecimal[nodes.length];
    BigDecimal sum = BigDecimal.ZERO;
    for (int j = 0; j < nodes.length; j++) {
      BigDecimal distance = new BigDecimal(point).subtract(new BigDecimal(nodes[j]));
      terms[j] = BigDecimal.valueOf(j % 2 == 0 ? 1 : -1).divide(distance, DIGITS);
      sum = sum.add(terms[j], DIGITS);
    }
    double worst = 0;
    for (int j = 0; j < nodes.length; j++) {
      double expected = terms[j].divide(sum, DIGITS).doubleValue();
      worst = Math.max(worst, Math.abs(matrix.get(row, j) - expected));
    }
    return worst;
  }
}
