package io.github.approxifer.coding.student;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.approxifer.coding.CodeParameters;
import io.github.approxifer.coding.EncodedGroup;
import io.github.approxifer.coding.GroupCoder;
import io.github.approxifer.coding.answers.Decoded;
import io.github.approxifer.coding.answers.Provenance;
import io.github.approxifer.coding.answers.Received;
import io.github.approxifer.coding.answers.Recheck;
import io.github.approxifer.coding.answers.WorkerSet;
import java.util.List;
import org.ejml.data.FMatrixRMaj;
import org.junit.jupiter.api.Test;

/** The schemes through the one door. */
class StudentSchemesTest {
  private static final int QUERIES = 6;

  /** The made-up model and its student see the row of an answer as the query. */
  private final Traffic group = Traffic.plausible(QUERIES);

  @Test
  void copiesTheHardestAndFillsTheRest() {
    GroupCoder coder =
        GroupCoder.of(StudentSchemes.hardestTwice(CodeParameters.stragglersOnly(QUERIES, 1), 1));
    EncodedGroup encoded =
        coder.encode(group.answers(), group.students(), new GroupCoder.Workspace());
    int hardest = encoded.order().source(0);
    WorkerSet all = WorkerSet.all(QUERIES + 1);
    for (int lost = 0; lost <= QUERIES; lost++) {
      WorkerSet answered = all.without(lost);
      FMatrixRMaj values = new FMatrixRMaj(QUERIES, 3);
      for (int rank = 0; rank < QUERIES; rank++) {
        int row = answered.worker(rank) * 3;
        System.arraycopy(encoded.coded().data, row, values.data, rank * 3, 3);
      }
      Decoded decoded =
          coder.decode(
              encoded.order(), Received.of(answered, values).withStudent(group.students()), null);
      assertThat(decoded.provenances().get(hardest)).isEqualTo(Provenance.EXACT);
      int filled = 0;
      for (int query = 0; query < QUERIES; query++) {
        boolean student = decoded.provenances().get(query) == Provenance.STUDENT;
        filled += student ? 1 : 0;
        assertThat(decoded.predictions().get(query, 1))
            .isEqualTo((student ? group.students() : group.answers()).get(query, 1));
      }
      assertThat(filled).isEqualTo(lost == 0 || lost == QUERIES ? 0 : 1);
    }
  }

  @Test
  void servesWithNoRedundancyAndFromNobodysAnswer() {
    GroupCoder coder =
        GroupCoder.of(StudentSchemes.uncoded(CodeParameters.stragglersOnly(QUERIES, 2)));
    EncodedGroup encoded =
        coder.encode(group.answers(), group.students(), new GroupCoder.Workspace());
    assertThat(encoded.coded().numRows).isEqualTo(QUERIES);
    Received nothing =
        Received.of(WorkerSet.none(QUERIES), new FMatrixRMaj(0, 3)).withStudent(group.students());
    Decoded decoded = coder.decodeDegraded(encoded.order(), nothing, null);
    assertThat(decoded.predictions().data).isEqualTo(group.students().data);
    assertThat(decoded.provenances()).containsOnly(Provenance.STUDENT);
  }

  @Test
  void findsALiarThroughTheDoor() {
    GroupCoder coder =
        GroupCoder.of(
            StudentSchemes.witness(new CodeParameters(QUERIES, 0, 1), 1, Traffic.WITNESS, 0.1));
    EncodedGroup encoded =
        coder.encode(group.answers(), group.students(), new GroupCoder.Workspace());
    int liar = 3;
    FMatrixRMaj values = encoded.coded().copy();
    for (int c = 0; c < 3; c++) {
      values.set(liar, c, -values.get(liar, c));
    }
    WorkerSet all = WorkerSet.all(QUERIES + 1);
    Received received = Received.of(all, values).withStudent(group.students());
    List<Recheck> asked = coder.rechecks(encoded.order(), received, all);
    assertThat(asked).hasSize(1);
    assertThat(asked.get(0).query()).isEqualTo(encoded.order().source(liar));
    FMatrixRMaj honest = new FMatrixRMaj(1, 3);
    System.arraycopy(encoded.coded().data, liar * 3, honest.data, 0, 3);
    received = received.withRechecks(asked, List.of(honest));
    assertThat(coder.rechecks(encoded.order(), received, all)).isEmpty();
    Decoded decoded = coder.decode(encoded.order(), received, null);
    assertThat(decoded.predictions().data).isEqualTo(group.answers().data);
    assertThat(decoded.liars()).isEqualTo(WorkerSet.of(QUERIES + 1, liar));
  }
}
