package io.github.approxifer.bench.results;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.approxifer.models.CommandLines;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Steps of a line each, in processes of their own. */
class ResultsCommandTest {
  @TempDir private Path folder;

  /** A step: writes a line for each run, and fails if its second argument says so. */
  static final class Line {
    private Line() {}

    public static void main(String... arguments) throws IOException {
      Path output = Path.of(arguments[0]);
      Files.writeString(
          output.resolve("line.txt"),
          System.getProperty("approxifer.data") + "\n",
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
      System.out.println("a line was written");
      System.exit(Files.exists(output.resolve("mended")) ? 0 : Integer.parseInt(arguments[1]));
    }
  }

  private static ResultStep step(String name, String code, boolean quick) {
    List<String> arguments = List.of(ResultStep.OUTPUT, code);
    return new ResultStep(
        name,
        "docs/results/" + name + ".md",
        7,
        "mvn -pl bench " + name,
        Line.class,
        arguments,
        quick ? arguments : List.of());
  }

  private String run(int expected, String... arguments) {
    ByteArrayOutputStream console = new ByteArrayOutputStream();
    List<ResultStep> steps = List.of(step("one", "0", true), step("two", "3", false));
    String[] all =
        Stream.concat(Stream.of(arguments), Stream.of("--output=" + folder)).toArray(String[]::new);
    int code =
        CommandLines.execute(
            new ResultsCommand(steps, new PrintStream(console, true, StandardCharsets.UTF_8)), all);
    assertThat(code).isEqualTo(expected);
    return console.toString(StandardCharsets.UTF_8);
  }

  private long lines(String of) throws IOException {
    Path file = folder.resolve(of).resolve("line.txt");
    return Files.exists(file) ? Files.readAllLines(file).size() : 0;
  }

  @Test
  void itSaysWhatItWillDoAndHowLongThatTakes() {
    assertThat(run(0, "--only=list", "--quick=false"))
        .contains("one ", "two ", "docs/results/two.md", "7 min")
        .contains("About 14 min are left");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void whatIsDoneIsNotDoneAgainAndWhatFailedIsTriedAgain() throws IOException {
    System.setProperty("approxifer.data", "some folder");
    try {
      assertThat(run(1, "--only=", "--quick=false"))
          .contains(
              "one: mvn -pl bench one", "one: done", "two: failed with code 3", "Failed: two");
    } finally {
      System.clearProperty("approxifer.data");
    }
    assertThat(folder.resolve("whole/two/log.txt")).content().contains("a line was written");
    assertThat(folder.resolve("whole/one/line.txt")).content().contains("some folder");
    assertThat(folder.resolve("whole/one/done.txt")).content().contains("Commit: ", "Took: ");
    Files.createFile(folder.resolve("whole/two/mended"));
    assertThat(run(0)).contains("is done", "About 7 min are left", "two: done");
    assertThat(lines("whole/one")).isEqualTo(1);
    assertThat(lines("whole/two")).isEqualTo(2);
  }

  @Test
  void aQuickTrialIsOfThoseThatHaveOneAndDoesNotCountAsDone() throws IOException {
    assertThat(run(0, "--quick=true")).contains("a trial").doesNotContain("two");
    assertThat(lines("quick/one")).isEqualTo(1);
    assertThat(run(0, "--only=one")).contains("7 min", "one: done");
    assertThat(run(2, "--only=two", "--quick=true")).isEmpty();
    assertThat(run(2, "--only=three")).isEmpty();
  }

  /** Every step is a command that can be started and is told where to write. */
  @Test
  void everyStepIsACommandWithAFolderOfItsOwn() {
    assertThat(ResultSteps.all()).extracting(ResultStep::name).doesNotHaveDuplicates();
    for (ResultStep step : ResultSteps.all()) {
      assertThat(step.main()).hasDeclaredMethods("main");
      assertThat(step.arguments().toString()).as(step.name()).contains(ResultStep.OUTPUT);
    }
  }

  /** What is on the page beside the same options, such as where the data lie, is no matter. */
  @Test
  void everyPageNamesTheCommandOfItsStep() throws IOException {
    for (ResultStep step : ResultSteps.all()) {
      String page = step.page().endsWith(".md") ? step.page() : "docs/interp-core.md";
      String text = Files.readString(Path.of("..", page)).replaceAll("(?s)```.*?```|\\s+", " ");
      assertThat(Pattern.compile("`([^`]+)`").matcher(text).results().map(code -> code.group(1)))
          .as(page + " names " + step.typed())
          .anyMatch(
              code ->
                  Stream.of(step.typed().split(" (?=-D)", -1))
                      .allMatch(part -> code.matches(".*" + Pattern.quote(part) + "( .*)?")));
    }
  }

  @Test
  void theFiguresAreMadeByARealStep() throws IOException {
    ByteArrayOutputStream console = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(console, true, StandardCharsets.UTF_8);
    assertThat(
            CommandLines.execute(
                new ResultsCommand(ResultSteps.all(), out),
                "--only=figures",
                "--quick=true",
                "--output=" + folder))
        .isZero();
    assertThat(folder.resolve("quick/figures/interp-gallery-noisy.svg"))
        .content()
        .contains("SmoothingSpline", "prefers-color-scheme: dark");
  }
}
