package io.github.approxifer.bench.accuracy.study;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.approxifer.bench.accuracy.measure.DrawnBed;
import io.github.approxifer.bench.accuracy.measure.StudentLookup;
import io.github.approxifer.bench.accuracy.measure.TestBed;
import io.github.approxifer.coding.answers.Answers;
import io.github.approxifer.coding.student.Witness;
import java.util.Arrays;
import java.util.Random;
import org.ejml.data.FMatrixRMaj;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StudentLiesTest {
  private static final int IMAGES = 240;

  /** Below what 120 calibrating answers resolve, so that a lie need only not be the oddest. */
  private static final double RATE = 0.005;

  private TestBed bed;
  private StudentLookup students;
  private Witness witness;

  @BeforeEach
  void open() {
    bed = DrawnBed.waves(IMAGES, answers -> {});
    students = new StudentLookup(bed.student().orElseThrow());
    students.learn(bed.base(), bed.studentBase());
    witness = Witness.of(bed.studentBase(), bed.base());
  }

  @AfterEach
  void close() {
    bed.close();
  }

  /** Whoever knows the witness lies where it pays, plausibly, and tells the truth elsewhere. */
  @Test
  void whoeverKnowsTheWitnessIsPlausibleOrHonest() {
    FMatrixRMaj told = bed.base().copy();
    int[] everybody = new int[IMAGES];
    Arrays.setAll(everybody, i -> i);
    new StudentLies.KnowsTheWitness(students, witness, RATE)
        .corrupt(told, everybody, new FMatrixRMaj[0], new Random(1));
    int lies = 0;
    for (int i = 0; i < IMAGES; i++) {
      if (!Arrays.equals(Answers.rows(told, i, 1).data, Answers.rows(bed.base(), i, 1).data)) {
        lies++;
        assertThat(Answers.largest(told, i)).isNotEqualTo(Answers.largest(bed.base(), i));
        assertThat(witness.plausibility(bed.studentBase(), i, told, i)).isGreaterThan(RATE);
      }
    }
    assertThat(lies).isPositive();
  }

  @Test
  void liarsWithTheSameQueryTellTheSameLieNearTheStudents() {
    FMatrixRMaj told = new FMatrixRMaj(3, 10);
    for (int worker = 0; worker < 3; worker++) {
      Answers.copyRow(bed.base(), worker / 2, told, worker);
    }
    new StudentLies.WithNoise(students, witness.fit())
        .corrupt(told, new int[] {0, 1, 2}, new FMatrixRMaj[0], new Random(1));
    assertThat(Answers.rows(told, 0, 1).data).isEqualTo(Answers.rows(told, 1, 1).data);
    assertThat(Answers.rows(told, 0, 1).data).isNotEqualTo(Answers.rows(told, 2, 1).data);
    assertThat(Answers.rows(told, 0, 1).data).isNotEqualTo(Answers.rows(bed.base(), 0, 1).data);
  }
}
