package io.github.approxifer.bench.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class RuntimeTablesCommandTest {
  /** No forks, so that the test needs no lock and little time. */
  private static final String BRIEF = " -f 0 -wi 1 -i 1 -w 10ms -r 10ms";

  private final ByteArrayOutputStream console = new ByteArrayOutputStream();

  @Test
  void writesTheTablesOfWhatRan(@TempDir Path folder) throws IOException {
    int exit = run(folder, "DecodeBenchmark -p cell=K8-S1,K12-E1-sigma1" + BRIEF);

    assertThat(exit).isZero();
    assertThat(console.toString(StandardCharsets.UTF_8))
        .contains("[2/2]   0:00 left  DecodeBenchmark.decode cell=K12-E1-sigma1: ")
        .contains("runtime-tables.md");
    assertThat(Files.readString(folder.resolve("results.json"))).contains("DecodeBenchmark.decode");
    assertThat(Files.readString(folder.resolve("runtime-tables.csv")))
        .contains("CIFAR-10,8,1,0,0.0,published first,0.298601,,")
        .containsPattern("MNIST,8,1,0,0.0,decode,[0-9.E-]+,,\n");
    assertThat(Files.readString(folder.resolve("runtime-tables.md")))
        .contains("## Table 11. \"Average\" runtimes (in seconds) for ResNet-18 with S=0, K=12")
        .contains("-Djmh.args=\"DecodeBenchmark")
        .contains("not run");
  }

  @Test
  void failsWhenABenchmarkFails(@TempDir Path folder) {
    assertThat(run(folder, "DecodeBenchmark -p cell=K0-S1" + BRIEF)).isEqualTo(1);
    assertThat(console.toString(StandardCharsets.UTF_8)).contains("Failed: ").contains("jmh.log");
  }

  @Test
  void failsWhenNothingMatchesOrAnOptionIsUnknown(@TempDir Path folder) {
    assertThat(run(folder, "NoSuchBenchmark")).isEqualTo(1);
    assertThat(console.toString(StandardCharsets.UTF_8)).contains("NoSuchBenchmark");
    assertThat(run(folder, "-nosuchoption")).isEqualTo(2);
  }

  private int run(Path folder, String jmhArguments) {
    RuntimeTablesCommand command =
        new RuntimeTablesCommand(new PrintStream(console, true, StandardCharsets.UTF_8));
    return new CommandLine(command)
        .execute("--output=" + folder, "--quick=false", "--groups=", "--jmh-args=" + jmhArguments);
  }
}
