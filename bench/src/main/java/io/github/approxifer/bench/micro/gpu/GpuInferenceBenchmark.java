package io.github.approxifer.bench.micro.gpu;

import io.github.approxifer.coding.CodeParameters;
import io.github.approxifer.coding.Encoder;
import io.github.approxifer.coding.answers.WorkerSet;
import io.github.approxifer.coding.codes.BerrutCode;
import io.github.approxifer.coding.decode.LinearDecoder;
import io.github.approxifer.models.ImageShape;
import io.github.approxifer.models.Model;
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
  private static final ImageShape SHAPE = new ImageShape(32, 32, 3);
  private static final int CLASSES = 10;

  /** The network. */
  @Param({"resnet18", "resnet34", "resnet152"})
  public String network;

  /** A batch of random images and room for its logits. */
  @State(Scope.Benchmark)
  public static class Batch {

    /** Images in a batch. */
    @Param({"1", "9", "30", "128", "512"})
    public int batch;

    private float[] inputs;
    private float[] outputs;

    /** Draws the images. */
    @Setup
    public void draw() {
      inputs = images(batch);
      outputs = new float[batch * CLASSES];
    }
  }

  private Model model;
  private Encoder encoder;
  private LinearDecoder decoder;
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
        Networks.serve(
            Networks.of(network, SHAPE, CLASSES),
            HeInitialization.of(1),
            TensorFlowThreads.allCores());
    BerrutCode code = BerrutCode.of(CodeParameters.stragglersOnly(8, 1));
    encoder = Encoder.of(code);
    decoder = LinearDecoder.of(code);
    answered = WorkerSet.all(code.workers()).without(3);
    queries = FMatrixRMaj.wrap(8, SHAPE.size(), images(8));
  }

  private static float[] images(int count) {
    SplittableRandom random = new SplittableRandom(1);
    float[] values = new float[count * SHAPE.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  /** Frees it. */
  @TearDown
  public void close() {
    model.close();
  }

  /**
   * One batch.
   *
   * @param images the batch
   * @return the logits
   */
  @Benchmark
  public float[] predict(Batch images) {
    model.predict(images.inputs, images.batch, images.outputs);
    return images.outputs;
  }

  /**
   * One group.
   *
   * @return its predictions
   */
  @Benchmark
  public FMatrixRMaj group() {
    FMatrixRMaj coded = encoder.encode(queries);
    float[] answers = model.predict(coded.data, coded.numRows);
    FMatrixRMaj values =
        io.github.approxifer.coding.answers.Answers.select(
            WorkerSet.all(coded.numRows),
            FMatrixRMaj.wrap(coded.numRows, CLASSES, answers),
            answered,
            null);
    return decoder.combine(answered, values);
  }
}
