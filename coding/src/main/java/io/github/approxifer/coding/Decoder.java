package io.github.approxifer.coding;

import io.github.approxifer.coding.kernel.Finite;
import io.github.approxifer.coding.kernel.RowCombiner;
import java.util.List;
import java.util.function.Function;
import org.ejml.data.DMatrixRMaj;
import org.ejml.data.FMatrixRMaj;
import org.jspecify.annotations.Nullable;

/**
 * Turns the answers of some workers into K predictions: predictions = B(F) answers, with the K x
 * |F| decoding matrix of a code.
 *
 * <p>Decoding matrices depend on F alone, so they are built once for each F and kept; the least
 * recently used one gives way when {@code cacheSize} sets are known. Thread-safe. Nothing is
 * allocated for a known F when the destination has the right shape.
 */
public final class Decoder {
  /**
   * How many answer sets are remembered at most unless told otherwise; a matrix of K=12, |F|=26
   * takes about 1.5 kB. Large codes remember fewer, so that their matrices take 64 MB at most.
   */
  public static final int DEFAULT_CACHE_SIZE = 4096;

  private static final long DEFAULT_CACHE_BYTES = 64L << 20;

  private final Code code;
  private final DMatrixRMaj encoding;
  private final int[] cleanQueries;
  private final Function<WorkerSet, DMatrixRMaj> matrices;
  private final WorkerSetCache<Known> known;

  private record Known(RowCombiner combiner, List<Provenance> provenances, double amplification) {}

  /**
   * A decoder that remembers up to {@link #DEFAULT_CACHE_SIZE} answer sets.
   *
   * @param code the code
   */
  public Decoder(Code code) {
    this(code, code::decodingMatrix);
  }

  /**
   * A decoder with other weights than the code's own, that remembers up to {@link
   * #DEFAULT_CACHE_SIZE} answer sets.
   *
   * @param code the code
   * @param matrices for a set F the K x |F| weights of its answers in the predictions; thread-safe
   */
  public Decoder(Code code, Function<WorkerSet, DMatrixRMaj> matrices) {
    this(code, matrices, defaultCacheSize(code.parameters().queries(), code.workers()));
  }

  /**
   * A decoder of a code.
   *
   * @param code the code
   * @param cacheSize how many answer sets to remember, at least 1
   * @throws IllegalArgumentException if the size is below 1
   */
  public Decoder(Code code, int cacheSize) {
    this(code, code::decodingMatrix, cacheSize);
  }

  private Decoder(Code code, Function<WorkerSet, DMatrixRMaj> matrices, int cacheSize) {
    this.code = code;
    this.matrices = matrices;
    this.encoding = code.encodingMatrix();
    this.cleanQueries = code.cleanQueries();
    this.known = new WorkerSetCache<>(cacheSize, this::build);
  }

  /**
   * The code that is decoded.
   *
   * @return the code
   */
  public Code code() {
    return code;
  }

  static int defaultCacheSize(int queries, int workers) {
    long bytes = (long) Float.BYTES * queries * workers;
    return (int) Math.max(1, Math.min(DEFAULT_CACHE_SIZE, DEFAULT_CACHE_BYTES / bytes));
  }

  /**
   * Decodes one group from at least {@link Code#honestQuorum()} answers.
   *
   * @param answers F, the workers whose answers are used
   * @param values |F| x c, row r is the answer of the worker of rank r in F; not modified
   * @param predictions where to write, reshaped to K x c if it has another shape; null for a new
   *     matrix. Must not be {@code values}
   * @return K x c, row j is the prediction for query j; the destination if one was given
   * @throws IllegalArgumentException if F is too small, the shapes do not agree, or an answer is
   *     NaN or infinite
   */
  public FMatrixRMaj decode(
      WorkerSet answers, FMatrixRMaj values, @Nullable FMatrixRMaj predictions) {
    if (answers.size() < code.honestQuorum()) {
      throw new IllegalArgumentException(
          "a "
              + code.name()
              + " code with "
              + code.parameters()
              + " decodes from at least "
              + code.honestQuorum()
              + " answers, but F = "
              + answers
              + " has "
              + answers.size()
              + "; wait for more, or call decodeDegraded to accept a worse result");
    }
    return decodeDegraded(answers, values, predictions);
  }

  /**
   * Decodes one group into a new matrix.
   *
   * @param answers F, the workers whose answers are used
   * @param values |F| x c, row r is the answer of the worker of rank r in F; not modified
   * @return K x c, row j is the prediction for query j
   * @throws IllegalArgumentException as {@link #decode(WorkerSet, FMatrixRMaj, FMatrixRMaj)} does
   */
  public FMatrixRMaj decode(WorkerSet answers, FMatrixRMaj values) {
    return decode(answers, values, null);
  }

  /**
   * Decodes one group from any number of answers that the code can work with, also from fewer than
   * it promises to decode well from.
   *
   * @param answers F, the workers whose answers are used
   * @param values |F| x c, row r is the answer of the worker of rank r in F; not modified
   * @param predictions as in {@link #decode(WorkerSet, FMatrixRMaj, FMatrixRMaj)}
   * @return K x c, row j is the prediction for query j
   * @throws IllegalArgumentException if the code cannot decode from F, the shapes do not agree, an
   *     answer is NaN or infinite, or a prediction exceeds the range of float
   */
  public FMatrixRMaj decodeDegraded(
      WorkerSet answers, FMatrixRMaj values, @Nullable FMatrixRMaj predictions) {
    Answers.requireRowForEach(answers, values);
    // Answers are small, and every prediction may leave some of them out: look at all of them.
    Finite.require(values, "answer of rank");
    FMatrixRMaj result = known.get(answers).combiner().apply(values, predictions);
    for (int query = 0; query < result.numRows; query++) {
      if (!Finite.row(result, query)) {
        throw new IllegalArgumentException(
            "the prediction for query %d exceeds the range of float, although every answer is finite; leave out who answers so"
                .formatted(query));
      }
    }
    return result;
  }

  /**
   * How each prediction from some answers is obtained; remembered with the decoding matrix.
   *
   * @param answers F, the workers whose answers are used
   * @return K entries, in the order of the queries; immutable
   * @throws IllegalArgumentException if the code cannot decode from F
   */
  public List<Provenance> provenances(WorkerSet answers) {
    return known.get(answers).provenances();
  }

  /**
   * By how much errors of some answers are amplified at most in a prediction: answers are float32,
   * so each is off by a roundoff of 6e-8 of its size at least.
   *
   * @param answers F, the workers whose answers are used
   * @return the greatest sum of absolute weights of a prediction, at least about 1
   * @throws IllegalArgumentException if the code cannot decode from F
   */
  public double amplification(WorkerSet answers) {
    return known.get(answers).amplification();
  }

  private static double greatestRowSum(DMatrixRMaj matrix) {
    double greatest = 0;
    for (int row = 0; row < matrix.numRows; row++) {
      double sum = 0;
      for (int column = 0; column < matrix.numCols; column++) {
        sum += Math.abs(matrix.get(row, column));
      }
      greatest = Math.max(greatest, sum);
    }
    return greatest;
  }

  private Known build(WorkerSet answers) {
    DMatrixRMaj matrix = matrices.apply(answers);
    return new Known(
        RowCombiner.of(matrix),
        Provenance.of(encoding, cleanQueries, matrix, answers),
        greatestRowSum(matrix));
  }
}
