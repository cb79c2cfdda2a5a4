package io.github.approxifer.bench.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
        .contains("ResNet-18,CIFAR-10,8,1,0,0.0,published first,0.298601,,")
        .containsPattern("ResNet-34,MNIST,8,1,0,0.0,decode,[0-9.E-]+,,\n");
    // The tables of groups were not run and are left out.
    assertThat(Files.readString(folder.resolve("runtime-tables.md")))
        .contains("-Djmh.args=\"DecodeBenchmark", "## Every benchmark of this run")
        .doesNotContain("Table 1", "How to read the tables");
    assertThat(Files.readString(folder.resolve("index.html")))
        .contains("DecodeBenchmark.decode", "prefers-color-scheme: dark")
        .doesNotContain("<details>", "src=", "http://localhost", "@import");
    assertThat(console.toString(StandardCharsets.UTF_8).strip())
        .endsWith(folder.resolve("index.html").toUri().toString());
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
    assertThat(run(folder, "", "--models=vgg16")).isEqualTo(2);
    assertThat(console.toString(StandardCharsets.UTF_8)).contains("but not 'vgg16'");
    assertThat(run(folder, "", "--groups=1")).isEqualTo(2);
    assertThat(run(folder, "", "--groups=many")).isEqualTo(2);
    assertThat(console.toString(StandardCharsets.UTF_8)).contains("\"many\"");
  }

  /** One group of a small network that no report prints, served for real. */
  @Test
  void servesGroupsOfTheNetworksThatAreNamed(@TempDir Path folder) throws IOException {
    int exit =
        run(
            folder,
            "GroupBenchmark -p network=ResNet-20 -p dataset=MNIST -p cell=K8-S1 -f 0 -i 3",
            "--models=resnet20");

    assertThat(exit).isZero();
    String page = Files.readString(folder.resolve("runtime-tables.md"));
    assertThat(page)
        .contains("A warm group of ResNet-20 takes ")
        .contains("## Unprinted: ResNet-20, S=1, a group", "Printed nowhere")
        .doesNotContain("ResNet-34");
    assertThat(Files.readString(folder.resolve("runtime-tables.csv")))
        .containsPattern("ResNet-20,MNIST,8,1,0,0.0,predict N,[0-9.E-]+,");
  }

  private int run(Path folder, String jmhArguments, String... more) {
    RuntimeTablesCommand command =
        new RuntimeTablesCommand(new PrintStream(console, true, StandardCharsets.UTF_8));
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("--output=" + folder, "--quick=false", "--jmh-args=" + jmhArguments));
    // As Maven hands over what was not given.
    arguments.addAll(more.length == 0 ? List.of("--groups=", "--models=") : List.of(more));
    return new CommandLine(command).execute(arguments.toArray(String[]::new));
  }
}
