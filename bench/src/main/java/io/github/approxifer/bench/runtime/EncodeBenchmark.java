package io.github.approxifer.bench.runtime;

import io.github.approxifer.bench.workload.Cell;
import java.util.concurrent.TimeUnit;
import org.ejml.data.FMatrixRMaj;
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
import org.openjdk.jmh.annotations.Warmup;

/** Encoding one group of K queries into N coded queries. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 200, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 200, timeUnit = TimeUnit.MILLISECONDS)
@Fork(1)
public class EncodeBenchmark {
  /** The code; sigma plays no part. */
  @Param({"K8-S1", "K12-S1", "K8-S2", "K8-S3", "K12-E1-sigma1", "K12-E2-sigma1", "K12-E3-sigma1"})
  public String cell;

  /** d, the floats of one query: 784 for MNIST, 3072 for CIFAR-10. */
  @Param({"784", "3072"})
  public int length;

  private CellState state;
  private FMatrixRMaj queries;
  private FMatrixRMaj coded;

  /** Makes K random queries. */
  @Setup
  public void prepare() {
    state = new CellState(Cell.of(cell), 1);
    queries = RandomMatrices.gaussian(state.code.parameters().queries(), length);
    coded = new FMatrixRMaj(state.code.workers(), length);
  }

  /**
   * Encodes into a given matrix.
   *
   * @return the coded queries
   */
  @Benchmark
  public FMatrixRMaj encode() {
    return state.encoder.encode(queries, coded);
  }
}
