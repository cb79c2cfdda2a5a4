package io.github.approxifer.coding.student;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.approxifer.coding.Code;
import io.github.approxifer.coding.CodeParameters;
import io.github.approxifer.coding.answers.Answers;
import io.github.approxifer.coding.answers.Decoded;
import io.github.approxifer.coding.answers.Provenance;
import io.github.approxifer.coding.answers.Received;
import io.github.approxifer.coding.answers.Recheck;
import io.github.approxifer.coding.answers.WorkerSet;
import io.github.approxifer.coding.codes.NeighbourCode;
import io.github.approxifer.coding.codes.ReplicationCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.ejml.data.FMatrixRMaj;
import org.ejml.dense.row.CommonOps_FDRM;
import org.junit.jupiter.api.Test;

class WitnessDecoderTest {
  private static final int QUERIES = 6;

  private final Witness witness = Traffic.WITNESS;
  private final Traffic group = Traffic.plausible(QUERIES);

  private static WitnessDecoder uncoded(Witness witness) {
    Code code = NeighbourCode.of(CodeParameters.stragglersOnly(QUERIES, 1));
    return WitnessDecoder.of(code, witness, 0.1);
  }

  /** Workers of which some lie, in the same way to every query. */
  private final class Workers {
    private final Code code;
    private final List<Integer> liars;
    private final List<Recheck> rechecks = new ArrayList<>();

    private Workers(Code code, Integer... liars) {
      this.code = code;
      this.liars = List.of(liars);
    }

    private FMatrixRMaj answer(int query, int worker) {
      FMatrixRMaj answer = Answers.rows(group.answers(), query, 1);
      for (int c = 0; c < 3; c++) {
        answer.set(0, c, liars.contains(worker) ? -answer.get(0, c) : answer.get(0, c));
      }
      return answer;
    }

    private Decoded decode(WitnessDecoder decoder, WorkerSet answered, long seed) {
      FMatrixRMaj values = new FMatrixRMaj(answered.size(), 3);
      for (int rank = 0; rank < answered.size(); rank++) {
        int worker = answered.worker(rank);
        Answers.copyRow(answer(Holders.of(code).query(worker), worker), 0, values, rank);
      }
      Random random = new Random(seed);
      Received received = Received.of(answered, values).withStudent(group.students());
      while (true) {
        List<Recheck> next = decoder.rechecks(received, answered, random);
        if (next.isEmpty()) {
          return decoder.decode(received, null);
        }
        rechecks.addAll(next);
        received =
            received.withRechecks(
                next,
                next.stream()
                    .map(recheck -> answer(recheck.query(), recheck.workers().worker(0)))
                    .toList());
      }
    }
  }

  @Test
  void asksNobodyAgainIfAllIsPlausible() {
    Code code = NeighbourCode.of(CodeParameters.stragglersOnly(QUERIES, 1));
    Workers workers = new Workers(code);
    Decoded decided = workers.decode(uncoded(witness), WorkerSet.all(QUERIES), 1);
    assertThat(workers.rechecks).isEmpty();
    assertThat(decided.predictions().data).isEqualTo(group.answers().data);
    assertThat(decided.provenances()).containsOnly(Provenance.EXACT);
    assertThat(decided.liars().size()).isZero();
  }

  @Test
  void outvotesEveryPairOfLiarsWithoutRedundancy() {
    Code code = NeighbourCode.of(CodeParameters.stragglersOnly(QUERIES, 1));
    for (int first = 0; first < QUERIES; first++) {
      for (int second = first; second < QUERIES; second++) {
        Workers workers = new Workers(code, first, second);
        Decoded decided =
            workers.decode(uncoded(witness), WorkerSet.all(QUERIES), 10L * first + second);
        assertThat(decided.predictions().data).isEqualTo(group.answers().data);
        assertThat(decided.liars()).isEqualTo(liars(first, second));
        // The lies are very implausible, so the first honest worker who is asked settles each.
        assertThat(workers.rechecks).hasSize(first == second ? 1 : 2);
      }
    }
  }

  private static WorkerSet liars(int first, int second) {
    return first == second ? WorkerSet.of(QUERIES, first) : WorkerSet.of(QUERIES, first, second);
  }

  @Test
  void distrustsPairsThatAgreeOnALie() {
    ReplicationCode code = ReplicationCode.copying(CodeParameters.stragglersOnly(QUERIES, 0), 2);
    Holders holders = Holders.of(code);
    int[] pair = holders.workers(0);
    Workers workers = new Workers(code, pair[0], pair[1]);
    WitnessDecoder decoder = WitnessDecoder.of(code, witness, 0.1);
    Decoded decided = workers.decode(decoder, WorkerSet.all(code.workers()), 3);
    assertThat(decided.predictions().data).isEqualTo(group.answers().data);
    assertThat(decided.liars()).isEqualTo(WorkerSet.of(code.workers(), pair));
    assertThat(workers.rechecks).allMatch(recheck -> recheck.query() == 0);
    Workers believed = new Workers(code, pair[0], pair[1]);
    Decoded credulous =
        believed.decode(WitnessDecoder.of(code, witness, 0), WorkerSet.all(code.workers()), 3);
    assertThat(believed.rechecks).isEmpty();
    assertThat(credulous.predictions().get(0, 0)).isEqualTo(-group.answers().get(0, 0));
  }

  @Test
  void believesTwoImplausibleAnswersRatherThanOnePlausibleLie() {
    // Honest workers answer the opposite of what the student leads to expect, the liar that.
    FMatrixRMaj lie = Answers.rows(group.answers(), 0, 1);
    FMatrixRMaj honest = lie.copy();
    CommonOps_FDRM.changeSign(honest);
    FMatrixRMaj answers = group.answers().copy();
    Answers.copyRow(honest, 0, answers, 0);
    WitnessDecoder decoder = uncoded(witness);
    Received received = Received.of(WorkerSet.all(QUERIES), answers).withStudent(group.students());
    List<Recheck> asked = List.of(recheck(0, 1), recheck(0, 2), recheck(0, 3));
    Received contradicted = received.withRechecks(asked.subList(0, 2), List.of(honest, lie));
    assertThat(decoder.rechecks(contradicted, WorkerSet.all(QUERIES), new Random(1)))
        .anyMatch(recheck -> recheck.query() == 0);
    Received outvoted = received.withRechecks(asked, List.of(honest, lie, honest));
    assertThat(decoder.decode(outvoted, null).predictions().get(0, 0)).isEqualTo(honest.get(0, 0));
    Received alone = received.withRechecks(asked.subList(0, 1), List.of(lie));
    assertThat(decoder.decode(alone, null).predictions().get(0, 0)).isEqualTo(lie.get(0, 0));
    assertThat(decoder.rechecks(alone, WorkerSet.all(QUERIES), new Random(1)))
        .noneMatch(recheck -> recheck.query() == 0);
  }

  private static Recheck recheck(int query, int worker) {
    return new Recheck(query, WorkerSet.of(QUERIES, worker));
  }

  @Test
  void settlesCopiesThatDiffer() {
    ReplicationCode code = ReplicationCode.copying(CodeParameters.stragglersOnly(QUERIES, 0), 2);
    int liar = Holders.of(code).workers(1)[1];
    Workers workers = new Workers(code, liar);
    WitnessDecoder decoder = WitnessDecoder.of(code, witness, 0).withStrictRate(0);
    Decoded decided = workers.decode(decoder, WorkerSet.all(code.workers()), 4);
    assertThat(workers.rechecks).hasSize(1);
    assertThat(decided.predictions().data).isEqualTo(group.answers().data);
    assertThat(decided.liars()).isEqualTo(WorkerSet.of(code.workers(), liar));
  }

  @Test
  void takesTheStudentForWhatIsLostAndTheNearestIfNobodyCanBeAsked() {
    WitnessDecoder decoder = uncoded(witness);
    WorkerSet answered = WorkerSet.of(QUERIES, 0, 1, 2, 3, 4);
    FMatrixRMaj values = Answers.rows(group.answers(), 0, 5);
    for (int c = 0; c < 3; c++) {
      values.set(2, c, -values.get(2, c));
    }
    WorkerSet nobody = WorkerSet.none(QUERIES);
    Received received = Received.of(answered, values).withStudent(group.students());
    assertThat(decoder.rechecks(received, nobody, new Random(1))).isEmpty();
    Decoded first = decoder.decode(received, null);
    assertThat(first.provenances().get(5)).isEqualTo(Provenance.STUDENT);
    assertThat(first.predictions().get(5, 1)).isEqualTo(group.students().get(5, 1));
    assertThat(first.predictions().get(2, 0)).isEqualTo(values.get(2, 0));
    List<Recheck> asked = List.of(new Recheck(2, WorkerSet.of(QUERIES, 4)));
    List<FMatrixRMaj> further = List.of(Answers.rows(group.answers(), 2, 1));
    Decoded second = decoder.decode(received.withRechecks(asked, further), null);
    assertThat(second.predictions().get(2, 0)).isEqualTo(group.answers().get(2, 0));
    assertThat(second.liars()).isEqualTo(WorkerSet.of(QUERIES, 2));
    assertThat(
            decoder
                .decode(
                    Received.of(nobody, new FMatrixRMaj(0, 3)).withStudent(group.students()), null)
                .provenances())
        .containsOnly(Provenance.STUDENT);
  }

  @Test
  void namesWorkersWhoseAnswersAreNoNumbers() {
    WitnessDecoder decoder =
        WitnessDecoder.of(
            ReplicationCode.copying(new CodeParameters(QUERIES, 0, 1), 0), witness, 0.1);
    FMatrixRMaj values = group.answers().copy();
    values.set(3, 0, Float.NaN);
    WorkerSet all = WorkerSet.all(QUERIES);
    Received received = Received.of(all, values).withStudent(group.students());
    List<Recheck> asked = decoder.rechecks(received, all, new Random(1));
    assertThat(asked).hasSize(1).allMatch(recheck -> recheck.query() == 3);
    assertThat(asked.get(0).workers().contains(3)).isFalse();
    FMatrixRMaj further = Answers.rows(group.answers(), 3, 1);
    Decoded again = decoder.decode(received.withRechecks(asked, List.of(further)), null);
    assertThat(again.predictions().data).isEqualTo(group.answers().data);
    assertThat(again.liars()).isEqualTo(WorkerSet.of(QUERIES, 3));
    Decoded decoded = decoder.decode(received, null);
    assertThat(decoded.liars()).isEqualTo(WorkerSet.of(QUERIES, 3));
    assertThat(decoded.provenances().get(3)).isEqualTo(Provenance.STUDENT);
  }

  @Test
  void refusesWhatMakesNoSense() {
    WitnessDecoder decoder = uncoded(witness);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> decoder.withStrictRate(0.2))
        .withMessageContaining("are 0.2 and 0.1");
    Received received =
        Received.of(WorkerSet.all(QUERIES), group.answers()).withStudent(group.students());
    List<Recheck> asked = List.of(new Recheck(QUERIES, WorkerSet.of(QUERIES, 4)));
    List<FMatrixRMaj> one = List.of(Answers.rows(group.answers(), 2, 1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> decoder.decode(received.withRechecks(asked, one), null))
        .withMessageContaining("query 6 was asked again");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                decoder.rechecks(
                    Received.of(WorkerSet.all(QUERIES), group.answers()),
                    WorkerSet.all(QUERIES),
                    new Random(1)))
        .withMessageContaining("its answers are not there");
  }
}
