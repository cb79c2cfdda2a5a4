package io.github.approxifer.bench.runtime;

import io.github.approxifer.bench.workload.Cell;
import io.github.approxifer.bench.workload.Workload;
import io.github.approxifer.coding.answers.Answers;
import io.github.approxifer.coding.answers.WorkerSet;
import io.github.approxifer.models.Model;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.ejml.data.FMatrixRMaj;
import org.openjdk.jmh.annotations.AuxCounters;
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
 * One iteration of the published experiments, from a cold start: K plain predictions for the score,
 * then encode, N coded predictions, S random stragglers, E random liars, locate, decode, and count
 * how many classes agree.
 *
 * <p>Each JMH iteration is one group, without warm-up: the first is the cold group that the
 * published "average" stands for, the later ones give the warm mean. The model is loaded before.
 * The published programs predict image by image; here the K plain and the N coded queries are a
 * batch each. {@link Predictions} says how much of a group went into the model.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 0)
@Measurement(iterations = 30)
@Fork(1)
public class GroupBenchmark {
  /** Which network answers; ResNet-20 and ResNet-152 are run when asked for. */
  @Param({"ResNet-18", "ResNet-34"})
  public String network;

  /** Whose images. */
  @Param({"CIFAR-10", "MNIST"})
  public String dataset;

  /** The setting. */
  @Param({
    "K8-S1",
    "K12-S1",
    "K8-S2",
    "K8-S3",
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

  private Workload workload;
  private CellState state;

  /** The time within the model. */
  @State(Scope.Thread)
  @AuxCounters(AuxCounters.Type.EVENTS)
  public static class Predictions {
    /** Nanoseconds for the K plain queries of a group. */
    public long plain;

    /** Nanoseconds for its N coded queries. */
    public long coded;
  }

  /**
   * Loads the model and the images.
   *
   * @throws IOException if a data file is damaged
   */
  @Setup
  public void prepare() throws IOException {
    workload = Workload.open(network, dataset);
    state = new CellState(Cell.of(cell), 1);
  }

  /** Closes the model. */
  @TearDown
  public void close() {
    workload.close();
  }

  /**
   * Serves one group.
   *
   * @param predictions receives the time within the model
   * @return how many of the K predictions name the class that the plain model names
   */
  @Benchmark
  public int group(Predictions predictions) {
    Model model = workload.model();
    int queries = state.code.parameters().queries();
    FMatrixRMaj images = new FMatrixRMaj(queries, model.inputShape().size());
    workload
        .images()
        .readBatch(state.randomIndices(workload.images().size(), queries), images.data);
    long start = System.nanoTime();
    FMatrixRMaj plain = predict(model, images);
    predictions.plain += System.nanoTime() - start;

    FMatrixRMaj coded = state.encoder.encode(images);
    start = System.nanoTime();
    FMatrixRMaj answers = predict(model, coded);
    predictions.coded += System.nanoTime() - start;
    WorkerSet answered = state.answers();
    FMatrixRMaj values =
        Answers.select(WorkerSet.all(state.code.workers()), answers, answered, null);
    state.lie(values);
    FMatrixRMaj decoded = state.predictions(answered, values);

    int agreeing = 0;
    for (int query = 0; query < queries; query++) {
      agreeing += Answers.largest(plain, query) == Answers.largest(decoded, query) ? 1 : 0;
    }
    return agreeing;
  }

  private static FMatrixRMaj predict(Model model, FMatrixRMaj inputs) {
    FMatrixRMaj outputs = new FMatrixRMaj(inputs.numRows, model.outputShape().size());
    model.predict(inputs.data, inputs.numRows, outputs.data);
    return outputs;
  }
}
