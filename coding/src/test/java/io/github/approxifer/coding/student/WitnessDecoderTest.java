package io.github.approxifer.coding.student;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.approxifer.coding.Answers;
import io.github.approxifer.coding.Code;
import io.github.approxifer.coding.CodeParameters;
import io.github.approxifer.coding.Provenance;
import io.github.approxifer.coding.Recheck;
import io.github.approxifer.coding.WorkerSet;
import io.github.approxifer.coding.codes.NeighbourCode;
import io.github.approxifer.coding.codes.ReplicationCode;
import io.github.approxifer.coding.student.WitnessDecoder.Decided;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.ejml.data.FMatrixRMaj;
import org.junit.jupiter.api.Test;

class WitnessDecoderTest {
  private static final int QUERIES = 6;

  private final Witness witness = witness();
  private final Traffic group = plausible();

  private static Witness witness() {
    Traffic traffic = Traffic.of(4000, 1);
    return Witness.of(traffic.students(), traffic.answers());
  }

  /** Six queries whose honest answers the student finds plausible. */
  private Traffic plausible() {
    Traffic many = Traffic.of(200, 5);
    Traffic six = new Traffic(new FMatrixRMaj(QUERIES, 3), new FMatrixRMaj(QUERIES, 3));
    int next = 0;
    for (int i = 0; next < QUERIES; i++) {
      if (witness.plausibility(many.students(), i, many.answers(), i) > 0.3) {
        Answers.copyRow(many.students(), i, six.students(), next);
        Answers.copyRow(many.answers(), i, six.answers(), next++);
      }
    }
    return six;
  }

  private static WitnessDecoder uncoded(Witness witness) {
    Code code = NeighbourCode.of(CodeParameters.stragglersOnly(QUERIES, 1));
    return WitnessDecoder.of(code, witness, 0, 0.1);
  }

  /** Workers of which some lie, in the same way to every query. */
  private final class Workers {
    private final Code code;
    private final List<Integer> liars;
    private final List<Recheck> rechecks = new ArrayList<>();
    private final List<FMatrixRMaj> further = new ArrayList<>();

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

    private Decided decode(WitnessDecoder decoder, WorkerSet answered, long seed) {
      FMatrixRMaj values = new FMatrixRMaj(answered.size(), 3);
      for (int rank = 0; rank < answered.size(); rank++) {
        int worker = answered.worker(rank);
        Answers.copyRow(answer(Holders.of(code).query(worker), worker), 0, values, rank);
      }
      Random random = new Random(seed);
      while (true) {
        List<Recheck> next =
            decoder.rechecks(
                answered, values, group.students(), rechecks, further, answered, random);
        if (next.isEmpty()) {
          return decoder.decode(answered, values, group.students(), rechecks, further);
        }
        for (Recheck recheck : next) {
          rechecks.add(recheck);
          further.add(answer(recheck.query(), recheck.workers().worker(0)));
        }
      }
    }
  }

  @Test
  void asksNobodyAgainIfAllIsPlausible() {
    Code code = NeighbourCode.of(CodeParameters.stragglersOnly(QUERIES, 1));
    Workers workers = new Workers(code);
    Decided decided = workers.decode(uncoded(witness), WorkerSet.all(QUERIES), 1);
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
        Decided decided =
            workers.decode(uncoded(witness), WorkerSet.all(QUERIES), 10L * first + second);
        assertThat(decided.predictions().data).isEqualTo(group.answers().data);
        assertThat(decided.liars()).isEqualTo(liars(first, second));
        assertThat(workers.rechecks.size()).isBetween(2, 8);
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
    WitnessDecoder decoder = WitnessDecoder.of(code, witness, 0, 0.1);
    Decided decided = workers.decode(decoder, WorkerSet.all(code.workers()), 3);
    assertThat(decided.predictions().data).isEqualTo(group.answers().data);
    assertThat(decided.liars()).isEqualTo(WorkerSet.of(code.workers(), pair));
    assertThat(workers.rechecks).allMatch(recheck -> recheck.query() == 0);
    Workers believed = new Workers(code, pair[0], pair[1]);
    Decided credulous =
        believed.decode(WitnessDecoder.of(code, witness, 0, 0), WorkerSet.all(code.workers()), 3);
    assertThat(believed.rechecks).isEmpty();
    assertThat(credulous.predictions().get(0, 0)).isEqualTo(-group.answers().get(0, 0));
  }

  @Test
  void settlesCopiesThatDiffer() {
    ReplicationCode code = ReplicationCode.copying(CodeParameters.stragglersOnly(QUERIES, 0), 2);
    int liar = Holders.of(code).workers(1)[1];
    Workers workers = new Workers(code, liar);
    WitnessDecoder decoder = WitnessDecoder.of(code, witness, 0, 0).withStrictRate(0);
    Decided decided = workers.decode(decoder, WorkerSet.all(code.workers()), 4);
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
    assertThat(
            decoder.rechecks(
                answered, values, group.students(), List.of(), List.of(), nobody, new Random(1)))
        .isEmpty();
    Decided first = decoder.decode(answered, values, group.students(), List.of(), List.of());
    assertThat(first.provenances().get(5)).isEqualTo(Provenance.STUDENT);
    assertThat(first.predictions().get(5, 1)).isEqualTo(group.students().get(5, 1));
    assertThat(first.predictions().get(2, 0)).isEqualTo(values.get(2, 0));
    List<Recheck> asked = List.of(new Recheck(2, WorkerSet.of(QUERIES, 4)));
    Decided second =
        decoder.decode(
            answered,
            values,
            group.students(),
            asked,
            List.of(Answers.rows(group.answers(), 2, 1)));
    assertThat(second.predictions().get(2, 0)).isEqualTo(group.answers().get(2, 0));
    assertThat(second.liars()).isEqualTo(WorkerSet.of(QUERIES, 2));
  }

  @Test
  void refusesWhatMakesNoSense() {
    WitnessDecoder decoder = uncoded(witness);
    Code code = NeighbourCode.of(CodeParameters.stragglersOnly(QUERIES, 1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> WitnessDecoder.of(code, witness, -1, 0.1))
        .withMessageContaining("but is -1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> decoder.withStrictRate(0.2))
        .withMessageContaining("are 0.2 and 0.1");
    WorkerSet all = WorkerSet.all(QUERIES);
    List<Recheck> asked = List.of(new Recheck(QUERIES, WorkerSet.of(QUERIES, 4)));
    FMatrixRMaj one = Answers.rows(group.answers(), 2, 1);
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> decoder.decode(all, group.answers(), group.students(), asked, List.of(one)))
        .withMessageContaining("query 6 was asked again");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> decoder.decode(all, group.answers(), group.students(), asked, List.of()))
        .withMessageContaining("answers to 0 of them");
  }
}
