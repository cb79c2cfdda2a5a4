package io.github.approxifer.serving.health;

import io.github.approxifer.serving.worker.Worker;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The probing of workers in quarantine that failed or were late: asks whether they are ready, which
 * is cheap, and if so for the answer to one query that was sent before. Thread-safe.
 */
public final class Prober {
  private static final Logger LOG = LoggerFactory.getLogger(Prober.class);

  private final WorkerPool pool;
  private final int classes;
  private final long patienceNanos;
  private final Executor threads;
  private final Alarm alarm;
  private final Set<Integer> probing = ConcurrentHashMap.newKeySet();

  /**
   * A prober, which does nothing by itself.
   *
   * @param pool the workers
   * @param classes c, how many values an answer has
   * @param policy says how long an answer may take
   * @param threads for what workers do when they are asked
   * @param alarm for those that do not answer
   */
  public Prober(WorkerPool pool, int classes, HealthPolicy policy, Executor threads, Alarm alarm) {
    this.pool = pool;
    this.classes = classes;
    Duration patience = policy.probeEvery();
    Duration longest = Duration.ofDays(1);
    this.patienceNanos = (patience.compareTo(longest) < 0 ? patience : longest).toNanos();
    this.threads = threads;
    this.alarm = alarm;
  }

  /** Calls after a time. */
  @FunctionalInterface
  public interface Alarm {
    /**
     * Has a short task run after a time.
     *
     * @param nanos from now
     * @param task does not throw
     */
    void after(long nanos, Runnable task);
  }

  /** Probes those whose time has come. Returns at once. */
  public void probe() {
    for (int worker : pool.toProbe()) {
      if (probing.add(worker)) {
        threads.execute(() -> probe(worker));
      }
    }
  }

  private void probe(int index) {
    Worker worker = pool.worker(index);
    float[] query = pool.sample();
    CompletableFuture<Boolean> well;
    try {
      well =
          within(worker.ready())
              .thenCompose(
                  ready ->
                      ready && query != null
                          ? within(worker.predict(query, 1)).thenApply(this::wellFormed)
                          : CompletableFuture.completedFuture(ready));
    } catch (Throwable failure) {
      well = CompletableFuture.failedFuture(failure);
    }
    var unused = well.whenComplete((answer, failure) -> probed(index, answer, failure));
  }

  private void probed(int index, @Nullable Boolean well, @Nullable Throwable failure) {
    LOG.debug("probe of {}: {}", pool.worker(index).name(), failure == null ? well : failure);
    pool.probed(index, failure == null && Boolean.TRUE.equals(well));
    probing.remove(index);
  }

  /** What comes of an answer in time; later it is cancelled. */
  private <T> CompletableFuture<T> within(CompletableFuture<T> answer) {
    CompletableFuture<T> inTime = answer.copy();
    alarm.after(patienceNanos, () -> inTime.cancel(false));
    var unused = inTime.whenComplete((value, failure) -> answer.cancel(true));
    return inTime;
  }

  private boolean wellFormed(float[] answer) {
    if (answer.length != classes) {
      return false;
    }
    for (float value : answer) {
      if (!Float.isFinite(value)) {
        return false;
      }
    }
    return true;
  }
}
