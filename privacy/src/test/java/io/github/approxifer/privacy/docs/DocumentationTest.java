package io.github.approxifer.privacy.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.approxifer.privacy.PrivacyLoss;
import io.github.approxifer.privacy.budget.BudgetExceededException;
import io.github.approxifer.privacy.budget.NoisePlacement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class DocumentationTest {
  private static final Path PAGE = Path.of("..", "docs", "privacy.md");
  private static final Path EXAMPLE =
      Path.of("src/test/java/io/github/approxifer/privacy/docs/DocumentationExample.java");

  private static String page() throws IOException {
    return Files.readString(PAGE);
  }

  /** The rows of the first table after a heading, as their cells, without the two header rows. */
  private static List<List<String>> table(String text, String heading) {
    String section = text.substring(text.indexOf("\n## " + heading + "\n") + 1);
    List<List<String>> rows = new ArrayList<>();
    for (String line : section.lines().dropWhile(l -> !l.startsWith("|")).toList()) {
      if (!line.startsWith("|")) {
        break;
      }
      String inner = line.substring(1, line.lastIndexOf('|'));
      rows.add(List.of(inner.split("\\|", -1)).stream().map(String::strip).toList());
    }
    return rows.subList(2, rows.size());
  }

  @Test
  void threatModelTableIsThere() throws IOException {
    List<List<String>> rows = table(page(), "Threat model");
    assertThat(rows).hasSize(4);
    for (List<String> row : rows) {
      assertThat(row).hasSize(4).allSatisfy(cell -> assertThat(cell).isNotBlank());
    }
    for (NoisePlacement placement : NoisePlacement.values()) {
      assertThat(rows).filteredOn(row -> row.get(0).contains("`" + placement + "`")).hasSize(1);
    }
    // What the worker's own noise does not do, and what random blocks never reach.
    assertThat(rows.get(0).get(2)).contains("workers").contains("in clear");
    assertThat(rows.get(3).get(0)).contains("T random blocks");
    assertThat(rows.get(3).get(3)).contains("never zero");
  }

  /** The prices in the last column are those that the code charges. */
  @Test
  void threatModelTableHasTheRightPrices() throws IOException {
    List<List<String>> rows = table(page(), "Threat model");
    assertThat(rows.get(0).get(3)).startsWith("N epsilon");
    assertThat(NoisePlacement.WORKER.releases(3, 7)).isEqualTo(7);
    assertThat(rows.get(1).get(3)).startsWith("K epsilon");
    assertThat(NoisePlacement.DECODER.releases(3, 7)).isEqualTo(3);
    assertThat(rows.get(2).get(3)).isEqualTo("epsilon");
    assertThat(NoisePlacement.QUERY.releases(3, 7)).isEqualTo(1);
  }

  @Test
  void statedNumbersAreTheComputedOnes() throws IOException {
    assertThat(page())
        .contains(format("exp(sqrt(10)) = %.2f", Math.exp(Math.sqrt(10))))
        .contains(format("at most exp(1) = %.2f", Math.E))
        .contains(format("exp(10) = %.0f", Math.exp(10)))
        .contains(format("a standard deviation of %.2f", 2 * Math.sqrt(2)));
  }

  @Test
  void exampleIsTheOneThatRuns() throws IOException {
    String page = page();
    int begin = page.indexOf("```java\n") + "```java\n".length();
    String shown = page.substring(begin, page.indexOf("```", begin));
    List<String> source = Files.readAllLines(EXAMPLE);
    List<String> run = source.subList(source.indexOf("  // begin") + 1, source.indexOf("  // end"));
    assertThat(shown.substring(shown.indexOf("static ")).lines().map(String::strip))
        .containsExactlyElementsOf(run.stream().map(String::strip).toList());
  }

  @Test
  void exampleSpendsWhatItSaysAndStopsAtTheCeiling() {
    float[][] answers = new float[10][10];
    assertThat(DocumentationExample.release(answers, 8, 10)).isEqualTo(PrivacyLoss.pure(20));
    assertThat(answers[0]).doesNotContain(0f);
    assertThatThrownBy(() -> DocumentationExample.release(new float[11][10], 8, 11))
        .isInstanceOf(BudgetExceededException.class)
        .hasMessageContaining("22.0");
  }

  private static String format(String pattern, double value) {
    return String.format(Locale.ROOT, pattern, value);
  }
}
