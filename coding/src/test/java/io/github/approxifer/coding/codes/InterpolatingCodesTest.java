package io.github.approxifer.coding.codes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.approxifer.coding.Code;
import io.github.approxifer.coding.CodeParameters;
import io.github.approxifer.coding.answers.WorkerSet;
import io.github.approxifer.coding.answers.WorkerSets;
import io.github.approxifer.coding.locate.InterpolatingCode;
import java.util.function.DoubleUnaryOperator;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InterpolatingCodesTest {

  /**
   * A polynomial model of degree 3 comes back exactly, from any threshold of answers; one with a
   * kink does not. (Query nodes are among the nodes of 12 workers: their answers are exact.)
   */
  @Test
  void lagrangeIsExactForPolynomials() {
    LagrangeCode code = LagrangeCode.of(CodeParameters.stragglersOnly(4, 2), 3);
    assertThat(code.workers()).isEqualTo(12);
    assertThat(code.threshold()).isEqualTo(10);
    double kink = 0;
    for (WorkerSet set : WorkerSets.ofSize(12, 10)) {
      assertThat(worstError(code, set, x -> 2 * x * x * x - x + 3)).isLessThan(1e-11);
      kink = Math.max(kink, worstError(code, set, Math::abs));
    }
    assertThat(kink).isGreaterThan(1e-3);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> code.decodingMatrix(WorkerSet.all(12).without(0, 1, 2)))
        .withMessageContaining("takes 10 answers");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LagrangeCode.of(CodeParameters.stragglersOnly(4, 2), 0));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LagrangeCode.of(CodeParameters.stragglersOnly(2000, 2), 1000))
        .withMessageContaining("at most a million");
  }

  /** The linear functions of the encoder's variable are reproduced by orders of 1 and more. */
  @Test
  void floaterHormannReproducesPolynomialsOfItsOrder() {
    CodeParameters p = CodeParameters.stragglersOnly(6, 3);
    FloaterHormannCode code = FloaterHormannCode.of(p, 2, 2);
    for (WorkerSet set : WorkerSets.ofSize(9, 6)) {
      DMatrixRMaj decoding = code.decodingMatrix(set);
      for (int j = 0; j < 6; j++) {
        double sum = 0;
        for (int rank = 0; rank < 6; rank++) {
          double beta = code.workerNodes()[set.worker(rank)];
          sum += decoding.get(j, rank) * (beta * beta - beta);
        }
        double alpha = code.queryNodes()[j];
        assertThat(sum).isCloseTo(alpha * alpha - alpha, within(1e-12));
      }
    }
    assertThat(code.decodingMatrix(WorkerSet.of(9, 4)).data).containsOnly(1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FloaterHormannCode.of(p, 6, 0))
        .withMessageContaining("the order of the encoder is 6");
    assertThatIllegalArgumentException().isThrownBy(() -> FloaterHormannCode.of(p, 0, -1));
  }

  @Test
  void floaterHormannOfOrderZeroIsBerrut() {
    CodeParameters p = CodeParameters.stragglersOnly(7, 2);
    for (WorkerNodes nodes : WorkerNodes.values()) {
      BerrutCode berrut = BerrutCode.of(p).withNodes(nodes);
      FloaterHormannCode code = FloaterHormannCode.of(p, 0, 0).withNodes(nodes);
      assertThat(code.encodingMatrix().data).containsExactly(berrut.encodingMatrix().data);
      WorkerSet set = WorkerSet.all(9).without(2, 5);
      assertThat(code.decodingMatrix(set).data).containsExactly(berrut.decodingMatrix(set).data);
    }
  }

  /**
   * Decoding x sin x from X_j = pi alpha_j with natural splines on both ends: root of the mean
   * squared error over all straggler sets (computed independently).
   */
  @ParameterizedTest
  @CsvSource({"8, 1, 0.069", "12, 1, 0.012", "12, 2, 0.024", "8, 3, 0.204"})
  void splinesDecodeASmoothFunction(int k, int s, double expected) {
    SplineCode code = SplineCode.of(CodeParameters.stragglersOnly(k, s));
    double total = 0;
    int sets = 0;
    for (WorkerSet set : WorkerSets.ofSize(k + s, k)) {
      total += meanSquaredError(code, set, x -> x * Math.sin(x));
      sets++;
    }
    assertThat(Math.sqrt(total / sets)).isCloseTo(expected, within(0.0006));
  }

  @Test
  void splinesSmoothAndTakeAnyNumberOfWorkers() {
    SplineCode code = SplineCode.of(CodeParameters.stragglersOnly(8, 40)).withWorkers(60);
    assertThat(code.workers()).isEqualTo(60);
    assertThat(code.quorum()).isEqualTo(20);
    assertThat(code.withNodes(WorkerNodes.FIRST_KIND).workerNodes()[0]).isLessThan(1);
    WorkerSet all = WorkerSet.all(60);
    double exact = meanSquaredError(code, all, Math::sin);
    double smoothed = meanSquaredError(code.withSmoothing(0, 1e-3), all, Math::sin);
    assertThat(smoothed).isGreaterThan(10 * exact);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> code.withWorkers(40))
        .withMessageContaining("take at least 41");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> code.withSmoothing(-1, 0))
        .withMessageContaining("lambda of the encoder");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> code.withSmoothing(0, Double.POSITIVE_INFINITY))
        .withMessageContaining("lambda of the decoder");
  }

  private static double worstError(InterpolatingCode code, WorkerSet set, DoubleUnaryOperator f) {
    double worst = 0;
    for (double error : errors(code, set, f)) {
      worst = Math.max(worst, Math.abs(error));
    }
    return worst;
  }

  private static double meanSquaredError(
      InterpolatingCode code, WorkerSet set, DoubleUnaryOperator f) {
    double sum = 0;
    double[] errors = errors(code, set, f);
    for (double error : errors) {
      sum += error * error;
    }
    return sum / errors.length;
  }

  private static double[] errors(InterpolatingCode code, WorkerSet set, DoubleUnaryOperator f) {
    double[] alpha = code.queryNodes();
    DMatrixRMaj encoding = code.encodingMatrix();
    DMatrixRMaj decoding = code.decodingMatrix(set);
    double[] errors = new double[alpha.length];
    for (int j = 0; j < alpha.length; j++) {
      errors[j] = -f.applyAsDouble(Math.PI * alpha[j]);
      for (int rank = 0; rank < set.size(); rank++) {
        double u = 0;
        for (int k = 0; k < alpha.length; k++) {
          u += encoding.get(set.worker(rank), k) * Math.PI * alpha[k];
        }
        errors[j] += decoding.get(j, rank) * f.applyAsDouble(u);
      }
    }
    return errors;
  }

  /** The very code that one would make for so few queries, with all choices. */
  @Test
  void shortenedIsTheSameCodeForFewerQueries() {
    CodeParameters eight = new CodeParameters(8, 2, 1);
    for (int queries = 1; queries < 8; queries++) {
      CodeParameters fewer = eight.withQueries(queries);
      requireSame(
          SplineCode.of(eight).withSmoothing(1e-9, 1e-7).withNodes(WorkerNodes.FIRST_KIND),
          SplineCode.of(fewer).withSmoothing(1e-9, 1e-7).withNodes(WorkerNodes.FIRST_KIND));
      requireSame(
          FloaterHormannCode.of(eight, 2, 3).withNodes(WorkerNodes.SECOND_KIND),
          FloaterHormannCode.of(fewer, Math.min(2, queries - 1), 3)
              .withNodes(WorkerNodes.SECOND_KIND));
    }
  }

  private static void requireSame(Code full, Code expected) {
    Code shorter = full.shortened(expected.parameters().queries()).orElseThrow();
    assertThat(shorter).hasToString(expected.toString());
    assertThat(shorter.quorum()).isEqualTo(expected.quorum());
    assertThat(shorter.encodingMatrix().data).containsExactly(expected.encodingMatrix().data);
    WorkerSet all = WorkerSet.all(expected.workers());
    assertThat(shorter.decodingMatrix(all).data).containsExactly(expected.decodingMatrix(all).data);
  }

  /** Workers beyond K+S stand between two queries, so they become fewer as these do. */
  @Test
  void aShortenedSplineKeepsTheDensityOfItsWorkers() {
    SplineCode wide = SplineCode.of(CodeParameters.stragglersOnly(8, 2)).withWorkers(26);
    int[] workers = {3, 7, 10, 13, 17, 20, 23, 26};
    for (int queries = 1; queries <= 8; queries++) {
      assertThat(wide.shortened(queries).orElseThrow().workers()).isEqualTo(workers[queries - 1]);
    }
  }

  /** Whatever the number of workers, also fewer than queries. */
  @Test
  void everySplineShortensToOneThatCanBeDecoded() {
    for (int errors = 0; errors <= 2; errors++) {
      for (int workers = errors + 2; workers <= 30; workers++) {
        SplineCode full = SplineCode.of(new CodeParameters(8, 1, errors)).withWorkers(workers);
        for (int queries = 1; queries <= 8; queries++) {
          Code shorter = full.shortened(queries).orElseThrow();
          assertThat(shorter.workers()).isLessThanOrEqualTo(workers);
          assertThat(shorter.honestQuorum()).isPositive();
          assertThat(shorter.decoder().code()).isSameAs(shorter);
        }
        assertThat(full.shortened(8).orElseThrow().workers()).isEqualTo(workers);
        assertThat(full.shortened(1).orElseThrow().cleanQueries()).containsOnly(0);
      }
    }
  }
}
