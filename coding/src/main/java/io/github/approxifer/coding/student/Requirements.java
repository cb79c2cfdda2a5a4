package io.github.approxifer.coding.student;

import io.github.approxifer.coding.Answers;
import io.github.approxifer.coding.WorkerSet;
import io.github.approxifer.coding.kernel.Finite;
import org.ejml.data.FMatrixRMaj;

/** What the decoders of this package ask of their arguments. */
final class Requirements {
  private Requirements() {}

  static void workers(int workers, WorkerSet answers) {
    if (answers.workers() != workers) {
      throw new IllegalArgumentException(
          "the code has N=%d workers, but F = %s is of %d"
              .formatted(workers, answers, answers.workers()));
    }
  }

  static void students(int queries, FMatrixRMaj students) {
    if (students.numRows != queries) {
      throw new IllegalArgumentException(
          "a group has K=%d queries, but there are %d answers of the student"
              .formatted(queries, students.numRows));
    }
  }

  /** One finite row for each worker, as long as the student's answers. */
  static void answers(WorkerSet answers, FMatrixRMaj values, FMatrixRMaj students) {
    if (answers.size() > 0) {
      Answers.requireRowForEach(answers, values);
      sameLength(values, students);
      Finite.require(values, "answer of rank");
    }
  }

  static void sameLength(FMatrixRMaj values, FMatrixRMaj students) {
    if (values.numCols != students.numCols) {
      throw new IllegalArgumentException(
          "workers' answers have length %d, the student's %d; the student must answer as the model does"
              .formatted(values.numCols, students.numCols));
    }
  }
}
