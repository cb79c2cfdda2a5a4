package io.github.approxifer.serving.faults;

import io.github.approxifer.serving.worker.Worker;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * A straggler: holds every answer of another worker back for a drawn time, counted from when the
 * answer is there. Failures are not held back. Thread-safe.
 */
public final class DelayedWorker implements Worker {
  private final Worker prompt;
  private final Delay delay;
  private final ScheduledExecutorService clock;
  private final SplittableRandom random;

  /**
   * A straggler.
   *
   * @param prompt whose answers are held back; closed with this worker
   * @param delay for how long
   * @param clock hands the answers out; not closed with this worker
   * @param seed of the delays, which are drawn in the order of the calls
   */
  public DelayedWorker(Worker prompt, Delay delay, ScheduledExecutorService clock, long seed) {
    this.prompt = prompt;
    this.delay = delay;
    this.clock = clock;
    this.random = new SplittableRandom(seed);
  }

  @Override
  public String name() {
    return prompt.name();
  }

  @Override
  public CompletableFuture<float[]> predict(float[] queries, int batch) {
    long nanos = draw();
    CompletableFuture<float[]> source = prompt.predict(queries, batch);
    CompletableFuture<float[]> result = new CompletableFuture<>();
    var unused =
        source.whenComplete(
            (values, failure) -> {
              if (failure != null) {
                result.completeExceptionally(Faults.unwrapped(failure));
              } else {
                var unusedTask =
                    clock.schedule(() -> result.complete(values), nanos, TimeUnit.NANOSECONDS);
              }
            });
    Faults.cancelWith(result, source);
    return result;
  }

  private synchronized long draw() {
    return (long) (1e9 * delay.seconds(random));
  }

  @Override
  public OptionalInt queryLength() {
    return prompt.queryLength();
  }

  @Override
  public OptionalInt answerLength() {
    return prompt.answerLength();
  }

  @Override
  public void close() {
    prompt.close();
  }
}
