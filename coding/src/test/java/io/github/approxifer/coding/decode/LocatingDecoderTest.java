package io.github.approxifer.coding.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.approxifer.coding.CodeParameters;
import io.github.approxifer.coding.Encoder;
import io.github.approxifer.coding.Scheme;
import io.github.approxifer.coding.answers.Answers;
import io.github.approxifer.coding.answers.Decoded;
import io.github.approxifer.coding.answers.TestRows;
import io.github.approxifer.coding.answers.WorkerSet;
import io.github.approxifer.coding.codes.BerrutCode;
import io.github.approxifer.coding.codes.ReplicationCode;
import io.github.approxifer.coding.locate.CopyVote;
import io.github.approxifer.coding.locate.RationalFitLocator;
import io.github.approxifer.coding.locate.Tolerance;
import org.ejml.data.FMatrixRMaj;
import org.junit.jupiter.api.Test;

class LocatingDecoderTest {
  private final BerrutCode code = BerrutCode.of(new CodeParameters(6, 1, 1));
  private final LocatingDecoder decoder =
      LocatingDecoder.of(code, RationalFitLocator.of(code, code.errorsToLocate()));

  @Test
  void leavesTheLiarOut() {
    // Queries on a line, an affine model: coded answers are on the same line.
    FMatrixRMaj queries = new FMatrixRMaj(6, 2);
    for (int j = 0; j < 6; j++) {
      queries.set(j, 0, (float) code.queryNodes()[j]);
      queries.set(j, 1, 1);
    }
    FMatrixRMaj answers = Encoder.of(code).encode(queries);
    WorkerSet answered = WorkerSet.all(15).without(4);
    FMatrixRMaj values = Answers.select(WorkerSet.all(15), answers, answered, null);
    values.set(answered.rank(9), 0, 40f);
    values.set(answered.rank(9), 1, -40f);

    Decoded decoded = decoder.decode(answered, values);

    assertThat(decoded.liars()).isEqualTo(WorkerSet.of(15, 9));
    assertThat(decoded.used()).isEqualTo(answered.without(9));
    for (int j = 0; j < 6; j++) {
      // Berrut's interpolant of a line on a dozen nodes is off by a few hundredths of its range.
      assertThat(decoded.predictions().get(j, 0)).isCloseTo(queries.get(j, 0), within(0.15f));
      assertThat(decoded.predictions().get(j, 1)).isCloseTo(1f, within(1e-5f));
    }
  }

  /** Below the quorum the locator is not asked; the weights of the code do what they can. */
  @Test
  void locatesNobodyBelowTheQuorum() {
    WorkerSet few = WorkerSet.all(15).without(3, 4);
    FMatrixRMaj values = TestRows.random(13, 2);
    Decoded decoded = decoder.decode(few, values);

    assertThat(decoded.liars().size()).isZero();
    assertThat(decoded.used()).isEqualTo(few);
    assertThat(decoded.predictions().data)
        .containsExactly(LinearDecoder.of(code).combine(few, values).data);
  }

  @Test
  void selectsTheRowsOfSomeWorkers() {
    FMatrixRMaj values = TestRows.random(3, 2);
    WorkerSet from = WorkerSet.of(5, 0, 2, 4);
    FMatrixRMaj kept = Answers.select(from, values, WorkerSet.of(5, 0, 4), new FMatrixRMaj(1, 1));

    assertThat(kept.numRows).isEqualTo(2);
    assertThat(kept.get(1, 1)).isEqualTo(values.get(2, 1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Answers.select(from, values, WorkerSet.of(5, 1), null))
        .withMessageContaining("worker 1 is not in");
  }

  @Test
  void namesTheClassOfTheLargestValue() {
    FMatrixRMaj values = new FMatrixRMaj(new float[][] {{-3, 2, 2}, {1, 0, -1}});

    assertThat(Answers.largest(values, 0)).isEqualTo(1);
    assertThat(Answers.largest(values, 1)).isZero();
  }

  /** A vote of one's own decides of short groups, too, with its tolerance. */
  @Test
  void aVoteServesShortGroupsWithItsTolerance() {
    ReplicationCode copies = ReplicationCode.full(new CodeParameters(4, 0, 1));
    CopyVote wide = CopyVote.of(copies).withTolerance(Tolerance.of(0.5));
    for (int queries = 1; queries < 4; queries++) {
      Scheme scheme = Scheme.of(LocatingDecoder.of(copies, wide)).shortened(queries);
      int workers = 3 * queries;
      assertThat(scheme.code().workers()).isEqualTo(workers);
      FMatrixRMaj values = new FMatrixRMaj(workers, 1);
      values.set(0, 0, 0.4f);
      WorkerSet all = WorkerSet.all(workers);
      assertThat(scheme.decoder().decode(all, values).liars()).isEqualTo(WorkerSet.none(workers));
      values.set(0, 0, 0.6f);
      assertThat(scheme.decoder().decode(all, values).liars()).isEqualTo(WorkerSet.of(workers, 0));
    }
  }
}
