package io.github.approxifer.models.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
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
}
