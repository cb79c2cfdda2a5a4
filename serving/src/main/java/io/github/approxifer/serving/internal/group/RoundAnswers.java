package io.github.approxifer.serving.internal.group;

import io.github.approxifer.coding.answers.WorkerSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.ejml.data.FMatrixRMaj;
import org.jspecify.annotations.Nullable;

/**
 * What has come of the requests of a round, a slot for each. Not thread-safe: guarded by the lock
 * of its {@link Round}.
 */
final class RoundAnswers {
  private final int width;
  private final int classes;
  private final float[] @Nullable [] answers;
  private final @Nullable String[] failures;
  private int answered;
  private int failed;

  /** None of the slots has finished; the sets of slots are of {@code width}. */
  RoundAnswers(int width, int slots, int classes) {
    this.width = width;
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

  /** A slot that had failed is asked after all. */
  void reopen(int slot) {
    failures[slot] = null;
    failed--;
  }

  /** How many answers there may be in the end. */
  int possible() {
    return answers.length - failed;
  }

  int answered() {
    return answered;
  }

  boolean allFinished() {
    return answered + failed == answers.length;
  }

  /** The slots of which nothing has come. */
  List<Integer> outstanding() {
    return IntStream.range(0, answers.length)
        .filter(slot -> answers[slot] == null && failures[slot] == null)
        .boxed()
        .toList();
  }

  /** F, the slots that have answered. */
  WorkerSet received() {
    int[] members =
        IntStream.range(0, answers.length).filter(slot -> answers[slot] != null).toArray();
    return WorkerSet.of(width, members);
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
