package io.github.approxifer.coding.student;

import io.github.approxifer.coding.Code;
import io.github.approxifer.coding.answers.Received;
import io.github.approxifer.coding.answers.WorkerSet;
import io.github.approxifer.coding.kernel.Finite;
import org.ejml.data.FMatrixRMaj;
import org.jspecify.annotations.Nullable;

/** What the decoders of this package ask of what they get. */
final class Requirements {
  private Requirements() {}

  /** The student's answers to the K queries of a group, as long as the workers'. */
  static FMatrixRMaj students(Code code, Received received) {
    FMatrixRMaj students = received.student();
    int queries = code.parameters().queries();
    if (students == null) {
      throw new IllegalArgumentException(
          "%s is decoded with a student, but its answers are not there; give them by withStudent"
              .formatted(code));
    }
    if (students.numRows != queries) {
      throw new IllegalArgumentException(
          "a group has K=%d queries, but there are %d answers of the student"
              .formatted(queries, students.numRows));
    }
    requireSameLength(received.answers(), received.values(), students);
    for (int i = 0; i < received.rechecks().size(); i++) {
      int query = received.rechecks().get(i).query();
      if (query < 0 || query >= queries) {
        throw new IllegalArgumentException(
            "query %d was asked again, but there are only K=%d".formatted(query, queries));
      }
      requireSameLength(received.rechecks().get(i).workers(), received.further().get(i), students);
    }
    if (received.answers().workers() != code.workers()) {
      throw new IllegalArgumentException(
          "the code has N=%d workers, but F = %s".formatted(code.workers(), received.answers()));
    }
    return students;
  }

  private static void requireSameLength(
      WorkerSet answers, FMatrixRMaj values, FMatrixRMaj students) {
    if (answers.size() > 0 && values.numCols != students.numCols) {
      throw new IllegalArgumentException(
          "workers' answers have length %d, the student's %d; the student must answer as the model does"
              .formatted(values.numCols, students.numCols));
    }
  }

  /** The answers that are numbers; where nobody may lie, all must be. */
  static Received finite(Code code, Received received) {
    if (code.parameters().errors() == 0) {
      Finite.require(received.values(), "answer of rank");
      return received;
    }
    return received.finite();
  }

  /** A copy in the destination, or a new one. */
  static FMatrixRMaj copy(FMatrixRMaj values, @Nullable FMatrixRMaj destination) {
    if (destination == null) {
      return values.copy();
    }
    destination.setTo(values);
    return destination;
  }
}
