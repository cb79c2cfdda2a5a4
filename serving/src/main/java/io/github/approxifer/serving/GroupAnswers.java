package io.github.approxifer.serving;

import io.github.approxifer.coding.WorkerSet;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ejml.data.FMatrixRMaj;
import org.jspecify.annotations.Nullable;

/**
 * What has come of a group's coded queries. Slot i belongs to coded query i. Not thread-safe:
 * guarded by the lock of its {@link GroupRun}.
 */
final class GroupAnswers {
  private final int workers;
  private final int classes;
  private final float[] @Nullable [] answers;
  private final @Nullable String[] failures;
  private int answered;
  private int failed;

  /** None of the slots has finished. */
  GroupAnswers(int workers, int slots, int classes) {
    this.workers = workers;
    this.classes = classes;
    this.answers = new float[slots][];
    this.failures = new String[slots];
  }

  /** What is wrong with the form of an answer; null if nothing is. */
  static @Nullable String malformed(float @Nullable [] values, int classes) {
    if (values == null) {
      return "answered null";
    }
    if (values.length != classes) {
      return "answered " + values.length + " values instead of " + classes;
    }
    for (int c = 0; c < classes; c++) {
      if (!Float.isFinite(values[c])) {
        return "answered " + values[c] + " for class " + c;
      }
    }
    return null;
  }

  void answer(int slot, float[] values) {
    answers[slot] = values;
    answered++;
  }

  void failure(int slot, String reason) {
    failures[slot] = reason;
    failed++;
  }

  int answered() {
    return answered;
  }

  boolean allFinished() {
    return answered + failed == answers.length;
  }

  /** The slots of which nothing has come. */
  List<Integer> outstanding() {
    List<Integer> slots = new ArrayList<>();
    for (int slot = 0; slot < answers.length; slot++) {
      if (answers[slot] == null && failures[slot] == null) {
        slots.add(slot);
      }
    }
    return slots;
  }

  /** F, the slots that have answered. */
  WorkerSet received() {
    int[] members = new int[answered];
    int count = 0;
    for (int slot = 0; slot < answers.length; slot++) {
      if (answers[slot] != null) {
        members[count++] = slot;
      }
    }
    return WorkerSet.of(workers, members);
  }

  /** |F| x c, a new matrix. */
  FMatrixRMaj values() {
    FMatrixRMaj values = new FMatrixRMaj(answered, classes);
    int rank = 0;
    for (float[] answer : answers) {
      if (answer != null) {
        System.arraycopy(answer, 0, values.data, rank++ * classes, classes);
      }
    }
    return values;
  }

  /** What became of each slot, by the name of its worker. */
  Map<String, String> outcomes(List<String> names) {
    Map<String, String> outcomes = new LinkedHashMap<>();
    for (int slot = 0; slot < answers.length; slot++) {
      String failure = failures[slot];
      outcomes.put(
          names.get(slot),
          failure != null ? failure : answers[slot] != null ? "answered" : "no answer in time");
    }
    return outcomes;
  }
}
