package io.github.approxifer.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.approxifer.bench.report.RowChart.Shape;
import io.github.approxifer.bench.report.RowChart.Value;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class RowChartTest {
  private static String svg(String label) {
    return new RowChart("title", "seconds", "%.1f")
        .series("one", Shape.BAR, Family.OURS)
        .row(label, new Value(2, 0.5))
        .svg();
  }

  private static double number(String svg, String pattern) {
    Matcher matcher = Pattern.compile(pattern).matcher(svg);
    assertThat(matcher.find()).isTrue();
    return Double.parseDouble(matcher.group(1));
  }

  /** A label beside its row ends left of the bar; one that has no room there stands above it. */
  @Test
  void noLabelIsCutOff() {
    String beside = svg("short");
    assertThat(number(beside, "<text x=\"([0-9.]+)\" y=\"[0-9.]+\" class=\"end\">short"))
        .isLessThan(number(beside, "<rect x=\"([0-9.]+)\""))
        .isGreaterThan("short".length() * Svg.LETTER);
    String name = "partial replication, S=2, student at 0.5 s (1.25)";
    String above = svg(name);
    assertThat(number(above, "<text x=\"([0-9.]+)\" y=\"[0-9.]+\" class=\"\">partial"))
        .isEqualTo(number(above, "<rect x=\"([0-9.]+)\""))
        .isLessThan(Chart.WIDTH - name.length() * Svg.LETTER);
    assertThat(number(above, "y=\"([0-9.]+)\" class=\"\">partial"))
        .isLessThanOrEqualTo(number(above, "<rect x=\"[0-9.]+\" y=\"([0-9.]+)\""));
  }

  @Test
  void whatRoundsToZeroHasNoSign() {
    RowChart chart =
        new RowChart("title", "lost", "%.3f")
            .series("one", Shape.BAR, Family.OURS)
            .row("a", Value.of(-0.0002))
            .row("b", Value.of(-0.002));
    assertThat(chart.svg()).contains(">0.000<", ">-0.002<").doesNotContain("-0.000");
  }

  @Test
  void theUnitStandsBelowTheTicks() {
    String svg = svg("short");
    double tick = number(svg, "y=\"([0-9.]+)\" class=\"faint middle\">0");
    assertThat(number(svg, "y=\"([0-9.]+)\" class=\"faint end\">seconds")).isGreaterThan(tick + 10);
  }
}
