package io.github.approxifer.bench.runtime;

import io.github.approxifer.bench.workload.Cell;
import io.github.approxifer.coding.WorkerSet;
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

/** Locating E liars among the answers of one group of ten classes with the published locator. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 4, time = 250, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 6, time = 250, timeUnit = TimeUnit.MILLISECONDS)
@Fork(1)
public class LocateBenchmark {
  /** The code and the noise of the liars. */
  @Param({
    "K=12,E=1,sigma=1",
    "K=12,E=2,sigma=1",
    "K=12,E=3,sigma=1",
    "K=12,E=1,sigma=10",
    "K=12,E=2,sigma=10",
    "K=12,E=3,sigma=10",
    "K=12,E=1,sigma=100",
    "K=12,E=2,sigma=100",
    "K=12,E=3,sigma=100"
  })
  public String cell = "";

  private CellState state = new CellState(Cell.of("K=12,E=1,sigma=1"), 1);
  private WorkerSet answers = WorkerSet.all(1);
  private FMatrixRMaj values = new FMatrixRMaj(0, 0);

  /** Draws the answers and the lies. */
  @Setup
  public void prepare() {
    state = new CellState(Cell.of(cell), 1);
    answers = state.answers();
    values = state.syntheticAnswers(answers.size());
    state.lie(values);
  }

  /**
   * Names the liars.
   *
   * @return E workers
   */
  @Benchmark
  public WorkerSet locate() {
    return state.locator.locate(answers, values);
  }
}
