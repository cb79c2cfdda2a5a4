package io.github.approxifer.bench.accuracy.study;

import io.github.approxifer.bench.report.Conditions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code mvn -pl bench study -Dstudy=NAME}: runs a study, prints its tables and writes them to a
 * file.
 */
@Command(
    name = "study",
    mixinStandardHelpOptions = true,
    description = "Runs one study of accuracy on real images; 'list' names them.")
public final class StudyCommand implements Callable<Integer> {
  private static final Map<String, Study> STUDIES =
      new TreeMap<>(
          Map.of(
              "collages", new CollageStudy(),
              "locators", new LocatorTables(),
              "privacy", new PrivacyStudy(),
              "random-blocks", new RandomBlocksStudy(),
              "student", new StudentStudy()));

  @Parameters(index = "0", paramLabel = "NAME", description = "A study, or 'list'.")
  private String name = "list";

  @Option(names = "--output", description = "Folder for the tables (default: ${DEFAULT-VALUE}).")
  private Path output = Path.of("target", "study");

  private final PrintStream console;

  StudyCommand(PrintStream console) {
    this.console = console;
  }

  /**
   * Runs the command and ends the process with its exit code.
   *
   * @param arguments the command line; {@code --help} explains it
   */
  public static void main(String... arguments) {
    System.exit(new CommandLine(new StudyCommand(System.out)).execute(arguments));
  }

  @Override
  public Integer call() throws IOException {
    if (name.equals("list")) {
      STUDIES.forEach((key, study) -> console.printf("%-22s %s%n", key, study.question()));
      return 0;
    }
    Study study = STUDIES.get(name);
    if (study == null) {
      console.println("There is no study '" + name + "'; there are " + STUDIES.keySet());
      return 2;
    }
    ByteArrayOutputStream tables = new ByteArrayOutputStream();
    try (PrintStream out = new PrintStream(tables, false, StandardCharsets.UTF_8)) {
      study.run(out, output);
    } catch (IOException e) {
      console.println("The study '" + name + "' cannot run: " + e.getMessage());
      return 1;
    }
    String text =
        "# "
            + study.question()
            + "\n\n"
            + Conditions.markdown(
                "mvn -pl bench study -Dstudy="
                    + name
                    + " -Dapproxifer.data=DIR -Dapproxifer.weights=DIR")
            + "\n"
            + tables.toString(StandardCharsets.UTF_8);
    Files.createDirectories(output);
    Path file = output.resolve(name + ".md");
    Files.writeString(file, text);
    console.print(text);
    console.println("Written: " + file);
    return 0;
  }
}
