package io.github.approxifer.models.training;

import io.github.approxifer.coding.BatchModel;
import java.io.InterruptedIOException;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.ejml.data.FMatrixRMaj;
import org.jspecify.annotations.Nullable;

/**
 * Random mixtures of three queries of a recording each, drawn with replacement, with weights that
 * are uniform among those above 0 that add up to 1. What a served model answers to them teaches a
 * student more than the queries themselves, when these are few: teacher and student then meet the
 * same, ever new inputs (Beyer, Zhai, Royer, Markeeva, Anil, Kolesnikov: Knowledge distillation: A
 * good teacher is patient and consistent, 2022, who mix two). Immutable, and thread-safe as the
 * recording is.
 */
final class Mixtures implements AnsweredQueries.Source {

  private static final int MOST = 10_000_000;
  private static final int MEMBERS = 3;
  private static final int BATCH = 100;
  private static final int REPORTS = 10;

  /** The part of the recorded answers' variance by which the same model's may differ. */
  private static final double OTHERWISE = 0.1;

  private final Recording recording;
  private final int[] members;
  private final float[] weights;

  /**
   * Draws mixtures.
   *
   * @param recording whose queries are mixed
   * @param count how many, from 1 to 10,000,000
   * @param seed for members and weights
   * @throws IllegalArgumentException if their answers do not fit into an array
   */
  Mixtures(Recording recording, int count, long seed) {
    long values = (long) requireCount(count) * recording.classes();
    if (values > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(
          "%d mixtures have %d values of answers, more than fit into an array; ask for fewer"
              .formatted(count, values));
    }
    this.recording = recording;
    members = new int[count * MEMBERS];
    weights = new float[count * MEMBERS];
    SplittableRandom random = new SplittableRandom(seed);
    for (int mixture = 0; mixture < count; mixture++) {
      // Exponential variables over their sum are uniform on the simplex (Devroye 1986, V.2).
      double[] parts = new double[MEMBERS];
      double sum = 0;
      for (int member = 0; member < MEMBERS; member++) {
        members[mixture * MEMBERS + member] = random.nextInt(recording.size());
        parts[member] = -Math.log(1 - random.nextDouble());
        sum += parts[member];
      }
      for (int member = 0; member < MEMBERS; member++) {
        weights[mixture * MEMBERS + member] = (float) (parts[member] / sum);
      }
    }
  }

  /** Returns a number of mixtures that may be asked for, 0 for none. */
  static int requireCount(int count) {
    if (count < 0 || count > MOST) {
      throw new IllegalArgumentException(
          "mixtures must be from 0 to " + MOST + ", but were " + count);
    }
    return count;
  }

  int size() {
    return members.length / MEMBERS;
  }

  @Override
  public void read(int index, float[] destination, int offset) {
    int length = recording.inputShape().size();
    float[] query = new float[length];
    Arrays.fill(destination, offset, offset + length, 0);
    for (int member = index * MEMBERS; member < (index + 1) * MEMBERS; member++) {
      recording.query(members[member], query, 0);
      for (int i = 0; i < length; i++) {
        destination[offset + i] += weights[member] * query[i];
      }
    }
  }

  /** The recording and, after it, these mixtures with their answers. */
  Recording answered(float[] answers) {
    int classes = recording.classes();
    return new JoinedRecordings(
        recording,
        new AnsweredQueries(
            recording.inputShape(),
            classes,
            size(),
            this,
            AnsweredQueries.requireAnswers(answers, size(), "mixtures", classes)));
  }

  /**
   * Asks a model: a hundred recorded queries first, to see whether it is the one that was recorded,
   * and then the mixtures.
   *
   * @param model is asked in batches of 100, in this thread
   * @param console where the progress goes, null for nowhere
   * @return size x classes, row-major
   * @throws InterruptedIOException if the thread was interrupted
   * @throws IllegalArgumentException if the model answers with other numbers of rows or columns,
   *     with what is no number, or otherwise than recorded
   */
  float[] ask(BatchModel model, @Nullable PrintStream console) throws InterruptedIOException {
    int classes = recording.classes();
    requireRecorded(model);
    float[] answers = new float[size() * classes];
    int reports = 0;
    for (int first = 0; first < size(); first += BATCH) {
      int count = Math.min(BATCH, size() - first);
      float[] rows = batch(model, this, first, count);
      System.arraycopy(rows, 0, answers, first * classes, count * classes);
      int done = (int) ((first + count) * (long) REPORTS / size());
      if (console != null && done > reports) {
        reports = done;
        console.printf("%d of %d mixtures are answered%n", first + count, size());
      }
    }
    return answers;
  }

  private float[] batch(BatchModel model, AnsweredQueries.Source source, int first, int count)
      throws InterruptedIOException {
    if (Thread.currentThread().isInterrupted()) {
      throw new InterruptedIOException("interrupted while the model was asked");
    }
    int length = recording.inputShape().size();
    int classes = recording.classes();
    FMatrixRMaj queries = new FMatrixRMaj(count, length);
    for (int row = 0; row < count; row++) {
      source.read(first + row, queries.data, row * length);
    }
    FMatrixRMaj rows = model.predict(queries);
    if (rows == null || rows.numRows != count || rows.numCols != classes) {
      throw new IllegalArgumentException(
          "the model was asked %d queries and must answer %d x %d, as recorded, but answered %s"
              .formatted(
                  count,
                  count,
                  classes,
                  rows == null ? "null" : rows.numRows + " x " + rows.numCols));
    }
    for (int i = 0; i < count * classes; i++) {
      if (!Float.isFinite(rows.data[i])) {
        throw new IllegalArgumentException(
            "the model answered " + rows.data[i] + " to query " + (first + i / classes));
      }
    }
    return rows.data;
  }

  /** Refuses another model, or the same with probabilities where logits were recorded. */
  private void requireRecorded(BatchModel model) throws InterruptedIOException {
    int classes = recording.classes();
    int count = Math.min(BATCH, recording.size());
    float[] rows = batch(model, recording::query, 0, count);
    float[] recorded = new float[count * classes];
    double mean = 0;
    for (int row = 0; row < count; row++) {
      recording.answer(row, recorded, row * classes);
    }
    for (float value : recorded) {
      mean += value / recorded.length;
    }
    double spread = 0;
    double difference = 0;
    for (int i = 0; i < recorded.length; i++) {
      spread += (recorded[i] - mean) * (recorded[i] - mean);
      difference += ((double) rows[i] - recorded[i]) * ((double) rows[i] - recorded[i]);
    }
    if (difference > OTHERWISE * spread && spread > 0) {
      throw new IllegalArgumentException(
          ("the model answers the recorded queries otherwise than recorded: the differences have"
                  + " %.2f of the answers' variance; give the model that was recorded, with the"
                  + " same outputs (logits or probabilities)")
              .formatted(difference / spread));
    }
  }
}
