package io.github.approxifer.bench.runtime;

import io.github.approxifer.bench.workload.Cell;
import io.github.approxifer.coding.answers.WorkerSet;
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

/**
 * Decoding one group of ten classes, the liars already known; the decoding matrix comes from the
 * cache.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 200, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 200, timeUnit = TimeUnit.MILLISECONDS)
@Fork(1)
public class DecodeBenchmark {
  /** How many answer sets the calls go round. */
  private static final int SETS = 16;

  /** The code; sigma plays no part. */
  @Param({"K8-S1", "K12-S1", "K8-S2", "K8-S3", "K12-E1-sigma1", "K12-E2-sigma1", "K12-E3-sigma1"})
  public String cell;

  private CellState state;
  private final WorkerSet[] used = new WorkerSet[SETS];
  private FMatrixRMaj values;
  private FMatrixRMaj predictions;
  private int next;

  /** Draws the answer sets and the answers. */
  @Setup
  public void prepare() {
    state = new CellState(Cell.of(cell), 1);
    for (int i = 0; i < SETS; i++) {
      WorkerSet answers = state.answers();
      int errors = state.code.parameters().errors();
      int[] liars = state.randomIndices(answers.size(), errors);
      for (int j = 0; j < errors; j++) {
        liars[j] = answers.worker(liars[j]);
      }
      used[i] = answers.without(liars);
    }
    values = state.syntheticAnswers(used[0].size());
    predictions = new FMatrixRMaj(state.code.parameters().queries(), CellState.CLASSES);
  }

  /**
   * Decodes into a given matrix.
   *
   * @return the predictions
   */
  @Benchmark
  public FMatrixRMaj decode() {
    next = (next + 1) % SETS;
    return state.decoder.combine(used[next], values, predictions);
  }
}
