package io.github.approxifer.bench.results;

import io.github.approxifer.bench.report.Conditions;
import io.github.approxifer.models.CommandLines;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * {@code mvn -pl bench results}: makes all committed results again, each by its own command in a
 * process of its own, and goes on where it was cut off.
 */
@Command(
    name = "results",
    mixinStandardHelpOptions = true,
    description = "Makes all committed results again, step by step; 'list' names the steps.")
public final class ResultsCommand implements Callable<Integer> {
  private static final String DONE = "done.txt";
  private static final String LIST = "list";

  @Option(
      names = "--only",
      description =
          "-Dresults: these steps, separated by commas; 'list' names them (default: all).")
  private @Nullable String only;

  @Option(
      names = "--quick",
      arity = "1",
      description = "-Dquick: only a trial of the steps that have one.")
  private boolean quick;

  @Option(names = "--output", description = "Folder for all of it (default: ${DEFAULT-VALUE}).")
  private Path output = Path.of("target", "results");

  @Spec private @Nullable CommandSpec spec;

  private final List<ResultStep> steps;
  private final PrintStream console;

  ResultsCommand(List<ResultStep> steps, PrintStream console) {
    this.steps = steps;
    this.console = console;
  }

  /**
   * Runs the command and ends the process with its exit code.
   *
   * @param arguments the command line; an option without a value counts as not given
   */
  public static void main(String... arguments) {
    System.exit(CommandLines.execute(new ResultsCommand(ResultSteps.all(), System.out), arguments));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    List<ResultStep> wanted = wanted();
    list(wanted);
    if (LIST.equals(only)) {
      return 0;
    }
    List<String> failed = new ArrayList<>();
    for (ResultStep step : wanted) {
      if (!isDone(step)) {
        console.printf(
            "%s: %s; it writes %s%n",
            step.name(), quick ? "a trial" : step.typed(), folder(step).resolve("log.txt"));
        long start = System.nanoTime();
        int code = run(step);
        Duration taken = Duration.ofNanos(System.nanoTime() - start);
        if (code == 0) {
          Files.writeString(
              folder(step).resolve(DONE),
              command(step) + "\nCommit: " + Conditions.commit() + "\nTook: " + taken + "\n");
        } else {
          failed.add(step.name());
        }
        console.printf(
            "%s: %s after %d min%n",
            step.name(), code == 0 ? "done" : "failed with code " + code, taken.toMinutes());
      }
    }
    console.println("All of it is in " + output.toAbsolutePath());
    if (!failed.isEmpty()) {
      console.println("Failed: " + String.join(", ", failed) + "; the same command tries again.");
    }
    return failed.isEmpty() ? 0 : 1;
  }

  private List<ResultStep> wanted() {
    if (only == null || only.equals(LIST)) {
      return steps.stream().filter(step -> !quick || !step.quick().isEmpty()).toList();
    }
    List<ResultStep> wanted = new ArrayList<>();
    for (String name : only.split(",", -1)) {
      Optional<ResultStep> found =
          steps.stream().filter(step -> step.name().equals(name.strip())).findFirst();
      if (found.isEmpty()) {
        throw new ParameterException(
            Objects.requireNonNull(spec).commandLine(),
            "there is no step '%s'; there are %s"
                .formatted(name, steps.stream().map(ResultStep::name).toList()));
      }
      if (quick && found.get().quick().isEmpty()) {
        throw new ParameterException(
            Objects.requireNonNull(spec).commandLine(),
            "the step '%s' has no quick trial; run it without -Dquick".formatted(name));
      }
      wanted.add(found.get());
    }
    return wanted;
  }

  private void list(List<ResultStep> wanted) throws IOException {
    int minutes = 0;
    for (ResultStep step : wanted) {
      boolean done = isDone(step);
      minutes += done || quick ? 0 : step.minutes();
      console.printf(
          "%-26s %-10s %s%n",
          step.name(), done ? "is done" : quick ? "a trial" : step.minutes() + " min", step.page());
    }
    if (!quick) {
      console.printf("About %d min are left, on two idle cores.%n", minutes);
    }
  }

  /** Whether it was done with the same arguments. */
  private boolean isDone(ResultStep step) throws IOException {
    Path done = folder(step).resolve(DONE);
    return Files.exists(done) && Files.readAllLines(done).get(0).equals(command(step));
  }

  private Path folder(ResultStep step) {
    return output.resolve(quick ? "quick" : "whole").resolve(step.name());
  }

  private String command(ResultStep step) {
    return step.main().getName() + " " + String.join(" ", arguments(step));
  }

  private List<String> arguments(ResultStep step) {
    String cells = folder(step).resolveSibling("cells").toString();
    return (quick ? step.quick() : step.arguments())
        .stream()
            .map(argument -> argument.replace(ResultStep.OUTPUT, folder(step).toString()))
            .map(argument -> argument.replace(ResultStep.CELLS, cells))
            .toList();
  }

  /** In a process of its own, with the class path and the settings of this one. */
  private int run(ResultStep step) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    System.getProperties().stringPropertyNames().stream()
        .filter(name -> name.startsWith("approxifer.") || name.equals("java.awt.headless"))
        .sorted()
        .forEach(name -> command.add("-D" + name + "=" + System.getProperty(name)));
    command.addAll(Arrays.asList("-cp", System.getProperty("java.class.path")));
    command.add(step.main().getName());
    command.addAll(arguments(step));
    Files.createDirectories(folder(step));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder(step).resolve("log.txt").toFile())
            .start();
    // A run that is cut off takes its step along, or the next one would run beside it.
    Thread end = new Thread(process::destroy);
    Runtime.getRuntime().addShutdownHook(end);
    int code = process.waitFor();
    Runtime.getRuntime().removeShutdownHook(end);
    return code;
  }
}
