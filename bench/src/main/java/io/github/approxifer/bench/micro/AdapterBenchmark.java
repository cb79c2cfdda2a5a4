package io.github.approxifer.bench.micro;

import io.github.approxifer.models.Model;
import io.github.approxifer.models.datasets.Dataset;
import io.github.approxifer.models.datasets.PublishedDataset;
import io.github.approxifer.models.networks.Network;
import io.github.approxifer.models.networks.Networks;
import io.github.approxifer.models.networks.SavedModels;
import io.github.approxifer.models.tensorflow.TensorFlowModels;
import io.github.approxifer.models.tensorflow.TensorFlowThreads;
import io.github.approxifer.models.weights.HeInitialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

/**
 * ResNet-18 on a batch of images in the shape of CIFAR-10, through the adapter (float arrays, DJL,
 * TensorFlow) and through TensorFlow's session alone, both on one thread.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 5, time = 2)
@Fork(2)
public class AdapterBenchmark {
  private static final TensorFlowThreads THREADS = TensorFlowThreads.single();

  /** Images in a batch. */
  @Param({"9", "30"})
  public int batch;

  private Model model;
  private Path folder;
  private SavedModelBundle bundle;
  private TFloat32 tensor;
  private float[] inputs;
  private float[] outputs;

  /**
   * Makes the same network for both.
   *
   * @throws IOException if the SavedModel cannot be written
   */
  @Setup
  public void prepare() throws IOException {
    PublishedDataset cifar = PublishedDataset.CIFAR_10;
    Network network = Networks.of("resnet18", cifar.inputShape(), cifar.classes());
    folder = Files.createTempDirectory("adapter-benchmark-");
    SavedModels.export(network, HeInitialization.of(1), folder);
    model = TensorFlowModels.load(folder, network.inputShape().item(), network.classes(), THREADS);
    bundle =
        SavedModelBundle.loader(folder.toString())
            .withTags("serve")
            .withConfigProto(THREADS.sessionConfig())
            .load();
    inputs = new float[batch * network.inputShape().size()];
    outputs = new float[batch * network.classes()];
    Dataset.synthetic(cifar, batch, 1).readBatch(0, batch, inputs);
    tensor =
        Tensor.of(
            TFloat32.class,
            Shape.of(batch, 32, 32, 3),
            memory -> memory.asRawTensor().data().asFloats().write(inputs));
  }

  /**
   * Closes both.
   *
   * @throws IOException if the SavedModel cannot be deleted
   */
  @TearDown
  public void close() throws IOException {
    tensor.close();
    bundle.close();
    model.close();
    Files.deleteIfExists(folder.resolve("saved_model.pb"));
    Files.deleteIfExists(folder);
  }

  /**
   * From a float array to a float array.
   *
   * @param sink takes the answers
   */
  @Benchmark
  public void adapter(Blackhole sink) {
    model.predict(inputs, batch, outputs);
    sink.consume(outputs);
  }

  /**
   * From a tensor to a tensor: no copy at all.
   *
   * @param sink takes the answers
   */
  @Benchmark
  public void bareSession(Blackhole sink) {
    try (var result =
        bundle.session().runner().feed(SavedModels.INPUT, tensor).fetch(SavedModels.OUTPUT).run()) {
      sink.consume(result);
    }
  }
}
