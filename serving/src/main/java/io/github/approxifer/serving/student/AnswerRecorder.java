package io.github.approxifer.serving.student;

import io.github.approxifer.models.weights.SafetensorsType;
import io.github.approxifer.models.weights.SafetensorsWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a sample of the queries that a predictor is asked and of the served model's own answers to
 * them, for a student to learn from.
 *
 * <p>The sample is a reservoir (Vitter: Random sampling with a reservoir, algorithm R, 1985): of
 * all pairs so far, each is in it with the same probability, and it never holds more than it was
 * told. {@link #save} writes a safetensors file with the tensors {@code queries} (n x d) and {@code
 * answers} (n x c), float32. Queries are data of users: nothing is recorded unless a predictor is
 * given a recorder, and a line of the log says where it writes.
 *
 * <p>Thread-safe.
 */
public final class AnswerRecorder {
  private static final Logger LOG = LoggerFactory.getLogger(AnswerRecorder.class);

  private final Path file;
  private final int most;
  private final SplittableRandom random;

  // Guarded by this.
  private float[][] queries = new float[0][];
  private float[][] answers = new float[0][];
  private int size;
  private long seen;

  private AnswerRecorder(Path file, int most, SplittableRandom random) {
    if (most < 1) {
      throw new IllegalArgumentException(
          "a recorder keeps at least 1 pair, but was told to keep " + most);
    }
    this.file = file;
    this.most = most;
    this.random = random;
  }

  /**
   * A recorder that holds nothing yet.
   *
   * @param file where {@link #save} writes, replacing what is there
   * @param most how many pairs to keep, at least 1; each takes 4 (d + c) bytes of memory
   * @return the recorder
   * @throws IllegalArgumentException if {@code most} is below 1
   */
  public static AnswerRecorder to(Path file, int most) {
    return new AnswerRecorder(file, most, new SplittableRandom());
  }

  /**
   * An empty recorder like this one whose sample can be repeated, for tests.
   *
   * @param seed of the draws
   * @return a new recorder
   */
  public AnswerRecorder withSeed(long seed) {
    return new AnswerRecorder(file, most, new SplittableRandom(seed));
  }

  /**
   * Takes note of a pair. Predictors call this.
   *
   * @param query d values; copied if they are kept
   * @param answer c values, the served model's own; copied if they are kept
   * @throws IllegalArgumentException if the lengths are not those of the pairs before
   */
  public synchronized void record(float[] query, float[] answer) {
    if (size > 0 && (query.length != queries[0].length || answer.length != answers[0].length)) {
      throw new IllegalArgumentException(
          "pairs of %d and %d values are recorded, but this one has %d and %d"
              .formatted(queries[0].length, answers[0].length, query.length, answer.length));
    }
    long place = seen < most ? seen : random.nextLong(seen + 1);
    seen++;
    if (place >= most) {
      return;
    }
    if (place == size) {
      grow();
      size++;
    }
    queries[(int) place] = query.clone();
    answers[(int) place] = answer.clone();
  }

  private void grow() {
    if (size == queries.length) {
      int next = (int) Math.min(most, Math.max(16L, 2L * size));
      queries = Arrays.copyOf(queries, next);
      answers = Arrays.copyOf(answers, next);
    }
  }

  /**
   * How many pairs are kept.
   *
   * @return 0 to the most
   */
  public synchronized int size() {
    return size;
  }

  /**
   * How many pairs were seen.
   *
   * @return at least as many as are kept
   */
  public synchronized long seen() {
    return seen;
  }

  /**
   * Where it writes.
   *
   * @return the file
   */
  public Path file() {
    return file;
  }

  /**
   * Writes what is kept, and goes on recording. Without any pair nothing is written.
   *
   * @throws IOException if it cannot be written
   */
  public synchronized void save() throws IOException {
    if (size == 0) {
      LOG.info("nothing was recorded, so {} is not written", file);
      return;
    }
    new SafetensorsWriter()
        .metadata("content", "queries and the served model's own answers to them")
        .metadata("seen", Long.toString(seen))
        .add(
            "queries",
            SafetensorsType.F32,
            List.of(size, queries[0].length),
            joined(queries, queries[0].length))
        .add(
            "answers",
            SafetensorsType.F32,
            List.of(size, answers[0].length),
            joined(answers, answers[0].length))
        .write(file);
    LOG.info("{} of {} recorded answers are written to {}", size, seen, file);
  }

  private float[] joined(float[][] rows, int length) {
    float[] all = new float[Math.multiplyExact(size, length)];
    for (int row = 0; row < size; row++) {
      System.arraycopy(rows[row], 0, all, row * length, length);
    }
    return all;
  }

  /** The file and how much is kept. */
  @Override
  public synchronized String toString() {
    return "%d of %d answers, at most %d, to %s".formatted(size, seen, most, file);
  }
}
