package io.github.approxifer.serving;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.approxifer.coding.Code;
import io.github.approxifer.coding.CodeParameters;
import io.github.approxifer.coding.GroupDecoder;
import io.github.approxifer.coding.codes.PairedCode;
import io.github.approxifer.coding.codes.ReplicationCode;
import io.github.approxifer.coding.codes.SystematicCode;
import io.github.approxifer.coding.decode.PairedDecoder;
import io.github.approxifer.coding.decode.RecheckingDecoder;
import io.github.approxifer.coding.student.Student;
import io.github.approxifer.serving.health.HealthPolicy;
import io.github.approxifer.serving.health.WorkerHealth;
import io.github.approxifer.serving.metrics.Event;
import io.github.approxifer.serving.worker.Worker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Random lives of a predictor: queries, answers, lies, failures, times that pass, cancelled queries
 * and closing, in any order that threads could bring about. Whatever happens, every query ends
 * once, every place is given back, and no worker is left working. A life is its seed's alone, so
 * one that fails can be looked at again.
 */
@Timeout(120)
class GroupLifeTest {
  private static final int LIVES = Integer.getInteger("approxifer.lives", 1500);
  private static final int EVENTS = 120;
  private static final Student CLEVER = Student.of(1, 1, (queries, rows, answers) -> {});
  private static final Student BROKEN =
      Student.of(
          1,
          1,
          (queries, rows, answers) -> {
            throw new IllegalStateException("broken");
          });

  @Test
  void everyQueryEndsOnceWhateverHappens() {
    int answered = 0;
    int failed = 0;
    int refined = 0;
    int rechecked = 0;
    for (int seed = 0; seed < LIVES; seed++) {
      Life life = new Life(seed);
      try {
        life.live();
        life.end();
      } catch (RuntimeException | Error failure) {
        throw new AssertionError("the life of seed " + seed, failure);
      }
      answered += (int) life.predictor.metrics().count(Event.QUERY_ANSWERED);
      failed += (int) life.predictor.metrics().count(Event.QUERY_FAILED);
      refined += (int) life.predictor.metrics().count(Event.GROUP_REFINED);
      rechecked += (int) life.predictor.metrics().count(Event.GROUP_RECHECKED);
    }
    // All ways of a life were taken.
    assertThat(answered).isGreaterThan(LIVES);
    assertThat(failed).isGreaterThan(LIVES / 10);
    assertThat(refined).isPositive();
    assertThat(rechecked).isPositive();
  }

  /** A worker whose futures a test completes. */
  private static final class Puppet implements Worker {
    private final String name;
    private final List<CompletableFuture<float[]>> asked;

    Puppet(String name, List<CompletableFuture<float[]>> asked) {
      this.name = name;
      this.asked = asked;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public CompletableFuture<float[]> predict(float[] query, int batch) {
      CompletableFuture<float[]> future = new CompletableFuture<>();
      if (query[0] < 0 && name.endsWith("3")) {
        future.completeExceptionally(new IllegalStateException("negative"));
      } else {
        asked.add(future);
      }
      return future;
    }

    @Override
    public void close() {}
  }

  /** One life. */
  private static final class Life {
    private final SplittableRandom random;
    private final FakeClockwork clockwork = new FakeClockwork();
    private final List<CompletableFuture<float[]>> asked = new ArrayList<>();
    private final List<CompletableFuture<Prediction>> futures = new ArrayList<>();
    private final List<AtomicInteger> ends = new ArrayList<>();
    private final CodedPredictor predictor;

    Life(int seed) {
      random = new SplittableRandom(seed);
      Code code = code();
      List<Worker> workers = new ArrayList<>();
      for (int i = 0; i < code.workers() + random.nextInt(2); i++) {
        workers.add(new Puppet("puppet " + i, asked));
      }
      CodedPredictorBuilder builder =
          CodedPredictor.builder(code, workers, 1, 1)
              .clockwork(clockwork)
              .callbacks(clockwork.callbacks())
              .deadline(Duration.ofNanos(1000))
              .health(HealthPolicy.standard().withProbeEvery(Duration.ofNanos(300)))
              .capacity(3 * code.parameters().queries());
      if (code instanceof PairedCode paired) {
        GroupDecoder decoder = RecheckingDecoder.of(PairedDecoder.of(paired));
        builder.decoder(Decoders.seeded(decoder, seed));
        builder.secondRound(Duration.ofNanos(1 + random.nextInt(1500)));
      }
      if (random.nextBoolean()) {
        builder.linger(Duration.ofNanos(random.nextInt(400)));
      } else {
        builder.lingerWhileBusy(Duration.ofNanos(random.nextInt(400)));
      }
      if (random.nextBoolean()) {
        builder.grace(Duration.ofNanos(random.nextInt(300)));
      }
      if (random.nextBoolean()) {
        builder.refinement(Duration.ofNanos(random.nextInt(800)));
      }
      if (random.nextBoolean()) {
        builder.student(random.nextBoolean() ? CLEVER : BROKEN);
        if (random.nextBoolean()) {
          builder.answerWithin(Duration.ofNanos(500 + random.nextInt(1000)));
        }
      }
      if (random.nextBoolean()) {
        builder.leastAnswers(1 + random.nextInt(3));
      }
      builder.handOutEvery = Duration.ofNanos(1 + random.nextInt(400));
      predictor = builder.build();
    }

    private Code code() {
      return switch (random.nextInt(3)) {
        case 0 -> SystematicCode.of(CodeParameters.stragglersOnly(2, 1));
        case 1 -> ReplicationCode.full(CodeParameters.stragglersOnly(2, 1));
        default -> PairedCode.of(new CodeParameters(2, 1, 1));
      };
    }

    void live() {
      for (int event = 0; event < EVENTS; event++) {
        switch (random.nextInt(8)) {
          case 0, 1 -> ask();
          case 2, 3 -> answer();
          case 4 -> {
            clockwork.pass(random.nextInt(250), random);
            if (random.nextBoolean()) {
              clockwork.urgentSteps();
            }
          }
          case 5 -> {
            if (clockwork.waitingCallbacks() > 0) {
              clockwork.callback(random);
            }
          }
          case 6 -> {
            if (random.nextInt(6) == 0 && !futures.isEmpty()) {
              futures.get(random.nextInt(futures.size())).cancel(true);
            }
          }
          default -> {
            if (clockwork.waitingSteps() > 0) {
              clockwork.step(random);
            }
          }
        }
      }
    }

    private void ask() {
      CompletableFuture<Prediction> future;
      try {
        future = predictor.predict(new float[] {random.nextInt(-2, 8)});
      } catch (RejectedExecutionException full) {
        return;
      }
      AtomicInteger times = new AtomicInteger();
      ends.add(times);
      futures.add(future);
      var unused = future.whenComplete((prediction, failure) -> times.incrementAndGet());
    }

    private void answer() {
      if (asked.isEmpty()) {
        return;
      }
      CompletableFuture<float[]> future = asked.remove(random.nextInt(asked.size()));
      switch (random.nextInt(8)) {
        case 0 -> future.completeExceptionally(new IllegalStateException("no memory"));
        case 1 -> future.complete(new float[] {Float.NaN});
        case 2 -> future.complete(new float[] {random.nextInt(100)});
        default -> future.complete(new float[] {1});
      }
    }

    /** Closes in one way or the other, and looks at what has become of everything. */
    void end() {
      boolean interrupted = random.nextBoolean();
      if (interrupted) {
        Thread.currentThread().interrupt();
      } else {
        endAll();
      }
      clockwork.callbacksAtOnce();
      predictor.close();
      assertThat(Thread.interrupted()).isEqualTo(interrupted);
      clockwork.drain(random);
      for (int i = 0; i < futures.size(); i++) {
        assertThat(futures.get(i)).isDone();
        assertThat(ends.get(i)).hasValue(1);
        if (!futures.get(i).isCompletedExceptionally()) {
          assertThat(futures.get(i).join().refinement()).isCompleted();
        }
      }
      assertThat(predictor.open()).isZero();
      assertThat(predictor.health()).allMatch(health -> health.inFlight() == 0, "nobody works");
      assertThat(predictor.health()).extracting(WorkerHealth::ignored).containsOnly(0);
      long counted =
          predictor.metrics().count(Event.QUERY_ANSWERED)
              + predictor.metrics().count(Event.QUERY_FAILED)
              + predictor.metrics().count(Event.QUERY_CANCELLED);
      assertThat(counted).isEqualTo(futures.size());
      assertThat(predictor.metrics().count(Event.QUERY_ACCEPTED)).isEqualTo(futures.size());
    }

    /** Lets everything happen that is going to. */
    private void endAll() {
      while (predictor.open() > 0) {
        clockwork.drain(random);
        clockwork.pass(200_000_000, random);
      }
      clockwork.drain(random);
    }
  }
}
