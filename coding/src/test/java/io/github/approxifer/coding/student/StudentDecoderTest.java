package io.github.approxifer.coding.student;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.approxifer.coding.CodeParameters;
import io.github.approxifer.coding.answers.Decoded;
import io.github.approxifer.coding.answers.Provenance;
import io.github.approxifer.coding.answers.Received;
import io.github.approxifer.coding.answers.WorkerSet;
import io.github.approxifer.coding.codes.BerrutCode;
import io.github.approxifer.coding.codes.NeighbourCode;
import io.github.approxifer.coding.codes.ReplicationCode;
import org.ejml.data.FMatrixRMaj;
import org.junit.jupiter.api.Test;

class StudentDecoderTest {
  private static final CodeParameters PARAMETERS = CodeParameters.stragglersOnly(3, 1);

  private final FMatrixRMaj students = new FMatrixRMaj(new float[][] {{1, 2}, {3, 4}, {5, 6}});

  private Decoded decode(StudentDecoder decoder, WorkerSet answers, FMatrixRMaj values) {
    return decoder.decode(Received.of(answers, values).withStudent(students), null);
  }

  @Test
  void fillsWhatIsLostWithoutRedundancy() {
    StudentDecoder decoder = StudentDecoder.of(NeighbourCode.of(PARAMETERS));
    FMatrixRMaj values = new FMatrixRMaj(new float[][] {{10, 20}, {50, 60}});
    Decoded filled = decode(decoder, WorkerSet.of(3, 0, 2), values);
    assertThat(filled.predictions().data).containsExactly(10, 20, 3, 4, 50, 60);
    assertThat(filled.provenances())
        .containsExactly(Provenance.EXACT, Provenance.STUDENT, Provenance.EXACT);
    assertThat(students.data).containsExactly(1, 2, 3, 4, 5, 6);
  }

  @Test
  void answersAllWhenNobodyDid() {
    StudentDecoder decoder = StudentDecoder.of(NeighbourCode.of(PARAMETERS));
    Decoded filled = decode(decoder, WorkerSet.none(3), new FMatrixRMaj(0, 2));
    assertThat(filled.predictions().data).containsExactly(students.data);
    assertThat(filled.provenances()).containsOnly(Provenance.STUDENT);
  }

  @Test
  void takesEitherCopy() {
    ReplicationCode code = ReplicationCode.copying(PARAMETERS, 1);
    StudentDecoder decoder = StudentDecoder.of(code);
    for (int lost = 0; lost < code.workers(); lost++) {
      WorkerSet answers = WorkerSet.all(code.workers()).without(lost);
      FMatrixRMaj values = new FMatrixRMaj(answers.size(), 2);
      for (int rank = 0; rank < values.numRows; rank++) {
        for (int query = 0; query < 3; query++) {
          if (code.encodingMatrix().get(answers.worker(rank), query) == 1) {
            values.set(rank, 0, 100 + query);
          }
        }
      }
      Decoded filled = decode(decoder, answers, values);
      int filledIn = 0;
      for (int query = 0; query < 3; query++) {
        boolean exact = filled.provenances().get(query) == Provenance.EXACT;
        filledIn += exact ? 0 : 1;
        assertThat(filled.predictions().get(query, 0))
            .isEqualTo(exact ? 100 + query : students.get(query, 0));
      }
      assertThat(filledIn).isLessThanOrEqualTo(1);
    }
  }

  @Test
  void refusesCodesOfMixturesAndWrongShapes() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> StudentDecoder.of(BerrutCode.of(PARAMETERS)))
        .withMessageContaining("gets query 0 as it is");
    StudentDecoder decoder = StudentDecoder.of(NeighbourCode.of(PARAMETERS));
    FMatrixRMaj values = new FMatrixRMaj(2, 2);
    WorkerSet two = WorkerSet.of(3, 0, 2);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> decode(decoder, WorkerSet.of(4, 0, 2), values))
        .withMessageContaining("N=3 workers");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> decoder.decode(two, values))
        .withMessageContaining("decoded with a student, but its answers are not there");
    Received fewer = Received.of(two, values).withStudent(new FMatrixRMaj(2, 2));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> decoder.decode(fewer, null))
        .withMessageContaining("K=3 queries, but there are 2 answers");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> decode(decoder, two, new FMatrixRMaj(2, 5)))
        .withMessageContaining("length 5, the student's 2");
    values.set(1, 1, Float.NaN);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> decode(decoder, two, values))
        .withMessageContaining("answer of rank 1 has NaN");
  }

  @Test
  void takesAnswersThatAreNoNumbersForLostWhereWorkersMayLie() {
    StudentDecoder decoder =
        StudentDecoder.of(ReplicationCode.copying(new CodeParameters(3, 0, 1), 0));
    FMatrixRMaj values = new FMatrixRMaj(new float[][] {{10, 20}, {Float.NaN, 1}, {50, 60}});
    Decoded filled = decode(decoder, WorkerSet.all(3), values);
    assertThat(filled.predictions().data).containsExactly(10, 20, 3, 4, 50, 60);
    assertThat(filled.liars()).isEqualTo(WorkerSet.of(3, 1));
    assertThat(filled.used()).isEqualTo(WorkerSet.of(3, 0, 2));
  }
}
