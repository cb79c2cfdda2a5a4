package io.github.approxifer.models.training;

import io.github.approxifer.coding.BatchModel;
import java.io.InterruptedIOException;
import java.io.PrintStream;
import java.util.SplittableRandom;
import org.ejml.data.FMatrixRMaj;
import org.jspecify.annotations.Nullable;

/**
 * Random mixtures of three queries of a recording each, with weights that are uniform among those
 * above 0 that add up to 1. What a served model answers to them teaches a student more than the
 * queries themselves, when these are few: teacher and student then meet the same, ever new inputs
 * (Beyer, Zhai, Royer, Markeeva, Anil, Kolesnikov: Knowledge distillation: A good teacher is
 * patient and consistent, 2022, who mix two). Immutable and thread-safe.
 */
final class Mixtures implements AnsweredQueries.Source {

  private static final int MEMBERS = 3;
  private static final int BATCH = 100;
  private static final int REPORTS = 10;

  private final Recording recording;
  private final int[] members;
  private final float[] weights;

  /**
   * Draws mixtures.
   *
   * @param recording whose queries are mixed
   * @param count how many, at least 1
   * @param seed for members and weights
   */
  Mixtures(Recording recording, int count, long seed) {
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

  int size() {
    return members.length / MEMBERS;
  }

  @Override
  public void read(int index, float[] destination, int offset) {
    int length = recording.inputShape().size();
    float[] query = new float[length];
    for (int member = index * MEMBERS; member < (index + 1) * MEMBERS; member++) {
      boolean first = member == index * MEMBERS;
      recording.query(members[member], query, 0);
      for (int i = 0; i < length; i++) {
        float part = weights[member] * query[i];
        destination[offset + i] = first ? part : destination[offset + i] + part;
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
   * Asks a model.
   *
   * @param model is asked in batches of 100, in this thread
   * @param console where the progress goes, null for nowhere
   * @return size x classes, row-major
   * @throws InterruptedIOException if the thread was interrupted
   * @throws IllegalArgumentException if the model answers with other numbers of rows or columns
   */
  float[] ask(BatchModel model, @Nullable PrintStream console) throws InterruptedIOException {
    int length = recording.inputShape().size();
    int classes = recording.classes();
    float[] answers = new float[size() * classes];
    int reports = 0;
    for (int first = 0; first < size(); first += BATCH) {
      if (Thread.currentThread().isInterrupted()) {
        throw new InterruptedIOException("interrupted while the model was asked");
      }
      int count = Math.min(BATCH, size() - first);
      FMatrixRMaj queries = new FMatrixRMaj(count, length);
      for (int row = 0; row < count; row++) {
        read(first + row, queries.data, row * length);
      }
      FMatrixRMaj rows = model.predict(queries);
      if (rows.numRows != count || rows.numCols != classes) {
        throw new IllegalArgumentException(
            "the model was asked %d mixtures and must answer %d x %d, as recorded, but answered %d x %d"
                .formatted(count, count, classes, rows.numRows, rows.numCols));
      }
      System.arraycopy(rows.data, 0, answers, first * classes, count * classes);
      int done = (int) ((first + count) * (long) REPORTS / size());
      if (console != null && done > reports) {
        reports = done;
        console.printf("%d of %d mixtures are answered%n", first + count, size());
      }
    }
    return answers;
  }
}
