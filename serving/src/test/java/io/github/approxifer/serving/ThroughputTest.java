package io.github.approxifer.serving;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.approxifer.coding.CodeParameters;
import io.github.approxifer.coding.Scheme;
import io.github.approxifer.coding.codes.SystematicCode;
import io.github.approxifer.models.FunctionModel;
import io.github.approxifer.models.ItemShape;
import io.github.approxifer.models.Model;
import io.github.approxifer.serving.metrics.Event;
import io.github.approxifer.serving.worker.InProcessWorker;
import java.util.Arrays;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * How many queries a second go through a predictor and its workers when the model takes no time,
 * and how long a query takes that has them for itself: {@code -Dapproxifer.throughput.seconds=10}
 * on a quiet machine, after as long a time for the compiler; a second otherwise. Prints, and
 * asserts only that nothing is lost, for a machine may be busy.
 */
@Timeout(300)
class ThroughputTest {
  private static final int SECONDS = Integer.getInteger("approxifer.throughput.seconds", 1);

  /** Of the coordinator, one run after the other: the first runs in the coldest process. */
  private static final String THREADS = System.getProperty("approxifer.throughput.threads", "1,2");

  private static final int LENGTH = 64;
  private static final int WINDOW = 512;
  private static final Model TRIVIAL =
      FunctionModel.of(
          ItemShape.of(LENGTH), 10, (in, out) -> System.arraycopy(in, 0, out, 0, out.length));

  private static CodedPredictorBuilder builder() {
    SystematicCode code = SystematicCode.of(CodeParameters.stragglersOnly(8, 1));
    return CodedPredictor.builder(Scheme.of(code), InProcessWorker.several(code.workers(), TRIVIAL))
        .closingWorkers();
  }

  private static float[] query() {
    float[] query = new float[LENGTH];
    for (int i = 0; i < LENGTH; i++) {
      query[i] = i;
    }
    return query;
  }

  @Test
  void manyQueriesAtOnce() throws Exception {
    for (String given : THREADS.split(",", -1)) {
      int threads = Integer.parseInt(given);
      AtomicLong answered = new AtomicLong();
      long asked = 0;
      long counted = 0;
      long since = 0;
      try (CodedPredictor predictor = builder().threads(threads).build()) {
        Semaphore window = new Semaphore(WINDOW);
        float[] query = query();
        long begin = System.nanoTime();
        long end = begin + 2 * TimeUnit.SECONDS.toNanos(SECONDS);
        for (long now = begin; now < end; now = System.nanoTime()) {
          if (since == 0 && now - begin > TimeUnit.SECONDS.toNanos(SECONDS)) {
            since = now;
            counted = answered.get();
          }
          window.acquire();
          asked++;
          var unused =
              predictor
                  .predict(query)
                  .whenComplete(
                      (prediction, failure) -> {
                        answered.addAndGet(failure == null ? 1 : 0);
                        window.release();
                      });
        }
        double seconds = (System.nanoTime() - since) / 1e9;
        System.out.printf(
            "%d in flight, %d threads of the coordinator: %.0f queries/s, %.1f a group%n",
            WINDOW,
            threads,
            (answered.get() - counted) / seconds,
            (double) answered.get() / predictor.metrics().count(Event.GROUP_SENT));
        window.acquire(WINDOW);
        assertThat(predictor.metrics().count(Event.QUERY_FAILED)).isZero();
      }
      assertThat(answered).hasValue(asked);
    }
  }

  @Test
  void oneQueryAtATime() throws Exception {
    long[] nanos = new long[1_000_000];
    int asked = 0;
    try (CodedPredictor predictor = builder().build()) {
      float[] query = query();
      long begin = System.nanoTime();
      long end = begin + 2 * TimeUnit.SECONDS.toNanos(SECONDS);
      for (long now = begin; now < end && asked < nanos.length; now = System.nanoTime()) {
        predictor.predict(query).get();
        if (now - begin > TimeUnit.SECONDS.toNanos(SECONDS)) {
          nanos[asked++] = System.nanoTime() - now;
        }
      }
      double sent =
          (double) predictor.metrics().count(Event.WORKER_ANSWERED)
              / predictor.metrics().count(Event.QUERY_ANSWERED);
      Arrays.sort(nanos, 0, asked);
      System.out.printf(
          "one query at a time: p50 %.3f ms, p99 %.3f ms, %.2f answers taken a query%n",
          nanos[asked / 2] / 1e6, nanos[asked * 99 / 100] / 1e6, sent);
      assertThat(predictor.metrics().count(Event.QUERY_FAILED)).isZero();
    }
    assertThat(asked).isPositive();
  }
}
