package io.github.approxifer.bench.runtime;

import io.github.approxifer.bench.workload.Workload;
import java.io.IOException;
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
import org.openjdk.jmh.infra.Blackhole;

/** ResNet-18 on a batch of images, through DJL's TensorFlow engine on all cores. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 2, time = 400, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 400, timeUnit = TimeUnit.MILLISECONDS)
@Fork(1)
public class InferenceBenchmark {
  /** Whose images. */
  @Param({"CIFAR-10", "MNIST"})
  public String dataset;

  /** Images in a batch: one, and the number of workers of each cell. */
  @Param({"1", "9", "10", "11", "13", "26", "28", "30"})
  public int batch;

  private Workload workload;
  private float[] inputs;
  private float[] outputs;

  /**
   * Loads the model and a batch.
   *
   * @throws IOException if a data file is damaged
   */
  @Setup
  public void prepare() throws IOException {
    workload = Workload.open(dataset);
    inputs = new float[batch * workload.images().inputShape().size()];
    outputs = new float[batch * workload.model().outputShape().size()];
    workload.images().readBatch(0, batch, inputs);
  }

  /** Closes the model. */
  @TearDown
  public void close() {
    workload.close();
  }

  /**
   * Predicts one batch.
   *
   * @param sink takes the answers
   */
  @Benchmark
  public void predict(Blackhole sink) {
    workload.model().predict(inputs, batch, outputs);
    sink.consume(outputs);
  }
}
