package io.github.approxifer.coding.codes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.approxifer.coding.Code;
import io.github.approxifer.coding.CodeParameters;
import io.github.approxifer.coding.answers.Provenance;
import io.github.approxifer.coding.answers.WorkerSet;
import io.github.approxifer.coding.answers.WorkerSets;
import io.github.approxifer.coding.decode.LinearDecoder;
import io.github.approxifer.coding.locate.CopyVote;
import io.github.approxifer.coding.locate.Tolerance;
import org.ejml.data.FMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BaselineCodesTest {
  /** Shares of lost queries as computed from the closed form in the literature's comparison. */
  @ParameterizedTest
  @CsvSource({"8, 1, 0.0972", "10, 1, 0.0818", "12, 1, 0.0705", "8, 2, 0.1556", "8, 3, 0.1909"})
  void partialReplicationLosesTheKnownShare(int k, int s, double share) {
    ReplicationCode code = ReplicationCode.partial(CodeParameters.stragglersOnly(k, s));
    int lost = 0;
    int total = 0;
    for (WorkerSet answers : WorkerSets.ofSize(k + s, k)) {
      for (Provenance provenance : LinearDecoder.of(code).provenances(answers)) {
        assertThat(provenance).isNotEqualTo(Provenance.DECODED);
        lost += provenance == Provenance.GUESSED ? 1 : 0;
        total++;
      }
    }
    double n = k + s;
    double formula = (s * s * (s - 1) / (n * (n - 1)) + (k - s) * s / n) / k;
    assertThat((double) lost / total).isCloseTo(formula, within(1e-12));
    assertThat(formula).isCloseTo(share, within(0.00005));
  }

  @Test
  void fullReplicationLosesNothing() {
    Code code = ReplicationCode.full(CodeParameters.stragglersOnly(3, 2));
    assertThat(code.workers()).isEqualTo(9);
    for (WorkerSet answers : WorkerSets.ofSize(9, 7)) {
      assertThat(LinearDecoder.of(code).provenances(answers)).containsOnly(Provenance.EXACT);
    }
    assertThat(ReplicationCode.full(new CodeParameters(12, 0, 1)).workers()).isEqualTo(36);
    assertThat(ReplicationCode.full(new CodeParameters(12, 0, 3)).workers()).isEqualTo(84);
  }

  @Test
  void neighboursFillTheGap() {
    Code code = NeighbourCode.of(CodeParameters.stragglersOnly(5, 3));
    WorkerSet answers = WorkerSet.of(5, 1, 4);
    FMatrixRMaj values = new FMatrixRMaj(2, 1);
    values.data[0] = 10;
    values.data[1] = 40;

    assertThat(LinearDecoder.of(code).combine(answers, values).data)
        .containsExactly(10, 10, 20, 30, 40);
    assertThat(LinearDecoder.of(code).provenances(answers))
        .containsExactly(
            Provenance.GUESSED,
            Provenance.EXACT,
            Provenance.GUESSED,
            Provenance.GUESSED,
            Provenance.EXACT);
  }

  @Test
  void parityTakesTheOthersOffTheSum() {
    ParityCode code = ParityCode.of(CodeParameters.stragglersOnly(3, 1));
    WorkerSet answers = WorkerSet.all(4).without(1);
    FMatrixRMaj values = new FMatrixRMaj(3, 1);
    values.data[0] = 5;
    values.data[1] = 7;
    values.data[2] = 100;

    assertThat(code.parityWorker()).isEqualTo(3);
    assertThat(LinearDecoder.of(code).combine(answers, values).data).containsExactly(5, 88, 7);
    assertThat(LinearDecoder.of(code).provenances(answers))
        .containsExactly(Provenance.EXACT, Provenance.DECODED, Provenance.EXACT);
    assertThat(LinearDecoder.of(code).provenances(WorkerSet.all(4).without(3)))
        .containsOnly(Provenance.EXACT);
    // Two lost: the parity cannot tell them apart.
    assertThat(LinearDecoder.of(code).provenances(WorkerSet.of(4, 0, 3)))
        .containsExactly(Provenance.EXACT, Provenance.GUESSED, Provenance.GUESSED);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> code.decodingMatrix(WorkerSet.of(4, 3)))
        .withMessageContaining("query 0 has nothing to be guessed from");
  }

  /** E liars among 2E+1 copies, one of them with an equally lying friend on another query. */
  @Test
  void votingFindsEveryLiar() {
    ReplicationCode code = ReplicationCode.full(new CodeParameters(2, 1, 2));
    FMatrixRMaj values = new FMatrixRMaj(11, 3);
    WorkerSet answers = WorkerSet.all(12).without(6);
    for (int rank = 0; rank < 11; rank++) {
      for (int c = 0; c < 3; c++) {
        values.set(rank, c, 10 * code.cleanQueries()[answers.worker(rank)] + c);
      }
    }
    CopyVote vote = CopyVote.of(code).withTolerance(Tolerance.of(0));
    assertThat(vote.locate(answers, values).size()).isZero();
    values.set(answers.rank(3), 1, -7);
    values.set(answers.rank(8), 2, 2.5f);

    assertThat(vote.locate(answers, values)).isEqualTo(WorkerSet.of(12, 3, 8));
    assertThat(CopyVote.of(code).withTolerance(Tolerance.of(1)).locate(answers, values))
        .isEqualTo(WorkerSet.of(12, 3));
    // Three liars are one more than E: the two with the fewest supporters are named.
    values.set(answers.rank(5), 1, -7);
    values.set(answers.rank(10), 0, 99);
    WorkerSet named = vote.locate(answers, values);
    assertThat(named).isEqualTo(WorkerSet.of(12, 8, 10));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CopyVote.of(code).withTolerance(Tolerance.of(-1)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> vote.locate(WorkerSet.all(11), values))
        .withMessageContaining("N=12");
  }
}
