package io.github.approxifer.bench.micro.gpu;

import io.github.approxifer.coding.CodeParameters;
import io.github.approxifer.coding.Decoder;
import io.github.approxifer.coding.Encoder;
import io.github.approxifer.coding.WorkerSet;
import io.github.approxifer.coding.codes.BerrutCode;
import io.github.approxifer.models.InputShape;
import io.github.approxifer.models.Model;
import io.github.approxifer.models.djl.TensorFlowModels;
import io.github.approxifer.models.networks.Networks;
import io.github.approxifer.models.tensorflow.TensorFlowThreads;
import io.github.approxifer.models.weights.HeInitialization;
import java.io.IOException;
import java.util.SplittableRandom;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Networks on the GPU that TensorFlow finds, with random weights and images of 32 x 32 x 3: the
 * time of a batch from host memory to host memory, and of a whole group (K=8, S=1: encode, predict
 * nine coded queries, decode).
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class GpuInferenceBenchmark {
  private static final InputShape SHAPE = new InputShape(32, 32, 3);
  private static final int CLASSES = 10;

  /** The network. */
  @Param({"resnet18", "resnet34", "resnet152"})
  public String network;

  /** Images in a batch. */
  @Param({"1", "9", "30", "128", "512"})
  public int batch;

  private Model model;
  private float[] inputs;
  private float[] outputs;
  private Encoder encoder;
  private Decoder decoder;
  private FMatrixRMaj queries;
  private WorkerSet answered;

  /**
   * Loads the network.
   *
   * @throws IOException if it cannot be exported
   */
  @Setup
  public void load() throws IOException {
    model =
        TensorFlowModels.serve(
            Networks.of(network, SHAPE, CLASSES),
            new HeInitialization(1),
            TensorFlowThreads.allCores());
    SplittableRandom random = new SplittableRandom(1);
    inputs = new float[batch * SHAPE.size()];
    for (int i = 0; i < inputs.length; i++) {
      inputs[i] = (float) random.nextGaussian();
    }
    outputs = new float[batch * CLASSES];
    BerrutCode code = BerrutCode.of(CodeParameters.stragglersOnly(8, 1));
    encoder = new Encoder(code);
    decoder = new Decoder(code);
    answered = WorkerSet.all(code.workers()).without(3);
    queries = new FMatrixRMaj(8, SHAPE.size());
    System.arraycopy(inputs, 0, queries.data, 0, Math.min(inputs.length, queries.data.length));
  }

  /** Frees it. */
  @TearDown
  public void close() {
    model.close();
  }

  /**
   * One batch.
   *
   * @return the logits
   */
  @Benchmark
  public float[] predict() {
    model.predict(inputs, batch, outputs);
    return outputs;
  }

  /**
   * One group, whatever the batch.
   *
   * @return its predictions
   */
  @Benchmark
  public FMatrixRMaj group() {
    FMatrixRMaj coded = encoder.encode(queries);
    float[] answers = model.predict(coded.data, coded.numRows);
    FMatrixRMaj values =
        io.github.approxifer.coding.Answers.select(
            WorkerSet.all(coded.numRows),
            FMatrixRMaj.wrap(coded.numRows, CLASSES, answers),
            answered,
            null);
    return decoder.decode(answered, values);
  }
}
