package io.github.approxifer.coding.answers;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.ejml.data.FMatrixRMaj;
import org.jspecify.annotations.Nullable;

/**
 * What has come of a group when it is decoded: the answers of the first round, those of further
 * ones if there were any, and a student's answers if there is a student. Matrices are not copied.
 *
 * <p>Queries stand in the order of the encoder where a {@code GroupDecoder} gets it, and in the
 * order of the caller where a {@code GroupCoder} does.
 */
public final class Received {
  private final WorkerSet answers;
  private final FMatrixRMaj values;
  private final List<Recheck> rechecks;
  private final List<FMatrixRMaj> further;
  private final @Nullable FMatrixRMaj student;

  private Received(
      WorkerSet answers,
      FMatrixRMaj values,
      List<Recheck> rechecks,
      List<FMatrixRMaj> further,
      @Nullable FMatrixRMaj student) {
    this.answers = answers;
    this.values = values;
    this.rechecks = rechecks;
    this.further = further;
    this.student = student;
  }

  /**
   * The answers of the first round.
   *
   * @param answers F, the workers that answered
   * @param values |F| x c, row r is the answer of the worker of rank r in F; not modified
   * @return what has come
   * @throws IllegalArgumentException if the number of rows is not that of workers
   */
  public static Received of(WorkerSet answers, FMatrixRMaj values) {
    Answers.requireRowForEach(answers, values);
    return new Received(answers, values, List.of(), List.of(), null);
  }

  /**
   * The same with the answers of one more round, after those that are there.
   *
   * @param asked the queries that went out once more, with the workers that answered, which may be
   *     none
   * @param values for each of these queries its answers, a row of c for each worker in ascending
   *     order; not modified
   * @return a copy with one more round
   * @throws IllegalArgumentException if the lists differ in length or a matrix has not a row for
   *     each worker
   */
  public Received withRechecks(List<Recheck> asked, List<FMatrixRMaj> values) {
    if (asked.size() != values.size()) {
      throw new IllegalArgumentException(
          "%d queries were asked again, but there are answers to %d of them"
              .formatted(asked.size(), values.size()));
    }
    for (int i = 0; i < asked.size(); i++) {
      Answers.requireRowForEach(asked.get(i).workers(), values.get(i));
    }
    return new Received(
        answers, this.values, joined(rechecks, asked), joined(further, values), student);
  }

  private static <T> List<T> joined(List<T> first, List<T> second) {
    return Stream.concat(first.stream(), second.stream()).toList();
  }

  /**
   * The same with the answers of a student.
   *
   * @param predictions K x c, row j is what the student answers to query j; not modified
   * @return a copy with the student's answers
   */
  public Received withStudent(FMatrixRMaj predictions) {
    return new Received(
        answers, values, rechecks, further, Objects.requireNonNull(predictions, "predictions"));
  }

  /**
   * The same without the first-round answers of some workers.
   *
   * @param kept a subset of F
   * @return a copy with the answers of those workers; this if they are all
   * @throws IllegalArgumentException if they are no subset
   */
  public Received only(WorkerSet kept) {
    return kept.equals(answers)
        ? this
        : new Received(
            kept, Answers.select(answers, values, kept, null), rechecks, further, student);
  }

  /**
   * The same without answers of the first round that are not finite.
   *
   * @return a copy with the finite answers; this if they all are
   */
  public Received finite() {
    return only(Answers.finite(answers, values));
  }

  /**
   * The workers that answered in the first round.
   *
   * @return F
   */
  public WorkerSet answers() {
    return answers;
  }

  /**
   * The answers of the first round.
   *
   * @return |F| x c, row r is the answer of the worker of rank r; not to be modified
   */
  public FMatrixRMaj values() {
    return values;
  }

  /**
   * The queries that were asked again.
   *
   * @return the queries with the workers that answered, round by round; empty if there was only one
   *     round; immutable
   */
  public List<Recheck> rechecks() {
    return rechecks;
  }

  /**
   * The answers of further rounds.
   *
   * @return for each of {@link #rechecks()} a row for each worker in ascending order; immutable
   */
  public List<FMatrixRMaj> further() {
    return further;
  }

  /**
   * The student's answers.
   *
   * @return K x c, not to be modified; null if there is no student
   */
  public @Nullable FMatrixRMaj student() {
    return student;
  }
}
