package io.github.approxifer.serving.student;

import io.github.approxifer.coding.student.Student;
import io.github.approxifer.serving.metrics.Event;
import io.github.approxifer.serving.metrics.ServingMetrics;
import java.io.IOException;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicBoolean;
import org.ejml.data.FMatrixRMaj;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The student of a predictor, which may be exchanged while it serves, and how well it agrees with
 * the model. Thread-safe.
 */
public final class StudentDesk {
  private static final Logger LOG = LoggerFactory.getLogger(StudentDesk.class);

  private final int queryLength;
  private final int classes;
  private final ServingMetrics metrics;
  private final @Nullable AnswerRecorder recorder;
  private volatile @Nullable Seat seat;

  /** A student with what is known of it. */
  private record Seat(Student student, Agreement agreement, AtomicBoolean failed) {}

  /**
   * What a student has answered.
   *
   * @param values a row of c for each query
   * @param agreement how often this student and the model have agreed; counts on
   */
  public record Answers(FMatrixRMaj values, Agreement agreement) {}

  /**
   * A desk.
   *
   * @param student null for none
   * @param recorder null for none
   * @param queryLength d
   * @param classes c
   * @param metrics where events are counted and the agreement is shown
   * @throws IllegalArgumentException if the student is of other lengths
   */
  public StudentDesk(
      @Nullable Student student,
      @Nullable AnswerRecorder recorder,
      int queryLength,
      int classes,
      ServingMetrics metrics) {
    this.queryLength = queryLength;
    this.classes = classes;
    this.metrics = metrics;
    this.recorder = recorder;
    if (student != null) {
      exchange(student);
      metrics.gauge(
          "student.agreement",
          "share of recent answers on which student and model agree",
          () -> agreement().orElse(Double.NaN));
      metrics.gauge("student.drifted", "1 if fewer agree than at first", () -> drifted() ? 1 : 0);
    }
    if (recorder != null) {
      LOG.info("queries and answers are recorded: {}", recorder);
    }
  }

  /**
   * Seats another student; groups that have begun keep theirs.
   *
   * @param student of the same lengths
   * @throws IllegalArgumentException if it is of other lengths
   */
  public void exchange(Student student) {
    if (student.inputLength() != queryLength || student.outputLength() != classes) {
      throw new IllegalArgumentException(
          "queries have d=%d values and answers c=%d, but the student takes %d and answers %d"
              .formatted(queryLength, classes, student.inputLength(), student.outputLength()));
    }
    seat = new Seat(student, new Agreement(), new AtomicBoolean());
  }

  /**
   * Whether there is a student.
   *
   * @return true if there is
   */
  public boolean occupied() {
    return seat != null;
  }

  /**
   * Whether it does anything at all.
   *
   * @return true if there is a student or a recorder
   */
  public boolean wanted() {
    return seat != null || recorder != null;
  }

  /**
   * Has the student answer queries. What it throws, or an answer that is not finite, is logged once
   * and counted, and means that there is no student for these queries.
   *
   * @param queries n x d; not modified
   * @return its answers, n x c; null if there is no student or it failed
   */
  public @Nullable Answers answer(FMatrixRMaj queries) {
    Seat taken = seat;
    if (taken == null) {
      return null;
    }
    try {
      FMatrixRMaj values = taken.student().answer(queries, null);
      for (int i = 0; i < values.getNumElements(); i++) {
        if (!Float.isFinite(values.data[i])) {
          throw new IllegalStateException("the student answered " + values.data[i]);
        }
      }
      return new Answers(values, taken.agreement());
    } catch (Throwable failure) {
      metrics.count(Event.STUDENT_FAILED, 1);
      if (taken.failed().compareAndSet(false, true)) {
        LOG.warn("the student fails; groups do without it, and this is not logged again", failure);
      }
      return null;
    }
  }

  /**
   * A worker's own answer to a query has come: it is compared with the student's, and recorded.
   *
   * @param query d values
   * @param answer c values, the model's own
   * @param students what the student has answered to the group; null if it has not
   * @param row of the query in it
   */
  public void learned(float[] query, float[] answer, @Nullable Answers students, int row) {
    if (students != null) {
      boolean agree = Agreement.agree(students.values().data, row * classes, answer);
      students.agreement().compared(agree);
      metrics.count(agree ? Event.STUDENT_AGREED : Event.STUDENT_DISAGREED, 1);
    }
    if (recorder != null) {
      recorder.record(query, answer);
    }
  }

  /**
   * How often the present student agrees with the model.
   *
   * @return the share of recent comparisons; empty without a student or before the first
   */
  public OptionalDouble agreement() {
    Seat taken = seat;
    return taken == null ? OptionalDouble.empty() : taken.agreement().share();
  }

  /**
   * Whether the present student agrees less often than at first.
   *
   * @return true if it does
   */
  public boolean drifted() {
    Seat taken = seat;
    return taken != null && taken.agreement().drifted();
  }

  /** Writes what was recorded, if anything is. A failure is logged. */
  public void close() {
    if (recorder != null) {
      try {
        recorder.save();
      } catch (IOException | RuntimeException failure) {
        LOG.error("{} could not be written", recorder.file(), failure);
      }
    }
  }
}
