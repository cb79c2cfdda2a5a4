package io.github.approxifer.coding.student;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.approxifer.coding.CodeParameters;
import io.github.approxifer.coding.Provenance;
import io.github.approxifer.coding.WorkerSet;
import io.github.approxifer.coding.codes.BerrutCode;
import io.github.approxifer.coding.codes.NeighbourCode;
import io.github.approxifer.coding.codes.ReplicationCode;
import io.github.approxifer.coding.student.StudentDecoder.Filled;
import org.ejml.data.FMatrixRMaj;
import org.junit.jupiter.api.Test;

class StudentDecoderTest {
  private static final CodeParameters PARAMETERS = CodeParameters.stragglersOnly(3, 1);

  private final FMatrixRMaj students = new FMatrixRMaj(new float[][] {{1, 2}, {3, 4}, {5, 6}});

  @Test
  void fillsWhatIsLostWithoutRedundancy() {
    StudentDecoder decoder = new StudentDecoder(NeighbourCode.of(PARAMETERS));
    FMatrixRMaj values = new FMatrixRMaj(new float[][] {{10, 20}, {50, 60}});
    Filled filled = decoder.decode(WorkerSet.of(3, 0, 2), values, students);
    assertThat(filled.predictions().data).containsExactly(10, 20, 3, 4, 50, 60);
    assertThat(filled.provenances())
        .containsExactly(Provenance.EXACT, Provenance.STUDENT, Provenance.EXACT);
    assertThat(students.data).containsExactly(1, 2, 3, 4, 5, 6);
  }

  @Test
  void answersAllWhenNobodyDid() {
    StudentDecoder decoder = new StudentDecoder(NeighbourCode.of(PARAMETERS));
    Filled filled = decoder.decode(WorkerSet.none(3), new FMatrixRMaj(0, 0), students);
    assertThat(filled.predictions().data).containsExactly(students.data);
    assertThat(filled.provenances()).containsOnly(Provenance.STUDENT);
  }

  @Test
  void takesEitherCopy() {
    ReplicationCode code = ReplicationCode.copying(PARAMETERS, 1);
    StudentDecoder decoder = new StudentDecoder(code);
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
      Filled filled = decoder.decode(answers, values, students);
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
        .isThrownBy(() -> new StudentDecoder(BerrutCode.of(PARAMETERS)))
        .withMessageContaining("gets query 0 as it is");
    StudentDecoder decoder = new StudentDecoder(NeighbourCode.of(PARAMETERS));
    FMatrixRMaj values = new FMatrixRMaj(2, 2);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> decoder.decode(WorkerSet.of(4, 0, 2), values, students))
        .withMessageContaining("N=3 workers");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> decoder.decode(WorkerSet.of(3, 0, 2), values, new FMatrixRMaj(2, 2)))
        .withMessageContaining("K=3 queries, but there are 2 answers");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> decoder.decode(WorkerSet.of(3, 0, 2), new FMatrixRMaj(2, 5), students))
        .withMessageContaining("length 5, the student's 2");
    values.set(1, 1, Float.NaN);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> decoder.decode(WorkerSet.of(3, 0, 2), values, students))
        .withMessageContaining("answer of rank 1 has NaN");
  }
}
