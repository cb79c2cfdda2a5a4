package io.github.approxifer.bench.accuracy.reproduce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.approxifer.bench.accuracy.measure.DrawnBed;
import io.github.approxifer.bench.accuracy.measure.Entry;
import io.github.approxifer.bench.accuracy.measure.Groups;
import io.github.approxifer.bench.accuracy.measure.ImageSamples;
import io.github.approxifer.bench.accuracy.measure.Sample;
import io.github.approxifer.bench.accuracy.measure.StragglerCell;
import io.github.approxifer.bench.accuracy.measure.TestBed;
import io.github.approxifer.bench.report.Section;
import io.github.approxifer.coding.CodeParameters;
import io.github.approxifer.coding.Encoder;
import io.github.approxifer.coding.advisor.Candidate;
import io.github.approxifer.coding.advisor.HonestGroups;
import io.github.approxifer.coding.codes.ReplicationCode;
import io.github.approxifer.coding.codes.SystematicCode;
import io.github.approxifer.coding.order.GroupOrdering;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.ejml.data.FMatrixRMaj;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Cells of a linear model on drawn images: no weights, no data, everything else is real. */
class ComparisonTest {

  private static final CodeParameters K4S1 = CodeParameters.stragglersOnly(4, 1);

  @TempDir private Path folder;
  private TestBed bed;

  @BeforeEach
  void open() {
    bed = DrawnBed.linear(300);
  }

  @AfterEach
  void close() {
    bed.close();
  }

  @Test
  void groupsAreThoseOfTheDrawAndTheQueueOnlyRegroupsThem() {
    int[] order = Groups.shuffled(300, 290, 7);
    assertThat(order).hasSize(290).doesNotHaveDuplicates();
    List<int[]> plain = Groups.asTheyCome(order, 12);
    List<int[]> queued = Groups.outOfQueue(bed.test(), order, 12);
    assertThat(plain).hasSize(24);
    assertThat(queued).hasSize(24);
    assertThat(flat(queued)).containsExactlyInAnyOrder(flat(plain));
    assertThat(flat(queued)).isNotEqualTo(flat(plain));
  }

  private static int[] flat(List<int[]> groups) {
    return groups.stream().flatMapToInt(Arrays::stream).toArray();
  }

  /** With and without the short cut for clean queries, workers answer the same. */
  @Test
  void answersAreThoseOfTheModelToTheCodedQueries() {
    SystematicCode code = SystematicCode.of(K4S1);
    List<int[]> groups = Groups.asTheyCome(Groups.shuffled(300, 8, 1), 4);
    Candidate candidate = Candidate.of("s", code).withOrdering(GroupOrdering.AS_GIVEN);
    HonestGroups answers =
        HonestGroups.of(candidate, bed::predict, ImageSamples.of(bed.test(), bed.base(), groups));
    for (int g = 0; g < 2; g++) {
      FMatrixRMaj coded = Encoder.of(code).encode(bed.test().select(groups.get(g)).images());
      FMatrixRMaj expected = bed.predict(coded);
      for (int i = 0; i < expected.data.length; i++) {
        // The same sums in another order of batches: equal but for rounding.
        assertThat(answers.answers(g).data[i])
            .isCloseTo(expected.data[i], within(1e-4f * Math.abs(expected.data[i]) + 1e-4f));
      }
    }
  }

  @Test
  void replicationReachesTheBaseAndAGuessIsRightInATenthOfTheCases() {
    StragglerCell cell = new StragglerCell(bed, K4S1, 200, 1);
    Sample base = cell.base();
    // A matched filter is not much on these images, but no guess either.
    assertThat(base.mean()).isBetween(0.2, 0.99);
    StragglerCell.Result full =
        cell.run(new Entry(Candidate.of("r", ReplicationCode.full(K4S1)), false, false));
    assertThat(full.right().minus(base).mean()).isCloseTo(0, within(1e-12));
    assertThat(full.degraded()).isNaN();
    StragglerCell.Result guessed =
        cell.run(Entry.all(K4S1, bed.dataset().inputShape(), null, Optional.empty()).get(0));
    // Every answer is lost in one of the four sets, and then right in a tenth of the cases.
    assertThat(guessed.right().mean()).isCloseTo(0.75 * base.mean() + 0.25 * 0.1, within(1e-9));
    assertThat(guessed.degraded()).isCloseTo(0.1, within(1e-9));
  }

  @Test
  void twoRunsAreEqualAndAnotherSeedIsNot() throws IOException {
    String one = stragglers(1);
    assertThat(stragglers(1)).isEqualTo(one);
    assertThat(stragglers(2)).isNotEqualTo(one);
    assertThat(one).contains("Berrut as published", "Partial replication, queue", "± ");
    assertThat(one).contains("](overhead-linear-mnist-K4-S1.svg)", "images of MNIST");
  }

  private String stragglers(long seed) throws IOException {
    Settings settings = Settings.of(48, seed);
    AccuracyCell named = new AccuracyCell("linear", "MNIST", K4S1);
    return Comparison.section(named, new Comparison(settings).stragglers(bed, named, true))
        .markdown();
  }

  @Test
  void liarsAreFoundAndReported() {
    AccuracyCell named = new AccuracyCell("linear", "MNIST", new CodeParameters(12, 0, 1));
    Comparison.Liars cell = new Comparison(Settings.of(120, 1)).liars(bed, named, true);
    assertThat(Comparison.section(named, cell).markdown())
        .contains(
            "Paired, fitted, less published", "second round, less base", "sign flip", "requests")
        .contains("No student of this model is trained")
        .doesNotContain("Witness");
    assertThat(cell.base().size()).isEqualTo(10);
  }

  /** Of a still stream without cuts in half its groups, hardly an answer is lost to a code. */
  @Test
  void streamsAreComparedAndAdvisedOn() {
    AccuracyCell named = new AccuracyCell("linear", "MNIST", K4S1);
    Section section =
        StreamComparison.section(
            named, new StreamComparison(bed, K4S1, Settings.of(160, 1)).measure());
    List<List<String>> rows = section.rows();
    assertThat(rows.get(0))
        .containsExactly(
            "scheme", "workers", "0.0", "0.1", "0.5", "1.0", "2.0", "0.5, 4 cameras", "shuffled");
    double base = mean(row(rows, "base").get(2));
    double still = mean(row(rows, "Berrut as published").get(2));
    assertThat(base - still).isBetween(-0.05, 0.1);
    assertThat(rows.stream().map(row -> row.get(0)))
        .containsAll(row(rows, "advised").subList(2, 9))
        .containsAll(row(rows, "best").subList(2, 9));
    assertThat(row(rows, "advised less best").subList(2, 9))
        .allMatch(difference -> mean(difference) <= 0);
  }

  private static List<String> row(List<List<String>> rows, String name) {
    return rows.stream().filter(row -> row.get(0).equals(name)).findFirst().orElseThrow();
  }

  private static double mean(String sample) {
    return Double.parseDouble(sample.split(" ", 2)[0]);
  }

  @Test
  void aReportIsWrittenInFourForms() throws IOException {
    Report report = new Report();
    Section section = new Section("A < B", "scheme", "value");
    section.words("Words & more.").row("one", "0.5");
    report.add(new Section("nothing measured", "scheme"));
    report.add(section);
    report.write(folder, "- Command: `x`\n");
    assertThat(folder.resolve("accuracy-tables.md")).content().contains("## A < B", "| one ");
    assertThat(folder.resolve("index.html"))
        .content()
        .contains("A &lt; B", "Words &amp; more.", "<td class=\"number\">0.5</td>")
        .contains("width=device-width")
        .doesNotContain("nothing measured");
    assertThat(folder.resolve("accuracy-tables.csv")).content().contains("A < B,one,0.5");
    assertThat(folder.resolve("accuracy-tables.json")).content().contains("\"title\": \"A < B\"");
  }
}
