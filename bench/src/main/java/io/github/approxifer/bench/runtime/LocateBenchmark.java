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

/** Locating E liars among the answers of one group of ten classes with the published locator. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 200, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 200, timeUnit = TimeUnit.MILLISECONDS)
@Fork(1)
public class LocateBenchmark {
  /** The code and the noise of the liars. */
  @Param({
    "K12-E1-sigma1",
    "K12-E2-sigma1",
    "K12-E3-sigma1",
    "K12-E1-sigma10",
    "K12-E2-sigma10",
    "K12-E3-sigma10",
    "K12-E1-sigma100",
    "K12-E2-sigma100",
    "K12-E3-sigma100"
  })
  public String cell;

  private CellState state;
  private WorkerSet answers;
  private FMatrixRMaj values;

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
