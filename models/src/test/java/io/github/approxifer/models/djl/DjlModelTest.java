package io.github.approxifer.models.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.engine.Engine;
import io.github.approxifer.models.ImageShape;
import io.github.approxifer.models.ItemShape;
import io.github.approxifer.models.ModelException;
import io.github.approxifer.models.networks.Layers;
import io.github.approxifer.models.networks.Network;
import io.github.approxifer.models.networks.Networks;
import io.github.approxifer.models.networks.SavedModels;
import io.github.approxifer.models.tensorflow.TensorFlowModels;
import io.github.approxifer.models.tensorflow.TensorFlowThreads;
import io.github.approxifer.models.weights.ParameterValues;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

class DjlModelTest {

  private static final ImageShape SHAPE = new ImageShape(2, 3, 1);

  /** Answers the mean m of an image as (m, 2 m). */
  private record MeanNetwork(String name) implements Network {

    @Override
    public ImageShape inputShape() {
      return SHAPE;
    }

    @Override
    public int classes() {
      return 2;
    }

    @Override
    public Operand<TFloat32> logits(Layers layers, Operand<TFloat32> images) {
      return layers.dense("fc", layers.meanPooling("mean", images), 1, 2);
    }
  }

  private static final ParameterValues VALUES =
      parameter -> parameter.name().equals("fc.weight") ? new float[] {1, 2} : new float[2];

  @TempDir private Path folder;

  @BeforeEach
  void export() throws IOException {
    SavedModels.export(new MeanNetwork("mean"), VALUES, folder);
  }

  private ai.djl.Model load() throws Exception {
    ai.djl.Model model = Engine.getEngine("TensorFlow").newModel("mean", Device.cpu());
    model.load(folder);
    return model;
  }

  private DjlModel open(int classes) throws IOException {
    return TensorFlowModels.load(folder, SHAPE.item(), classes, TensorFlowThreads.single());
  }

  @Test
  void predictsSinglesAndBatchesWithoutTouchingTheRest() throws IOException {
    try (DjlModel model = open(2)) {
      assertThat(model.inputShape()).isEqualTo(SHAPE.item());
      assertThat(model.outputShape()).isEqualTo(ItemShape.of(2));
      float[] inputs = {1, 2, 3, 4, 5, 6, 2, 2, 2, 2, 2, 2, Float.NaN};
      float[] outputs = {0, 0, 0, 0, 9};
      model.predict(inputs, 2, outputs);
      assertThat(outputs).containsExactly(new float[] {3.5f, 7, 2, 4, 9}, within(1e-6f));
      assertThat(model.predict(inputs, 1)).containsExactly(new float[] {3.5f, 7}, within(1e-6f));
    }
  }

  @Test
  void keepsNoArrayAfterPredictionsFromManyThreads() throws Exception {
    ai.djl.Model djl = load();
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try (DjlModel model = DjlModel.of(djl, SHAPE.item())) {
      List<Future<?>> tasks = new ArrayList<>();
      for (int thread = 0; thread < 4; thread++) {
        float level = thread + 1;
        tasks.add(
            threads.submit(
                () -> {
                  float[] inputs = new float[SHAPE.size() * 5];
                  Arrays.fill(inputs, level);
                  for (int i = 0; i < 200; i++) {
                    int batch = 1 + i % 5;
                    float[] outputs = model.predict(inputs, batch);
                    for (int row = 0; row < batch; row++) {
                      assertThat(outputs[2 * row]).isCloseTo(level, within(1e-5f));
                      assertThat(outputs[2 * row + 1]).isCloseTo(2 * level, within(1e-5f));
                    }
                  }
                }));
      }
      for (Future<?> task : tasks) {
        task.get();
      }
      assertThat(djl.getNDManager().getManagedArrays()).isEmpty();
    } finally {
      threads.shutdown();
    }
    assertThat(djl.getNDManager().isOpen()).isFalse();
  }

  @Test
  void saysThatAnAnswerHasTheWrongNumberOfClasses() throws Exception {
    try (ai.djl.Model djl = load()) {
      assertThatExceptionOfType(ModelException.class)
          .isThrownBy(() -> DjlModel.of(djl, ModelSignature.of(SHAPE.item()).withOutputs(3)))
          .withMessageContainingAll("logits [2, 2]", "2 values", "but 3");
    }
  }

  @Test
  void checksTheSignatureWhenItLoads() {
    assertThatExceptionOfType(ModelException.class)
        .isThrownBy(() -> open(3))
        .withMessageContainingAll("logits", "2 values", "but 3 were expected");
    ItemShape other = ItemShape.of(2, 3, 3);
    assertThatExceptionOfType(ModelException.class)
        .isThrownBy(() -> TensorFlowModels.load(folder, other, 2, TensorFlowThreads.single()))
        .withMessageContainingAll("input images", "(-1, 2, 3, 1)", "2 x 3 x 3");
  }

  @Test
  void checksArgumentsAndRefusesToWorkAfterClose() throws IOException {
    DjlModel model = open(2);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> model.predict(new float[11], 2))
        .withMessageContaining("has 12 values");
    model.predict(new float[6], 1);
    model.close();
    model.close();
    assertThatIllegalStateException()
        .isThrownBy(() -> model.predict(new float[6], 1))
        .withMessageContaining("closed");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> open(0).close())
        .withMessageContaining("was 0");
  }

  @Test
  void refusesAFolderWithoutASavedModelAndADamagedOne() throws IOException {
    Path empty = Files.createDirectory(folder.resolve("empty"));
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> TensorFlowModels.load(empty, SHAPE.item(), 2, TensorFlowThreads.single()))
        .withMessageContaining("empty");
    Files.write(empty.resolve("saved_model.pb"), new byte[] {1, 2, 3});
    assertThatExceptionOfType(ModelException.class)
        .isThrownBy(() -> TensorFlowModels.load(empty, SHAPE.item(), 2, TensorFlowThreads.single()))
        .withMessageContaining("empty");
  }

  @Test
  void servesANetworkAndLeavesNoTemporaryFolder() throws IOException {
    Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
    Network network = new MeanNetwork("mean-" + UUID.randomUUID());
    try (DjlModel model = Networks.serve(network, VALUES, new TensorFlowThreads(2, 1))) {
      assertThat(model.predict(new float[] {1, 1, 1, 1, 1, 7}, 1)).containsExactly(2, 4);
    }
    try (var files = Files.list(temporary)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .noneMatch(name -> name.contains(network.name()));
    }
  }
}
