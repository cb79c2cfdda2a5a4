package io.github.approxifer.serving;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.approxifer.coding.Code;
import io.github.approxifer.coding.CodeParameters;
import io.github.approxifer.coding.GroupDecoder;
import io.github.approxifer.coding.answers.Provenance;
import io.github.approxifer.coding.codes.SystematicCode;
import io.github.approxifer.coding.student.Student;
import io.github.approxifer.serving.health.HealthPolicy;
import io.github.approxifer.serving.metrics.Event;
import io.github.approxifer.serving.worker.Worker;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Queries among workers, a decoder, a student, callers and callbacks with every kind of fault:
 * {@code -Dapproxifer.faults.queries=1000000} for long, 20,000 unless told otherwise. None may be
 * lost or answered twice, and no answer that counts as the model's own may be anybody else's.
 */
@Timeout(1800)
class EveryFaultTest {
  private static final int QUERIES = Integer.getInteger("approxifer.faults.queries", 20_000);
  private static final int WINDOW = 128;
  private static final int LENGTH = 4;

  /** What a worker may do with one request; most are answered. */
  private enum Fault {
    REFUSES,
    THROWS,
    THROWS_AN_ERROR,
    RETURNS_NULL,
    FAILS,
    RUNS_OUT_OF_MEMORY,
    CANCELS_ITSELF,
    ANSWERS_NULL,
    ANSWERS_TOO_LITTLE,
    ANSWERS_NAN,
    ANSWERS_INFINITY,
    ANSWERS_TWICE,
    IS_LATE,
    NEVER_ANSWERS,
    IGNORES_CANCELLING,
    WRITES_TO_ITS_ANSWER;

    private static final Fault[] ALL = values();
  }

  /** A worker with faults of its own, or with all of them in turn. */
  private static final class Treacherous implements Worker {
    private final String name;
    private final double rate;
    private final ScheduledExecutorService clock;
    private final Map<Fault, AtomicLong> done;
    private final AtomicLong state;

    Treacherous(
        int number, double rate, ScheduledExecutorService clock, Map<Fault, AtomicLong> done) {
      this.name = "worker " + number;
      this.rate = rate;
      this.clock = clock;
      this.done = done;
      this.state = new AtomicLong(number);
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    @SuppressWarnings("NullAway") // One fault is to return null.
    public CompletableFuture<float[]> predict(float[] query, int batch) {
      SplittableRandom random = new SplittableRandom(state.addAndGet(0x9E3779B97F4A7C15L));
      CompletableFuture<float[]> answer = new CompletableFuture<>();
      if (random.nextDouble() >= rate) {
        answer.complete(model(query));
        return answer;
      }
      Fault fault = Fault.ALL[random.nextInt(Fault.ALL.length)];
      done.computeIfAbsent(fault, any -> new AtomicLong()).incrementAndGet();
      switch (fault) {
        case REFUSES -> throw new RejectedExecutionException("full");
        case THROWS -> throw new IllegalStateException("broken");
        case THROWS_AN_ERROR -> throw new StackOverflowError("deep");
        case RETURNS_NULL -> {
          return null;
        }
        case FAILS -> answer.completeExceptionally(new IOException("reset"));
        case RUNS_OUT_OF_MEMORY -> answer.completeExceptionally(new OutOfMemoryError("heap"));
        case CANCELS_ITSELF -> answer.cancel(true);
        case ANSWERS_NULL -> answer.complete(null);
        case ANSWERS_TOO_LITTLE -> answer.complete(new float[1]);
        case ANSWERS_NAN -> answer.complete(new float[] {Float.NaN, 0});
        case ANSWERS_INFINITY -> answer.complete(new float[] {0, Float.NEGATIVE_INFINITY});
        case ANSWERS_TWICE -> {
          later(random, () -> answer.complete(model(query)));
          later(random, () -> answer.obtrudeValue(model(query)));
        }
        case IS_LATE -> later(random, () -> answer.complete(model(query)));
        case NEVER_ANSWERS -> {}
        case IGNORES_CANCELLING -> {
          CompletableFuture<float[]> deaf = new Deaf();
          later(random, () -> deaf.complete(model(query)));
          return deaf;
        }
        case WRITES_TO_ITS_ANSWER -> {
          float[] own = model(query);
          answer.complete(own);
          later(random, () -> Arrays.fill(own, Float.NaN));
        }
      }
      return answer;
    }

    private void later(SplittableRandom random, Runnable task) {
      var unused = clock.schedule(task, random.nextInt(30_000), TimeUnit.MICROSECONDS);
    }

    @Override
    public void close() {}
  }

  /** Does not let itself be cancelled. */
  private static final class Deaf extends CompletableFuture<float[]> {
    @Override
    public boolean cancel(boolean interrupt) {
      return false;
    }
  }

  private static float[] model(float[] query) {
    float sum = 0;
    for (float value : query) {
      sum += value;
    }
    return new float[] {sum, 1 - sum};
  }

  /** What became of the queries. */
  private static final class Ends {
    private final AtomicIntegerArray times = new AtomicIntegerArray(QUERIES);
    private final AtomicLong answered = new AtomicLong();
    private final AtomicLong exact = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private final AtomicLong cancelled = new AtomicLong();
    private final AtomicLong wrong = new AtomicLong();
    private final Semaphore window = new Semaphore(WINDOW);
  }

  @Test
  void nothingIsLostOrDoubledWhateverGoesWrong() throws Exception {
    Code code = SystematicCode.of(CodeParameters.stragglersOnly(8, 2));
    ScheduledExecutorService clock = Executors.newScheduledThreadPool(1);
    Map<Fault, AtomicLong> faults = new ConcurrentHashMap<>();
    List<Treacherous> workers = new ArrayList<>();
    for (int i = 0; i < code.workers() + 2; i++) {
      // One that seldom answers, one that never fails, and those between.
      workers.add(new Treacherous(i, i == 0 ? 0.9 : i == 1 ? 0 : 0.02, clock, faults));
    }
    AtomicInteger decoded = new AtomicInteger();
    GroupDecoder decoder =
        Decoders.doing(
            code,
            () -> {
              if (decoded.incrementAndGet() % 500 == 0) {
                throw new StackOverflowError("a decoder");
              }
            });
    AtomicInteger taught = new AtomicInteger();
    Student student =
        Student.of(
            LENGTH,
            2,
            (queries, rows, answers) -> {
              if (taught.incrementAndGet() % 200 == 0) {
                throw new IllegalStateException("a student");
              }
            });
    Ends ends = new Ends();
    long start = System.nanoTime();
    CodedPredictor predictor =
        CodedPredictor.builder(code, workers, LENGTH, 2)
            .decoder(decoder)
            .student(student)
            .threads(2)
            .capacity(64 * WINDOW) // Those that are cancelled keep their places for a while.
            .deadline(Duration.ofMillis(20))
            .refinement(Duration.ofMillis(1))
            .health(HealthPolicy.standard().withProbeEvery(Duration.ofMillis(5)))
            .build();
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < QUERIES; i++) {
      ends.window.acquire();
      ask(predictor, i, random, ends);
    }
    ends.window.acquire(WINDOW);
    predictor.close();
    clock.shutdownNow();
    System.out.printf(
        "%d queries in %.0f s: %s answered (%s with the model's own answer), %s failed, %s"
            + " cancelled, %s wrong; faults of workers %s, of the decoder %d, of the student %d%n%s",
        QUERIES,
        (System.nanoTime() - start) / 1e9,
        ends.answered,
        ends.exact,
        ends.failed,
        ends.cancelled,
        ends.wrong,
        faults,
        decoded.get() / 500,
        taught.get() / 200,
        predictor.metrics());
    for (int i = 0; i < QUERIES; i++) {
      assertThat(ends.times.get(i)).as("ends of query %d", i).isEqualTo(1);
    }
    assertThat(ends.wrong).hasValue(0);
    assertThat(predictor.open()).isZero();
    assertThat(predictor.metrics().count(Event.QUERY_ACCEPTED)).isEqualTo(QUERIES);
    assertThat(
            predictor.metrics().count(Event.QUERY_ANSWERED)
                + predictor.metrics().count(Event.QUERY_FAILED)
                + predictor.metrics().count(Event.QUERY_CANCELLED))
        .isEqualTo(QUERIES);
    assertThat(ends.answered.get() + ends.failed.get() + ends.cancelled.get()).isEqualTo(QUERIES);
    assertThat(ends.exact.get()).isGreaterThan(QUERIES / 2);
    assertThat(ends.cancelled.get()).isPositive();
    assertThat(faults).as("every fault was met").hasSize(Fault.ALL.length);
  }

  private static void ask(
      CodedPredictor predictor, int number, SplittableRandom random, Ends ends) {
    float[] query = new float[LENGTH];
    for (int j = 0; j < LENGTH; j++) {
      query[j] = random.nextInt(1000); // Their sum is exact in float32.
    }
    boolean blocks = random.nextInt(2000) == 0;
    boolean throwing = random.nextInt(100) == 0;
    CompletableFuture<Prediction> future = predictor.predict(query);
    var unused =
        future.whenComplete(
            (prediction, failure) -> {
              ends.times.incrementAndGet(number);
              if (failure == null) {
                ends.answered.incrementAndGet();
                check(prediction, query, ends);
              } else if (future.isCancelled()) {
                ends.cancelled.incrementAndGet();
              } else {
                ends.failed.incrementAndGet();
              }
              ends.window.release();
              if (blocks) {
                sleep();
              }
              if (throwing) {
                throw new IllegalStateException("a callback");
              }
            });
    if (random.nextInt(50) == 0) {
      future.cancel(true);
    }
  }

  private static void check(Prediction prediction, float[] query, Ends ends) {
    if (prediction.provenance() == Provenance.EXACT) {
      ends.exact.incrementAndGet();
      if (!Arrays.equals(prediction.logits(), model(query))) {
        ends.wrong.incrementAndGet();
      }
    }
  }

  private static void sleep() {
    try {
      Thread.sleep(5);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
