package io.github.approxifer.coding.codes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.approxifer.coding.CodeParameters;
import io.github.approxifer.coding.answers.Provenance;
import io.github.approxifer.coding.answers.WorkerSet;
import io.github.approxifer.coding.decode.LinearDecoder;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.ejml.data.FMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SystematicCodesTest {
  private static String positions(ParityPlacement placement, int workers, int queries) {
    StringBuilder text = new StringBuilder();
    for (boolean parity : placement.isParity(workers, queries)) {
      text.append(parity ? 'P' : 'q');
    }
    return text.toString();
  }

  @ParameterizedTest
  @CsvSource({
    "LEFT, qqqqPPP",
    "ENDS, PPqqqqP",
    "SPREAD, qPqPqPq",
  })
  void placesTheParities(ParityPlacement placement, String expected) {
    assertThat(positions(placement, 7, 4)).isEqualTo(expected);
    assertThat(positions(placement, 4, 4)).isEqualTo("qqqq");
  }

  @Test
  void sendsCleanQueriesAndUsesTheirAnswersAsTheyAre() {
    SystematicCode code = SystematicCode.of(CodeParameters.stragglersOnly(4, 3));
    DMatrixRMaj encoding = code.encodingMatrix();
    int clean = 0;
    for (int worker = 0; worker < 7; worker++) {
      int ones = 0;
      for (int query = 0; query < 4; query++) {
        ones += encoding.get(worker, query) == 1 ? 1 : 0;
      }
      clean += ones;
    }
    assertThat(clean).isEqualTo(4);
    assertThat(LinearDecoder.of(code).provenances(WorkerSet.all(7).without(1, 3, 5)))
        .containsOnly(Provenance.EXACT);
    assertThat(LinearDecoder.of(code).provenances(WorkerSet.all(7).without(2)))
        .isEqualTo(
            List.of(Provenance.EXACT, Provenance.DECODED, Provenance.EXACT, Provenance.EXACT));
    assertThat(code).hasToString("Systematic (K=4, S=3, E=0, N=7, SPREAD)");
  }

  /** Queries 0..5, parities (0+1+2)/3 and (3+4+5)/3, a linear model: theta = 1 is exact. */
  @Test
  void aSubsetParityInvertsTheMean() {
    SubsetParityCode code = SubsetParityCode.of(CodeParameters.stragglersOnly(6, 2), 3, 1);
    assertThat(code.subset()).isEqualTo(3);
    float[] answers = {1, 5, 9, 2, 4, 12, 5, 6};
    WorkerSet set = WorkerSet.all(8).without(1, 5);
    FMatrixRMaj predictions = LinearDecoder.of(code).combine(set, rows(answers, set));

    assertThat(predictions.data)
        .usingComparatorWithPrecision(1e-5f)
        .containsExactly(1, 5, 9, 2, 4, 12);
    assertThat(LinearDecoder.of(code).provenances(set))
        .containsExactly(
            Provenance.EXACT,
            Provenance.DECODED,
            Provenance.EXACT,
            Provenance.EXACT,
            Provenance.EXACT,
            Provenance.DECODED);
  }

  @Test
  void aSubsetParityIsTakenAsItIsIfItCannotBeInverted() {
    SubsetParityCode code = SubsetParityCode.of(CodeParameters.stragglersOnly(6, 2), 3, 0.5);
    float[] answers = {1, 5, 9, 2, 4, 12, 5, 6};
    WorkerSet two = WorkerSet.all(8).without(0, 1);
    assertThat(LinearDecoder.of(code).combine(two, rows(answers, two)).data)
        .usingComparatorWithPrecision(1e-5f)
        .containsExactly(5, 5, 9, 2, 4, 12);
    // Half-way between the parity's answer and its inverse: 2 * 6 - (2 + 4) / 2 = 9.
    WorkerSet one = WorkerSet.all(8).without(0, 5);
    assertThat(LinearDecoder.of(code).combine(one, rows(answers, one)).get(5, 0)).isEqualTo(9);
    // The parity is lost too: the neighbour is repeated.
    WorkerSet guess = WorkerSet.all(8).without(5, 7);
    assertThat(LinearDecoder.of(code).combine(guess, rows(answers, guess)).get(5, 0)).isEqualTo(4);
    assertThat(LinearDecoder.of(code).provenances(guess).get(5)).isEqualTo(Provenance.GUESSED);
  }

  @Test
  void moreParitiesThanSubsetsGoRoundAgain() {
    SubsetParityCode code = SubsetParityCode.of(CodeParameters.stragglersOnly(4, 3), 2, 1);
    DMatrixRMaj encoding = code.encodingMatrix();
    assertThat(encoding.get(4, 0)).isEqualTo(0.5);
    assertThat(encoding.get(5, 2)).isEqualTo(0.5);
    assertThat(encoding.get(6, 1)).isEqualTo(0.5);
    assertThat(LinearDecoder.of(code).provenances(WorkerSet.all(7).without(0, 4)).get(0))
        .isEqualTo(Provenance.DECODED);
  }

  @Test
  void refusesSubsetsThatCannotBe() {
    CodeParameters p = CodeParameters.stragglersOnly(4, 1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SubsetParityCode.of(p, 5, 1))
        .withMessageContaining("from 1 to K, but is 5");
    assertThatIllegalArgumentException().isThrownBy(() -> SubsetParityCode.of(p, 0, 1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SubsetParityCode.of(p, 2, Double.NaN))
        .withMessageContaining("NaN");
  }

  private static FMatrixRMaj rows(float[] answers, WorkerSet set) {
    FMatrixRMaj values = new FMatrixRMaj(set.size(), 1);
    for (int rank = 0; rank < set.size(); rank++) {
      values.data[rank] = answers[set.worker(rank)];
    }
    return values;
  }
}
