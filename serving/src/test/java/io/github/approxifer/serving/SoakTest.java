package io.github.approxifer.serving;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.approxifer.coding.CodeParameters;
import io.github.approxifer.coding.attack.GaussianAttack;
import io.github.approxifer.coding.codes.ReplicationCode;
import io.github.approxifer.coding.decode.LocatingDecoder;
import io.github.approxifer.coding.locate.CopyVote;
import io.github.approxifer.models.FunctionModel;
import io.github.approxifer.models.ItemShape;
import io.github.approxifer.models.Model;
import io.github.approxifer.serving.faults.CrashingWorker;
import io.github.approxifer.serving.faults.Delay;
import io.github.approxifer.serving.faults.DelayedWorker;
import io.github.approxifer.serving.faults.Lie;
import io.github.approxifer.serving.faults.LyingWorker;
import io.github.approxifer.serving.metrics.Event;
import io.github.approxifer.serving.metrics.ServingMetrics;
import io.github.approxifer.serving.metrics.Stage;
import io.github.approxifer.serving.worker.InProcessWorker;
import io.github.approxifer.serving.worker.Worker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/**
 * Random faults for a while: {@code -Dapproxifer.soak.seconds=600} for long, 5 seconds unless told
 * otherwise. At any time at most S workers are down and at most E lie; a delay beyond the deadline
 * on top of that makes a degraded group, which is marked as such and may be wrong.
 */
class SoakTest {
  private static final int SECONDS = Integer.getInteger("approxifer.soak.seconds", 5);
  private static final int WINDOW = 256;
  private static final Model MODEL =
      FunctionModel.of(
          ItemShape.of(8),
          2,
          (in, out) -> {
            float sum = 0;
            for (float value : in) {
              sum += value;
            }
            out[0] = sum;
            out[1] = 1 - sum;
          });

  /** One worker with all its faults. */
  private record Faulty(CrashingWorker crashing, LyingWorker lying) {
    static Faulty of(String name, ScheduledExecutorService clock, long seed) {
      Delay delay = Delay.mixture(0.02, Delay.exponential(0.0002), Delay.pareto(0.005, 1.5));
      Worker slow = new DelayedWorker(new InProcessWorker(name, MODEL), delay, clock, seed);
      LyingWorker lying = new LyingWorker(slow, Lie.of(new GaussianAttack(5)), seed);
      lying.lying(false);
      return new Faulty(new CrashingWorker(lying), lying);
    }
  }

  @Test
  void nothingIsLostWhateverHappensToTheWorkers() throws Exception {
    ReplicationCode code = ReplicationCode.full(new CodeParameters(4, 2, 1));
    ScheduledExecutorService clock = Executors.newScheduledThreadPool(1);
    List<Faulty> faulty = new ArrayList<>();
    for (int i = 0; i < code.workers(); i++) {
      faulty.add(Faulty.of("worker " + i, clock, i));
    }
    List<CrashingWorker> workers = faulty.stream().map(Faulty::crashing).toList();
    final int threadsBefore = Thread.activeCount();
    AtomicLong right = new AtomicLong();
    AtomicLong wrong = new AtomicLong();
    AtomicLong failed = new AtomicLong();
    long asked = 0;
    ServingMetrics metrics;
    long end = System.nanoTime() + Duration.ofSeconds(SECONDS).toNanos();
    long usedEarly = 0;
    try (CodedPredictor predictor =
        CodedPredictor.builder(code, workers, 8, 2)
            .decoder(LocatingDecoder.of(code, CopyVote.of(code)))
            .threads(2)
            .linger(Duration.ofMillis(2))
            .deadline(Duration.ofSeconds(5))
            .build()) {
      metrics = predictor.metrics();
      SplittableRandom random = new SplittableRandom(7);
      Semaphore window = new Semaphore(WINDOW);
      int liar = 0;
      List<Integer> down = new ArrayList<>();
      while (System.nanoTime() < end) {
        if (asked % 500 == 0) {
          // Faults change between groups, so that no group meets more of them than the code bears.
          window.acquire(WINDOW);
          window.release(WINDOW);
          down.forEach(worker -> faulty.get(worker).crashing().restart());
          down.clear();
          faulty.get(liar).lying().lying(false);
          liar = random.nextInt(faulty.size());
          faulty.get(liar).lying().lying(random.nextBoolean());
          int crashes = random.nextInt(code.parameters().stragglers() + 1);
          for (int i = 0; i < crashes; i++) {
            int worker = random.nextInt(faulty.size());
            faulty.get(worker).crashing().crash();
            down.add(worker);
          }
        }
        if (asked == 20_000) {
          usedEarly = usedMemory();
        }
        float[] query = new float[8];
        for (int j = 0; j < query.length; j++) {
          query[j] = (float) random.nextGaussian();
        }
        float expected = MODEL.predict(query, 1)[0];
        window.acquire();
        asked++;
        CompletableFuture<Void> unused =
            predictor
                .predict(query)
                .handle(
                    (prediction, failure) -> {
                      if (failure != null) {
                        failed.incrementAndGet();
                      } else if (prediction.group().degraded()
                          || Math.abs(prediction.logits()[0] - expected) < 1e-4) {
                        right.incrementAndGet();
                      } else {
                        wrong.incrementAndGet();
                      }
                      window.release();
                      return null;
                    });
      }
    }
    assertThat(right.get() + wrong.get() + failed.get()).isEqualTo(asked);
    assertThat(failed).hasValue(0);
    assertThat(metrics.count(Event.QUERY_ANSWERED)).isEqualTo(asked);
    assertThat(metrics.count(Event.WORKER_LIED)).isPositive();
    assertThat(metrics.count(Event.WORKER_FAILED)).isPositive();
    // The mean of up to 5 equal copies is rounded; a lie has a standard deviation of 5.
    assertThat(wrong).hasValue(0);
    workers.forEach(Worker::close);
    clock.shutdownNow();
    System.out.printf("%d queries in %d s%n%s", asked, SECONDS, metrics);
    if (usedEarly > 0) {
      assertThat(usedMemory() - usedEarly).isLessThan(32L << 20);
    }
    long patience = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (Thread.activeCount() > threadsBefore && System.nanoTime() < patience) {
      Thread.sleep(20);
    }
    assertThat(Thread.activeCount()).isLessThanOrEqualTo(threadsBefore);
    assertThat(metrics.quantile(Stage.TOTAL, 0.5)).isPositive();
  }

  private static long usedMemory() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
