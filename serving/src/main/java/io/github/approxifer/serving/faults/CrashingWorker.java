package io.github.approxifer.serving.faults;

import io.github.approxifer.serving.worker.Worker;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A worker that can be made to crash and to come back: what it is working on when it crashes is
 * lost, and what it is asked before it is back fails at once. Thread-safe.
 */
public final class CrashingWorker implements Worker {
  private final Worker sound;
  private final Map<Long, CompletableFuture<float[]>> running = new ConcurrentHashMap<>();
  private long calls;
  private boolean crashed;

  /**
   * A worker that runs.
   *
   * @param sound does the work; closed with this worker
   */
  public CrashingWorker(Worker sound) {
    this.sound = sound;
  }

  /** Crashes: what is running fails. */
  public void crash() {
    synchronized (this) {
      crashed = true;
    }
    for (CompletableFuture<float[]> lost : running.values()) {
      lost.completeExceptionally(new CrashedException(name() + " crashed"));
    }
  }

  /** Comes back, with nothing to do. */
  public synchronized void restart() {
    crashed = false;
  }

  @Override
  public String name() {
    return sound.name();
  }

  @Override
  public CompletableFuture<float[]> predict(float[] queries, int batch) {
    CompletableFuture<float[]> result;
    long call;
    synchronized (this) {
      if (crashed) {
        return CompletableFuture.failedFuture(new CrashedException(name() + " is down"));
      }
      result = Faults.changed(sound.predict(queries, batch), values -> values);
      call = calls++;
      running.put(call, result);
    }
    var unused = result.whenComplete((values, failure) -> running.remove(call));
    return result;
  }

  @Override
  public OptionalInt queryLength() {
    return sound.queryLength();
  }

  @Override
  public OptionalInt answerLength() {
    return sound.answerLength();
  }

  @Override
  public void close() {
    sound.close();
  }
}
