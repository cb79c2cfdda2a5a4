package io.github.approxifer.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class MarkdownTableTest {
  @Test
  void linesUpItsColumns() {
    assertThat(new MarkdownTable("K", "seconds").row("8", "0.3").row("12", "0.4291"))
        .hasToString(
            """
            | K   | seconds |
            | --- | ------- |
            | 8   | 0.3     |
            | 12  | 0.4291  |
            """);
  }

  @Test
  void refusesARowOfAnotherLength() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new MarkdownTable("K", "S").row("8"))
        .withMessageContaining("1 cells")
        .withMessageContaining("2 columns");
  }

  @Test
  void conditionsNameCommandAndJdk() {
    assertThat(Conditions.markdown("mvn -pl bench jmh"))
        .contains("`mvn -pl bench jmh`")
        .contains(System.getProperty("java.runtime.version"))
        .contains("- Commit: ");
  }
}
