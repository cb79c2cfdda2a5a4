package io.github.approxifer.bench.micro.serving;

import io.github.approxifer.coding.CodeParameters;
import io.github.approxifer.coding.codes.BerrutCode;
import io.github.approxifer.serving.CodedPredictor;
import io.github.approxifer.serving.worker.Worker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What the coordinator costs a group: everything but the workers, which answer at once. K=8, S=1,
 * d=3072, c=10. The long warm-up is for runs on one core, which the compiler shares.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(2)
@Warmup(iterations = 10, time = 1)
@Measurement(iterations = 5, time = 1)
public class CoordinatorBenchmark {
  private static final int QUERIES = 8;
  private static final int LENGTH = 3072;
  private static final int CLASSES = 10;

  /** Groups in flight: 1 shows the latency of a group, more show what it costs when busy. */
  @Param({"1", "16"})
  public int groups;

  private CodedPredictor predictor;
  private GroupLoad load;

  /** Answers at once. */
  private record PromptWorker(String name) implements Worker {
    @Override
    public CompletableFuture<float[]> predict(float[] values, int batch) {
      float[] answer = new float[CLASSES];
      System.arraycopy(values, 0, answer, 0, CLASSES);
      return CompletableFuture.completedFuture(answer);
    }

    @Override
    public void close() {}
  }

  /** Starts the predictor. */
  @Setup
  public void start() {
    BerrutCode code = BerrutCode.of(CodeParameters.stragglersOnly(QUERIES, 1));
    List<Worker> workers = new ArrayList<>();
    for (int i = 0; i < code.workers(); i++) {
      workers.add(new PromptWorker("worker " + i));
    }
    predictor =
        CodedPredictor.builder(code, workers, LENGTH, CLASSES).linger(Duration.ofDays(1)).build();
    load = new GroupLoad(QUERIES, LENGTH);
  }

  /** Stops it. */
  @TearDown
  public void stop() {
    predictor.close();
  }

  /**
   * Sends the groups and waits for all of them.
   *
   * @return how many predictions there are
   */
  @Benchmark
  public int send() {
    return load.send(predictor, groups);
  }
}
