package io.github.approxifer.bench.micro.serving;

import io.github.approxifer.coding.CodeParameters;
import io.github.approxifer.coding.codes.BerrutCode;
import io.github.approxifer.models.FunctionModel;
import io.github.approxifer.models.ItemShape;
import io.github.approxifer.models.Model;
import io.github.approxifer.serving.CodedPredictor;
import io.github.approxifer.serving.worker.InProcessWorker;
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
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * Groups a second against the number of in-process workers. K=8, S=1, d=784, c=10; the nine coded
 * queries of a group are shared out among the workers, each of which has a thread and computes one
 * after the other, about a millisecond each. Throughput grows with the workers until all cores are
 * taken.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 2)
public class WorkersBenchmark {
  private static final int QUERIES = 8;
  private static final int LENGTH = 784;
  private static final int CLASSES = 10;
  private static final int GROUPS = 16;

  /** Arithmetic of a prediction, in the steps of JMH's {@link Blackhole#consumeCPU}. */
  private static final long STEPS = 400_000;

  /** How many in-process workers, each with a thread of its own, share the coded queries. */
  @Param({"1", "2", "3", "4"})
  public int workers;

  private List<InProcessWorker> threads;
  private CodedPredictor predictor;
  private GroupLoad load;

  /** One of several places of a group that one in-process worker computes. */
  private record Place(String name, InProcessWorker worker) implements Worker {
    @Override
    public CompletableFuture<float[]> predict(float[] values, int batch) {
      return worker.predict(values, batch);
    }

    @Override
    public void close() {}
  }

  /** Starts workers and predictor. */
  @Setup
  public void start() {
    Model model =
        FunctionModel.of(
            ItemShape.of(28, 28),
            CLASSES,
            (image, outputs) -> {
              Blackhole.consumeCPU(STEPS);
              System.arraycopy(image, 0, outputs, 0, CLASSES);
            });
    threads = new ArrayList<>();
    for (int i = 0; i < workers; i++) {
      threads.add(new InProcessWorker("thread " + i, model));
    }
    BerrutCode code = BerrutCode.of(CodeParameters.stragglersOnly(QUERIES, 1));
    List<Worker> places = new ArrayList<>();
    for (int i = 0; i < code.workers(); i++) {
      places.add(new Place("place " + i, threads.get(i % workers)));
    }
    predictor =
        CodedPredictor.builder(code, places, LENGTH, CLASSES).linger(Duration.ofDays(1)).build();
    load = new GroupLoad(QUERIES, LENGTH);
  }

  /** Stops them. */
  @TearDown
  public void stop() {
    predictor.close();
    threads.forEach(InProcessWorker::close);
  }

  /**
   * Sends groups and waits for all of them.
   *
   * @return how many predictions there are
   */
  @Benchmark
  @OperationsPerInvocation(GROUPS)
  public int send() {
    return load.send(predictor, GROUPS);
  }
}
