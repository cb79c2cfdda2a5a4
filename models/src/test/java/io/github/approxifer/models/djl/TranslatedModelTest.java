package io.github.approxifer.models.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import ai.djl.inference.Predictor;
import ai.djl.ndarray.NDList;
import ai.djl.repository.zoo.Criteria;
import ai.djl.repository.zoo.ZooModel;
import ai.djl.translate.Batchifier;
import ai.djl.translate.Translator;
import ai.djl.translate.TranslatorContext;
import io.github.approxifer.models.ItemShape;
import io.github.approxifer.models.Model;
import io.github.approxifer.models.ModelException;
import io.github.approxifer.models.tensorflow.TensorFlowLibrary;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The ways in for whoever loads models with DJL: a ZooModel or a predictor with its translator. */
class TranslatedModelTest {

  private static final ItemShape SHAPE = ItemShape.of(2, 1, 2);

  @TempDir private Path folder;

  /** Doubles what goes in and negates what comes out. */
  private static final class Doubling implements Translator<float[], float[]> {
    @Override
    public NDList processInput(TranslatorContext context, float[] input) {
      float[] doubled = input.clone();
      for (int i = 0; i < doubled.length; i++) {
        doubled[i] *= 2;
      }
      return new NDList(
          context.getNDManager().create(doubled, new ai.djl.ndarray.types.Shape(1, 2, 1, 2)));
    }

    @Override
    public float[] processOutput(TranslatorContext context, NDList list) {
      float[] output = list.singletonOrThrow().toFloatArray();
      for (int i = 0; i < output.length; i++) {
        output[i] = -output[i];
      }
      return output;
    }

    @Override
    public @Nullable Batchifier getBatchifier() {
      return null;
    }
  }

  @BeforeEach
  void write() throws Exception {
    TensorFlowLibrary.load();
    Files.write(
        folder.resolve("linear.onnx"),
        OnnxBytes.linear(
            new int[] {2, 1, 2}, new float[] {1, 10, 2, 20, 3, 30, 4, 40}, new float[] {0.5f, -1}));
  }

  private ZooModel<float[], float[]> load() throws Exception {
    return Criteria.builder()
        .setTypes(float[].class, float[].class)
        .optModelPath(folder)
        .optModelName("linear")
        .optEngine("OnnxRuntime")
        .optTranslator(new Doubling())
        .build()
        .loadModel();
  }

  @Test
  void aZooModelGoesThroughItsTranslator() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try (Model model = DjlModel.translated(load(), SHAPE, 2)) {
      List<Future<float[]>> answers = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        answers.add(threads.submit(() -> model.predict(new float[] {1, 0, 0, 0, 0, 1, 0, 0}, 2)));
      }
      for (Future<float[]> answer : answers) {
        assertThat(answer.get())
            .containsExactly(new float[] {-2.5f, -19, -4.5f, -39}, within(1e-5f));
      }
      assertThat(model.inputShape()).isEqualTo(SHAPE);
    } finally {
      threads.shutdown();
    }
  }

  @Test
  void aPredictorIsUsedByOneThreadAtATime() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try (ZooModel<float[], float[]> zoo = load()) {
      Model model = DjlModel.translated(zoo.newPredictor(), SHAPE, 2);
      List<Future<float[]>> answers = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        answers.add(threads.submit(() -> model.predict(new float[] {1, 0, 0, 0}, 1)));
      }
      for (Future<float[]> answer : answers) {
        assertThat(answer.get()).containsExactly(new float[] {-2.5f, -19}, within(1e-5f));
      }
      model.close();
      assertThatIllegalStateException().isThrownBy(() -> model.predict(new float[4], 1));
    } finally {
      threads.shutdown();
    }
  }

  @Test
  void aModelWithoutItsTranslatorIsCalledAsItIs() throws Exception {
    try (Model model = DjlModel.of(load(), SHAPE)) {
      assertThat(model.predict(new float[] {1, 0, 0, 0}, 1))
          .containsExactly(new float[] {1.5f, 9}, within(1e-5f));
    }
  }

  @Test
  void refusesWhatTheTranslatorDoesNotGive() throws Exception {
    try (ZooModel<float[], float[]> zoo = load();
        Predictor<float[], float[]> predictor = zoo.newPredictor()) {
      assertThatExceptionOfType(ModelException.class)
          .isThrownBy(() -> DjlModel.translated(zoo, SHAPE, 3))
          .withMessageContaining("gives 2 values for an item, but 3 are expected");
      assertThatExceptionOfType(ModelException.class)
          .isThrownBy(() -> DjlModel.translated(predictor, ItemShape.of(3), 2))
          .withMessageContaining("failed on a batch of 1");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> DjlModel.translated(predictor, SHAPE, 0));
    }
  }
}
