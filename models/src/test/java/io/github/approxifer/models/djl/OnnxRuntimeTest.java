package io.github.approxifer.models.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import io.github.approxifer.models.ItemShape;
import io.github.approxifer.models.ModelException;
import java.io.File;
import java.io.FileNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The adapter on an engine that is not TensorFlow: ONNX Runtime. */
class OnnxRuntimeTest {

  private static final ItemShape SHAPE = ItemShape.of(2, 1, 2);
  private static final ModelSignature SIGNATURE = ModelSignature.of(SHAPE);
  private static final float[] WEIGHT = {1, 10, 2, 20, 3, 30, 4, 40};
  private static final float[] BIAS = {0.5f, -1};

  @TempDir private Path folder;

  @BeforeEach
  void write() throws Exception {
    Files.write(folder.resolve("linear.onnx"), OnnxBytes.linear(new int[] {2, 1, 2}, WEIGHT, BIAS));
  }

  private DjlModel open() throws Exception {
    return DjlModel.load(
        "OnnxRuntime",
        folder,
        "linear",
        SIGNATURE,
        Map.of("interOpNumThreads", "1", "intraOpNumThreads", "1"));
  }

  @Test
  void namesTheEnginesThereAreWhenAskedForAnother() {
    assertThatExceptionOfType(ModelException.class)
        .isThrownBy(() -> DjlModel.load("Abacus", folder, "linear", SIGNATURE, Map.of()))
        .withMessageContaining("no engine Abacus")
        .withMessageContaining("OnnxRuntime");
  }

  @Test
  void refusesAFolderWithoutTheModel() {
    assertThatExceptionOfType(FileNotFoundException.class)
        .isThrownBy(() -> DjlModel.load("OnnxRuntime", folder, "other", SIGNATURE, Map.of()));
  }

  @Test
  void predictsSinglesAndBatches() throws Exception {
    try (DjlModel model = open()) {
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
    try (DjlModel model = open()) {
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
  void saysWhatAModelAnsweredInsteadOfWhatWasExpected() {
    assertThatExceptionOfType(ModelException.class)
        .isThrownBy(
            () ->
                DjlModel.load("OnnxRuntime", folder, "linear", SIGNATURE.withOutputs(3), Map.of()))
        .withMessage(
            "the model linear answers logits [2, 2], 2 values for an item, but 3 were expected");
  }

  @Test
  void refusesToPredictAfterClosing() throws Exception {
    DjlModel model = open();
    model.close();
    model.close();
    assertThatIllegalStateException().isThrownBy(() -> model.predict(new float[4], 1));
  }

  @Test
  void refusesOptionsThatTheEngineDoesNotHaveOrCannotRead() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                DjlModel.load(
                    "OnnxRuntime", folder, "linear", SIGNATURE, Map.of("intraOpThreads", "1")))
        .withMessageContainingAll("no option intraOpThreads", "intraOpNumThreads");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                DjlModel.load(
                    "OnnxRuntime", folder, "linear", SIGNATURE, Map.of("intraOpNumThreads", "abc")))
        .withMessageContainingAll("intraOpNumThreads=abc", "abc");
  }

  @Test
  void saysWhyTheEngineRefusesAFile() throws Exception {
    Files.write(folder.resolve("broken.onnx"), new byte[] {1, 2, 3});
    assertThatExceptionOfType(ModelException.class)
        .isThrownBy(() -> DjlModel.load("OnnxRuntime", folder, "broken", SIGNATURE, Map.of()))
        .withMessageContainingAll(
            "OnnxRuntime refuses the model broken in " + folder, "Protobuf parsing failed");
  }

  /** Runs {@link OnnxAlone} without the jars whose names hold one of some words. */
  private String alone(List<String> without, String... arguments) throws Exception {
    String jars =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(
                jar -> without.stream().noneMatch(Path.of(jar).getFileName().toString()::contains))
            .collect(Collectors.joining(File.pathSeparator));
    Path console = folder.resolve("console.txt");
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                // A folder of its own, where no library lies that was unpacked before.
                "-Dorg.bytedeco.javacpp.cachedir=" + folder.resolve("unpacked"),
                "-cp",
                jars,
                OnnxAlone.class.getName(),
                folder.toString()));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(console.toFile())
            .start();
    try {
      assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    return Files.readString(console);
  }

  @Test
  void needsNothingOfTensorFlow() throws Exception {
    assertThat(alone(List.of("tensorflow", "javacpp", "cuda", "protobuf"))).contains("[1.5, 9.0]");
  }

  @Test
  void doesWithoutALibraryOfTensorFlowThatIsNotThere() throws Exception {
    assertThat(alone(List.of("tensorflow-core-native")))
        .contains("[1.5, 9.0]")
        .doesNotContain("refused");
  }

  @Test
  void saysThatOnnxRuntimeIsInUseAlready() throws Exception {
    assertThat(alone(List.of("tensorflow"), "taken"))
        .contains("before")
        .containsPattern("(?s)refused: .*refused: .*")
        .contains("the engine OnnxRuntime cannot start")
        .contains("ONNX Runtime is already in use in this process");
  }
}
