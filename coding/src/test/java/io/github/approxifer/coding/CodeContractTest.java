package io.github.approxifer.coding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.approxifer.coding.berrut.BerrutCode;
import io.github.approxifer.coding.berrut.WorkerCount;
import io.github.approxifer.coding.berrut.WorkerNodes;
import io.github.approxifer.coding.byzantine.PairedCode;
import io.github.approxifer.coding.byzantine.SystematicByzantineCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every code must fulfil, for all K in 2..16, S in 0..4 and E in 0..4. */
class CodeContractTest {
  /** Beyond this many straggler sets, as many random ones are tried instead. */
  private static final int MOST_SETS = 500;

  /*
   * A row of weights that are right to a few units in the last place sums to 1 within about
   * |F| 2^-52 sum |l|; with |F| at most 44 and sum |l| at most 17 that is 2e-13.
   */
  private static final double ROW_SUM_TOLERANCE = 1e-12;

  static Stream<Code> codes() {
    List<Code> codes = new ArrayList<>();
    for (int k = 2; k <= 16; k++) {
      for (int s = 0; s <= 4; s++) {
        for (int e = 0; e <= 4; e++) {
          BerrutCode code = BerrutCode.of(new CodeParameters(k, s, e));
          for (WorkerNodes nodes : WorkerNodes.values()) {
            codes.add(code.with(nodes));
          }
          codes.add(code.with(WorkerCount.AUTHORS_PROGRAM));
          codes.add(new PairedCode(code.parameters()));
          codes.add(new SystematicByzantineCode(code.parameters()));
        }
      }
    }
    return codes.stream();
  }

  @ParameterizedTest
  @MethodSource("codes")
  void hasMatricesOfTheRightShapeThatReproduceConstants(Code code) {
    CodeParameters parameters = code.parameters();
    assertThat(code.quorum()).isBetween(parameters.queries(), code.workers());
    assertThat(code.quorum()).isLessThanOrEqualTo(code.workers() - parameters.stragglers());

    DMatrixRMaj encoding = code.encodingMatrix();
    assertThat(encoding.numRows).isEqualTo(code.workers());
    assertThat(encoding.numCols).isEqualTo(parameters.queries());
    assertRowsSumToOne(encoding);

    for (WorkerSet answers : answerSets(code)) {
      DMatrixRMaj decoding = code.decodingMatrix(answers);
      assertThat(decoding.numRows).isEqualTo(parameters.queries());
      assertThat(decoding.numCols).isEqualTo(answers.size());
      assertRowsSumToOne(decoding);
    }
  }

  @ParameterizedTest
  @MethodSource("codes")
  void refusesTheAnswersOfOtherWorkers(Code code) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> code.decodingMatrix(WorkerSet.all(code.workers() + 1)))
        .withMessageContaining("N=" + code.workers());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> code.decodingMatrix(WorkerSet.none(code.workers())));
  }

  private static List<WorkerSet> answerSets(Code code) {
    int workers = code.workers();
    int size = code.honestQuorum();
    if (binomial(workers, size) <= MOST_SETS) {
      return WorkerSets.ofSize(workers, size);
    }
    Random random = new Random(workers * 1000L + size);
    List<WorkerSet> sets = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      int[] members = random.ints(0, workers).distinct().limit(size).toArray();
      sets.add(WorkerSet.of(workers, members));
    }
    return sets;
  }

  private static double binomial(int n, int k) {
    double result = 1;
    for (int i = 1; i <= k; i++) {
      result *= (double) (n - k + i) / i;
    }
    return result;
  }

  private static void assertRowsSumToOne(DMatrixRMaj matrix) {
    for (int row = 0; row < matrix.numRows; row++) {
      double sum = 0;
      for (int column = 0; column < matrix.numCols; column++) {
        sum += matrix.get(row, column);
      }
      assertThat(sum).isCloseTo(1, within(ROW_SUM_TOLERANCE));
    }
  }
}
