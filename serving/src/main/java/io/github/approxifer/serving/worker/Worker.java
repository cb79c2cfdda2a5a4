package io.github.approxifer.serving.worker;

import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;

/**
 * What answers batches of coded queries with the model that all workers share, in its own time.
 *
 * <p>Implementations are thread-safe. A worker that fails, is late or answers nonsense is a
 * straggler or a liar to its caller: it completes its future exceptionally or not at all, and never
 * throws for the content of a query.
 */
public interface Worker extends AutoCloseable {

  /**
   * A name for logs and results, for instance {@code worker 3}.
   *
   * @return the name, the same at each call
   */
  String name();

  /**
   * Starts to answer a batch.
   *
   * @param queries batch x d values, row-major; not modified, and not to be changed by the caller
   *     until the future is complete
   * @param batch the number of queries, at least 1
   * @return completes with batch x c answers, row-major, or exceptionally. Cancelling it tells the
   *     worker that nobody waits any more; it may stop, or finish in vain. The array is the
   *     receiver's from then on
   * @throws IllegalArgumentException if batch is below 1 or the array has not batch x d values
   * @throws IllegalStateException if the worker is closed
   */
  CompletableFuture<float[]> predict(float[] queries, int batch);

  /**
   * Whether the worker could answer now, as far as it can tell at little cost, such as by asking
   * its server. A predictor asks this of workers that it has quarantined. One that cannot tell says
   * yes, which is the default.
   *
   * @return completes with the answer, or exceptionally, which means no
   */
  default CompletableFuture<Boolean> ready() {
    return CompletableFuture.completedFuture(true);
  }

  /**
   * The length of a query.
   *
   * @return d, at least 1, the same at each call; empty, which is the default, if the worker does
   *     not know
   */
  default OptionalInt queryLength() {
    return OptionalInt.empty();
  }

  /**
   * The length of an answer.
   *
   * @return c, at least 1, the same at each call; empty, which is the default, if the worker does
   *     not know
   */
  default OptionalInt answerLength() {
    return OptionalInt.empty();
  }

  /**
   * Stops the worker. What it has not begun completes exceptionally. A second call does nothing.
   */
  @Override
  void close();
}
