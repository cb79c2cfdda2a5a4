package io.github.approxifer.models.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import io.github.approxifer.models.ItemShape;
import io.github.approxifer.models.ModelException;
import java.io.FileNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The adapter on an engine that is not TensorFlow: ONNX Runtime. */
class OnnxRuntimeTest {

  private static final ItemShape SHAPE = ItemShape.of(2, 1, 2);
  private static final float[] WEIGHT = {1, 10, 2, 20, 3, 30, 4, 40};
  private static final float[] BIAS = {0.5f, -1};

  @TempDir private Path folder;

  @BeforeEach
  void write() throws Exception {
    Files.write(folder.resolve("linear.onnx"), OnnxBytes.linear(new int[] {2, 1, 2}, WEIGHT, BIAS));
  }

  private DjlModel open(int classes) throws Exception {
    return DjlModel.load(
        "OnnxRuntime",
        folder,
        "linear",
        SHAPE,
        classes,
        Map.of("interOpNumThreads", "1", "intraOpNumThreads", "1"));
  }

  @Test
  void namesTheEnginesThereAreWhenAskedForAnother() {
    assertThatExceptionOfType(ModelException.class)
        .isThrownBy(() -> DjlModel.load("Abacus", folder, "linear", SHAPE, 2, Map.of()))
        .withMessageContaining("no engine Abacus")
        .withMessageContaining("OnnxRuntime");
  }

  @Test
  void refusesAFolderWithoutTheModel() {
    assertThatExceptionOfType(FileNotFoundException.class)
        .isThrownBy(() -> DjlModel.load("OnnxRuntime", folder, "other", SHAPE, 2, Map.of()));
  }

  @Test
  void predictsSinglesAndBatches() throws Exception {
    try (DjlModel model = open(2)) {
      float[] outputs = new float[5];
      outputs[4] = 9;
      model.predict(new float[] {1, 0, 0, 0, 1, 2, 3, 4}, 2, outputs);
      assertThat(outputs).containsExactly(new float[] {1.5f, 9, 30.5f, 299, 9}, within(1e-5f));
      assertThat(model.predict(new float[] {0, 0, 0, 1}, 1))
          .containsExactly(new float[] {4.5f, 39}, within(1e-5f));
    }
  }

  @Test
  void servesManyThreads() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try (DjlModel model = open(2)) {
      List<Future<Boolean>> tasks = new ArrayList<>();
      for (int thread = 0; thread < 4; thread++) {
        float level = thread;
        tasks.add(
            threads.submit(
                () -> {
                  boolean right = true;
                  for (int i = 0; i < 100; i++) {
                    float[] outputs = model.predict(new float[] {level, 0, 0, 0}, 1);
                    right &= Math.abs(outputs[0] - level - 0.5f) < 1e-5;
                  }
                  return right;
                }));
      }
      for (Future<Boolean> task : tasks) {
        assertThat(task.get()).isTrue();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void saysWhatAModelAnsweredInsteadOfWhatWasExpected() throws Exception {
    try (DjlModel model = open(3)) {
      assertThatExceptionOfType(ModelException.class)
          .isThrownBy(() -> model.predict(new float[4], 1))
          .withMessageContaining("(1, 2)")
          .withMessageContaining("1 x 3 values");
    }
  }

  @Test
  void refusesToPredictAfterClosing() throws Exception {
    DjlModel model = open(2);
    model.close();
    model.close();
    assertThatIllegalStateException().isThrownBy(() -> model.predict(new float[4], 1));
  }
}
