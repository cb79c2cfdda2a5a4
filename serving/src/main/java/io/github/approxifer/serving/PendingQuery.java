package io.github.approxifer.serving;

import io.github.approxifer.serving.internal.group.Query;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A query that was accepted. It keeps its place among the accepted ones until it has ended; what
 * its caller does to the future does not free the place, for the group's work goes on. Thread-safe.
 */
final class PendingQuery implements Query {
  final CompletableFuture<Prediction> future = new CompletableFuture<>();

  private final float[] values;
  private final long arrived;
  private final Runnable leave;
  private final AtomicBoolean ended = new AtomicBoolean();
  private final AtomicBoolean left = new AtomicBoolean();
  private volatile @Nullable Prediction prediction;

  /** A query whose place is given back by {@code leave}, which is called once. */
  PendingQuery(float[] values, long arrived, Runnable leave) {
    this.values = values;
    this.arrived = arrived;
    this.leave = leave;
  }

  @Override
  public float[] values() {
    return values;
  }

  @Override
  public long arrived() {
    return arrived;
  }

  @Override
  public boolean givenUp() {
    return future.isDone();
  }

  @Override
  public boolean ended() {
    return ended.get();
  }

  /** Whether it had not ended before; whoever is told so tells it how it ends. */
  boolean end() {
    return ended.compareAndSet(false, true);
  }

  /** The prediction that was made for it; null before. */
  @Nullable Prediction prediction() {
    return prediction;
  }

  void predicted(Prediction made) {
    prediction = made;
  }

  /** Gives its place back, once. */
  void leave() {
    if (left.compareAndSet(false, true)) {
      leave.run();
    }
  }
}
