package io.github.approxifer.models.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TensorFlowLibraryTest {

  @Test
  void loadsOnceForAllThreadsAndTellsDjlWhere() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Callable<String>> tasks =
          Stream.generate(() -> (Callable<String>) TensorFlowLibrary::load).limit(8).toList();
      for (Future<String> version : threads.invokeAll(tasks)) {
        assertThat(version.get()).startsWith("2.");
      }
    } finally {
      threads.shutdown();
    }
    String folder =
        System.getProperty("TENSORFLOW_LIBRARY_PATH", System.getenv("TENSORFLOW_LIBRARY_PATH"));
    assertThat(Files.isDirectory(Path.of(folder))).isTrue();
  }

  /** A second Java without the natives on its class path, as on a platform that has none. */
  @Test
  void namesTheArtifactWhenThereIsNoLibrary() throws Exception {
    assertThat(printed(LoadWithoutNatives.class, "tensorflow-core-native"))
        .contains(
            "could not be loaded",
            "org.tensorflow:tensorflow-core-native",
            "-Dtensorflow.classifier",
            "TENSORFLOW_LIBRARY_PATH");
  }

  /** TensorFlow is optional, so whatever needs it says so, and not which class is missing. */
  @Test
  void namesBothArtifactsWhenTensorFlowIsNotThereAtAll() throws Exception {
    assertThat(printed(UseWithoutTensorFlow.class, "tensorflow").lines().toList())
        .hasSize(4)
        .allSatisfy(
            line ->
                assertThat(line)
                    .contains(
                        "ai.djl.tensorflow:tensorflow-engine",
                        "org.tensorflow:tensorflow-core-native",
                        "classifier"));
  }

  /** What a program prints in a process without the artifacts of some name. */
  private static String printed(Class<?> program, String artifacts) throws Exception {
    String classPath =
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(entry -> !Path.of(entry).getFileName().toString().startsWith(artifacts))
            .collect(Collectors.joining(File.pathSeparator));
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            classPath,
            program.getName());
    builder.environment().remove("TENSORFLOW_LIBRARY_PATH");
    builder.redirectErrorStream(true);
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }
}
