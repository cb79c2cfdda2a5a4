package io.github.approxifer.coding.decode;

import io.github.approxifer.coding.Code;
import io.github.approxifer.coding.GroupDecoder;
import io.github.approxifer.coding.answers.Answers;
import io.github.approxifer.coding.answers.Decoded;
import io.github.approxifer.coding.answers.Provenance;
import io.github.approxifer.coding.answers.Received;
import io.github.approxifer.coding.answers.WorkerSet;
import io.github.approxifer.coding.answers.WorkerSetCache;
import io.github.approxifer.coding.kernel.Finite;
import io.github.approxifer.coding.kernel.RowCombiner;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.ejml.data.DMatrixRMaj;
import org.ejml.data.FMatrixRMaj;
import org.jspecify.annotations.Nullable;

/**
 * The plain decoder of a linear code, which believes every answer that is finite: predictions =
 * B(F) answers, with the K x |F| decoding matrix of the code.
 *
 * <p>Decoding matrices depend on F alone, so they are built once for each F and kept; the least
 * recently used one gives way when more sets are known than are to be kept. Thread-safe. {@link
 * #combine} allocates nothing for a known F when the destination has the right shape.
 */
public final class LinearDecoder implements GroupDecoder {
  /**
   * How many answer sets are remembered at most unless told otherwise; a matrix of K=12, |F|=26
   * takes about 1.5 kB. Large codes remember fewer, so that their matrices take 64 MB at most.
   */
  public static final int DEFAULT_CACHE_SIZE = 4096;

  private static final long DEFAULT_CACHE_BYTES = 64L << 20;

  /** Of float32, relative to the number. */
  private static final double ROUNDOFF = 0x1p-24;

  /** The share of an answer that may be wrong without a word. */
  private static final double VISIBLE = 1e-2;

  private final Code code;
  private final DMatrixRMaj encoding;
  private final int[] cleanQueries;
  private final @Nullable Function<WorkerSet, DMatrixRMaj> ownWeights;
  private final WorkerSetCache<Known> known;

  private record Known(RowCombiner combiner, List<Provenance> provenances, double amplification) {}

  private LinearDecoder(
      Code code, @Nullable Function<WorkerSet, DMatrixRMaj> ownWeights, int cacheSize) {
    this.code = code;
    this.ownWeights = ownWeights;
    this.encoding = code.encodingMatrix();
    this.cleanQueries = code.cleanQueries();
    this.known = WorkerSetCache.of(cacheSize, this::build);
  }

  /**
   * A decoder with the weights of the code, that remembers up to {@link #DEFAULT_CACHE_SIZE} answer
   * sets.
   *
   * @param code the code
   * @return the decoder
   */
  public static LinearDecoder of(Code code) {
    return new LinearDecoder(
        code, null, defaultCacheSize(code.parameters().queries(), code.workers()));
  }

  /**
   * A decoder of the same code with other weights, which knows nothing of shorter groups.
   *
   * @param weights for a set F the K x |F| weights of its answers in the predictions; thread-safe
   * @return a new decoder
   */
  public LinearDecoder withWeights(Function<WorkerSet, DMatrixRMaj> weights) {
    return new LinearDecoder(
        code, weights, defaultCacheSize(code.parameters().queries(), code.workers()));
  }

  /**
   * The same decoder with another limit for what is kept.
   *
   * @param cacheSize how many answer sets to remember, at least 1
   * @return a new decoder
   * @throws IllegalArgumentException if the size is below 1
   */
  public LinearDecoder withCacheSize(int cacheSize) {
    return new LinearDecoder(code, ownWeights, cacheSize);
  }

  static int defaultCacheSize(int queries, int workers) {
    long bytes = (long) Float.BYTES * queries * workers;
    return (int) Math.max(1, Math.min(DEFAULT_CACHE_SIZE, DEFAULT_CACHE_BYTES / bytes));
  }

  @Override
  public Code code() {
    return code;
  }

  @Override
  public Optional<GroupDecoder> shortened(Code shorter) {
    return ownWeights == null ? Optional.of(of(shorter)) : Optional.empty();
  }

  @Override
  public Decoded decode(Received received, @Nullable FMatrixRMaj predictions) {
    Received kept = code.parameters().errors() > 0 ? received.finite() : received;
    return new Decoded(
        combine(kept.answers(), kept.values(), predictions),
        provenances(kept.answers()),
        kept.answers(),
        received.answers().without(kept.answers()),
        warning(kept.answers()));
  }

  /** Roundings of the answers that may be seen in the predictions. */
  private @Nullable String warning(WorkerSet answers) {
    double amplification = amplification(answers);
    return amplification * ROUNDOFF <= VISIBLE
        ? null
        : "the weights of F = %s amplify roundings of the answers by %.1g, to %.1g of their size; wait for more answers"
            .formatted(answers, amplification, amplification * ROUNDOFF);
  }

  /**
   * The predictions alone, from any number of answers that the code can work with, also from fewer
   * than it promises to decode well from.
   *
   * @param answers F, the workers whose answers are used
   * @param values |F| x c, row r is the answer of the worker of rank r in F; not modified
   * @param predictions where to write, reshaped to K x c if it has another shape; null for a new
   *     matrix. Must not be {@code values}
   * @return K x c, row j is the prediction for query j; the destination if one was given
   * @throws IllegalArgumentException if the code cannot decode from F, the shapes do not agree, an
   *     answer is NaN or infinite, or a prediction exceeds the range of float
   */
  public FMatrixRMaj combine(
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
   * The predictions alone, in a new matrix.
   *
   * @param answers F, the workers whose answers are used
   * @param values |F| x c, row r is the answer of the worker of rank r in F; not modified
   * @return K x c, row j is the prediction for query j
   * @throws IllegalArgumentException as {@link #combine(WorkerSet, FMatrixRMaj, FMatrixRMaj)} does
   */
  public FMatrixRMaj combine(WorkerSet answers, FMatrixRMaj values) {
    return combine(answers, values, null);
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

  private Known build(WorkerSet answers) {
    DMatrixRMaj matrix =
        ownWeights == null ? code.decodingMatrix(answers) : ownWeights.apply(answers);
    List<Provenance> provenances = new ArrayList<>();
    for (int query = 0; query < matrix.numRows; query++) {
      provenances.add(provenance(matrix, answers, query));
    }
    return new Known(RowCombiner.of(matrix), List.copyOf(provenances), greatestRowSum(matrix));
  }

  private Provenance provenance(DMatrixRMaj decoding, WorkerSet answers, int query) {
    boolean known = false;
    boolean clean = true;
    for (int rank = 0; rank < answers.size(); rank++) {
      if (decoding.get(query, rank) != 0) {
        int worker = answers.worker(rank);
        known |= encoding.get(worker, query) != 0;
        clean &= cleanQueries[worker] == query;
      }
    }
    return known ? clean ? Provenance.EXACT : Provenance.DECODED : Provenance.GUESSED;
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
}
