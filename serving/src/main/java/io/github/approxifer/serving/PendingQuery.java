package io.github.approxifer.serving;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A query that was accepted. It keeps its place among the accepted ones until its group is over, or
 * it is dropped before its group begins; what its caller does to the future does not free the
 * place, for the group's work goes on. Thread-safe.
 */
final class PendingQuery {
  final float[] values;
  final long arrived;
  final CompletableFuture<Prediction> future = new CompletableFuture<>();

  private final Runnable leave;
  private final AtomicBoolean left = new AtomicBoolean();

  /** A query whose place is given back by {@code leave}, which is called once. */
  PendingQuery(float[] values, long arrived, Runnable leave) {
    this.values = values;
    this.arrived = arrived;
    this.leave = leave;
  }

  void answer(Prediction prediction) {
    future.complete(prediction);
    leave();
  }

  void fail(Throwable failure) {
    future.completeExceptionally(failure);
    leave();
  }

  /** Gives its place back, once. */
  void leave() {
    if (left.compareAndSet(false, true)) {
      leave.run();
    }
  }
}
