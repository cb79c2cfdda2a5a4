package io.github.approxifer.bench.accuracy.reproduce;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.approxifer.bench.accuracy.measure.DrawnBed;
import io.github.approxifer.bench.accuracy.measure.TestBed;
import io.github.approxifer.bench.report.CellStore;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole runs of a small linear model on drawn images. */
class ReproduceRunTest {
  private static final Pattern SAMPLE = Pattern.compile("([-+]?\\d\\.\\d{3}) ± (\\d\\.\\d{3})");

  /** Numbers are printed to a thousandth. */
  private static final double PRINTED = 0.001;

  @TempDir private Path folder;

  /** Counts what is opened, and may fail after a number of answers. */
  private static final class DrawnBeds implements TestBeds {
    private final boolean linear;
    private int opened;
    private long answersLeft = Long.MAX_VALUE;
    private String fingerprint = "waves";

    DrawnBeds(boolean linear) {
      this.linear = linear;
    }

    @Override
    public boolean isTrained(String model, String dataset) {
      return !model.equals("ResNet-20") && dataset.equals("MNIST");
    }

    @Override
    public String fingerprint(String model, String dataset) {
      return fingerprint;
    }

    @Override
    public TestBed open(String model, String dataset) {
      opened++;
      // Of a model that is hardly ever wrong, a few groups show no spread.
      return linear ? DrawnBed.linear(600) : waves();
    }

    private TestBed waves() {
      return DrawnBed.waves(
          600,
          answers -> {
            answersLeft -= answers;
            if (answersLeft < 0) {
              throw new IllegalStateException("the machine is switched off");
            }
          });
    }
  }

  private Map<String, byte[]> run(String name, long seed) throws IOException {
    return run(name, seed, new DrawnBeds(true));
  }

  private Map<String, byte[]> run(String name, long seed, DrawnBeds beds) throws IOException {
    return run(name, seed, beds, Selection.of("15", "5", null, "MNIST", false, null));
  }

  private Map<String, byte[]> run(String name, long seed, DrawnBeds beds, Selection selection)
      throws IOException {
    Path output = folder.resolve(name);
    PrintStream silent =
        new PrintStream(PrintStream.nullOutputStream(), true, StandardCharsets.UTF_8);
    Settings settings = Settings.of(96, seed);
    assertThat(
            new ReproduceRun(
                    settings,
                    selection,
                    beds,
                    new CellStore(output.resolve("cells")),
                    output,
                    silent)
                .run("- Command: `x`\n"))
        .isTrue();
    Map<String, byte[]> files = new TreeMap<>();
    try (Stream<Path> written = Files.list(output)) {
      written
          .filter(Files::isRegularFile)
          .forEach(
              file -> {
                try {
                  files.put(file.getFileName().toString(), Files.readAllBytes(file));
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
    }
    return files;
  }

  /** Mean and interval of every cell, by section, row and column; ranked rows by their name. */
  private static Map<String, double[]> samples(Map<String, byte[]> files) throws IOException {
    String csv =
        new String(
            Objects.requireNonNull(files.get("accuracy-tables.csv")), StandardCharsets.UTF_8);
    Map<String, double[]> samples = new TreeMap<>();
    try (CSVParser rows = CSVParser.parse(csv, CSVFormat.DEFAULT)) {
      for (CSVRecord row : rows) {
        String title = row.get(0);
        String name =
            title.endsWith("schemes") || title.endsWith("ways")
                ? row.get(1)
                : "row " + row.getRecordNumber();
        for (int column = 1; column < row.size(); column++) {
          Matcher matcher = SAMPLE.matcher(row.get(column));
          if (matcher.matches()) {
            double mean = Double.parseDouble(matcher.group(1));
            double interval = Double.parseDouble(matcher.group(2));
            samples.put(title + "/" + name + "/" + column, new double[] {mean, interval});
          }
        }
      }
    }
    return samples;
  }

  /**
   * Two runs with one seed write the same bytes. With another seed each value stays where its
   * interval says: differences of 1.96 standard errors each, added as independent ones, are
   * exceeded by one in twenty; with these small samples one in ten is allowed, and none beyond
   * three times that.
   */
  @Test
  void aSeedDecidesEveryByteAndAnotherMovesValuesWithinTheirIntervals() throws IOException {
    Map<String, byte[]> one = run("one", 1);
    Map<String, byte[]> again = run("again", 1);
    assertThat(one.keySet())
        .contains(
            "index.html",
            "accuracy-tables.md",
            "accuracy-tables.csv",
            "accuracy-tables.json",
            "figure-5-mnist.svg",
            "schemes.svg",
            "overhead-resnet18-mnist-K8-S1.svg");
    assertThat(new String(Objects.requireNonNull(one.get("index.html")), StandardCharsets.UTF_8))
        .contains("printed values the published scheme costs as much accuracy here")
        .contains("4 cells with stragglers the published scheme is less accurate")
        .doesNotContain("not in this run");
    assertThat(again.keySet()).isEqualTo(one.keySet());
    one.forEach((name, bytes) -> assertThat(again.get(name)).as(name).isEqualTo(bytes));

    Map<String, byte[]> other = run("other", 2);
    Map<String, double[]> ours = samples(one);
    Map<String, double[]> theirs = samples(other);
    assertThat(theirs.keySet()).isEqualTo(ours.keySet());
    int moved = 0;
    int within = 0;
    for (Map.Entry<String, double[]> cell : ours.entrySet()) {
      double[] there = Objects.requireNonNull(theirs.get(cell.getKey()));
      double[] here = cell.getValue();
      double difference = Math.abs(here[0] - there[0]);
      double allowed = Math.hypot(here[1], there[1]) + PRINTED;
      assertThat(difference).as(cell.getKey()).isLessThan(3 * allowed);
      moved += difference > 0 ? 1 : 0;
      within += difference <= allowed ? 1 : 0;
    }
    assertThat(ours).hasSizeGreaterThan(200);
    assertThat(moved).isGreaterThan(ours.size() / 2);
    assertThat((double) within / ours.size()).isGreaterThan(0.9);
  }

  /** What is done is kept: a run that was cut off measures the rest, and the pages are the same. */
  @Test
  void aRunThatWasCutOffGoesOnWhereItStopped() throws IOException {
    DrawnBeds whole = new DrawnBeds(false);
    final Map<String, byte[]> pages = run("whole", 1, whole);
    assertThat(pages.keySet())
        .contains("lost-resnet18-mnist.svg", "lost-resnet18-mnist-S1.svg", "accuracy-tables.md");
    assertThat(whole.opened).isEqualTo(1);
    run("whole", 1, whole);
    assertThat(whole.opened).as("nothing is left to measure").isEqualTo(1);

    final long all = Long.MAX_VALUE - whole.answersLeft;
    DrawnBeds cut = new DrawnBeds(false);
    cut.answersLeft = all * 3 / 4;
    assertThatThrownBy(() -> run("cut", 1, cut)).hasMessage("the machine is switched off");
    assertThat(folder.resolve("cut/index.html")).content().contains("cells so far");

    cut.answersLeft = all;
    Map<String, byte[]> after = run("cut", 1, cut);
    assertThat(all - cut.answersLeft).as("answers to the rest").isLessThan(all * 3 / 4);
    assertThat(after.keySet()).isEqualTo(pages.keySet());
    pages.forEach((name, bytes) -> assertThat(after.get(name)).as(name).isEqualTo(bytes));

    int opened = cut.opened;
    cut.answersLeft = Long.MAX_VALUE;
    cut.fingerprint = "trained anew";
    run("cut", 1, cut);
    assertThat(cut.opened).as("other weights are measured").isEqualTo(opened + 1);
    run("cut", 2, cut);
    assertThat(cut.opened).as("so is another seed").isEqualTo(opened + 2);
  }

  /**
   * Of a large network the published values are the same as of one whose schemes are compared in
   * every cell, and it is asked much less.
   */
  @Test
  void ofALargeNetworkMostCellsHoldThePublishedSchemeAlone() throws IOException {
    DrawnBeds small = new DrawnBeds(false);
    final Map<String, byte[]> all = run("18", 1, small, mnist("ResNet-18"));
    DrawnBeds large = new DrawnBeds(false);
    final Map<String, byte[]> few = run("34", 1, large, mnist("ResNet-34"));

    assertThat(Long.MAX_VALUE - large.answersLeft)
        .isLessThan((Long.MAX_VALUE - small.answersLeft) / 2);
    Map<String, double[]> ours = compared(all, "ResNet-18");
    Map<String, double[]> theirs = compared(few, "ResNet-34");
    assertThat(ours.keySet())
        .anyMatch(cell -> cell.startsWith("K=12, S=1"))
        .anyMatch(cell -> cell.startsWith("K=12, E=3"));
    assertThat(theirs).isNotEmpty();
    theirs.forEach((cell, value) -> assertThat(ours.get(cell)).as(cell).isEqualTo(value));
    assertThat(theirs.keySet())
        .allMatch(cell -> cell.startsWith("K=8, S=1") || cell.startsWith("K=12, E=2"));
    // The printed tables have all their values.
    String table = new String(Objects.requireNonNull(few.get("accuracy-tables.csv")), UTF_8);
    assertThat(
            table
                .lines()
                .filter(line -> line.contains("20 of the later report,ResNet-34,MNIST,"))
                .toList())
        .hasSize(9)
        .allMatch(line -> SAMPLE.matcher(line).find());
  }

  private static Selection mnist(String model) {
    return Selection.of(null, null, model, "MNIST", false, "false");
  }

  /** The values of the comparisons of a model's cells. */
  private static Map<String, double[]> compared(Map<String, byte[]> files, String model)
      throws IOException {
    Map<String, double[]> values = new TreeMap<>();
    String prefix = model + ", MNIST, ";
    samples(files)
        .forEach(
            (cell, value) -> {
              if (cell.startsWith(prefix + "K=")) {
                values.put(cell.substring(prefix.length()), value);
              }
            });
    return values;
  }
}
