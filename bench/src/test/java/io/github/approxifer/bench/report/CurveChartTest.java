package io.github.approxifer.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class CurveChartTest {
  private static final Pattern POINT = Pattern.compile("[ML](-?[0-9.]+) (-?[0-9.]+)");
  private static final Pattern NAME =
      Pattern.compile("<text x=\"([0-9.]+)\" y=\"([0-9.]+)\" class=\"name[^>]*>([^<]+)</text>");

  private static CurveChart empty() {
    return new CurveChart("a < b", "x", -1, 1, 0, 2);
  }

  private static List<Name> names(CurveChart chart) {
    List<Name> names = new ArrayList<>();
    Matcher matcher = NAME.matcher(chart.svg());
    while (matcher.find()) {
      names.add(
          new Name(
              Double.parseDouble(matcher.group(1)),
              Double.parseDouble(matcher.group(2)),
              matcher.group(3)));
    }
    return names;
  }

  private record Name(double x, double y, String name) {}

  @Test
  void everyLineIsNamedOnceInItsColourAndPointsMayBeNameless() {
    CurveChart chart =
        empty()
            .curve("one", Family.OURS, x -> 1 + x / 2)
            .curve("other", Family.PRINTED, x -> 1 - x / 2)
            .dots("", Family.YARDSTICK, new double[] {0, 5}, new double[] {1, 1});
    assertThat(names(chart)).extracting(Name::name).containsExactly("one", "other");
    assertThat(chart.svg())
        .contains("class=\"curve ours\"", "class=\"name middle printed\"", "a &lt; b")
        .containsOnlyOnce("<circle");
  }

  /** Where lines meet a name could be that of either. */
  @Test
  void aNameStandsWhereItsLineIsAloneAndNoNameIsOnAnother() {
    List<Name> names =
        names(
            empty()
                .curve("one", Family.OURS, x -> x < 0 ? 1 : 1 + x / 2)
                .curve("other", Family.PRINTED, x -> x < 0 ? 1 : 1 - x / 2));
    assertThat(names).allMatch(name -> name.x() > 200);
    assertThat(Math.abs(names.get(0).y() - names.get(1).y())).isGreaterThan(14);
  }

  @Test
  void whatIsOutsideIsCutOffAndACurveComesBack() {
    String svg = empty().curve("pole", Family.OURS, x -> 0.1 / Math.abs(x)).svg();
    Matcher points = POINT.matcher(svg);
    int drawn = 0;
    while (points.find()) {
      drawn++;
    }
    // |x| >= 0.05 is inside: 95 % of 801 samples, and one more at each cut.
    assertThat(drawn).isBetween(755, 765);
    assertThat(svg.split("M", -1)).as("two pieces").hasSize(3);
  }

  @Test
  void axesGoFromLowToHigh() {
    assertThatThrownBy(() -> new CurveChart("t", "x", 0, 1, 2, 2))
        .hasMessage("no axes go from 0.0 to 1.0 and from 2.0 to 2.0");
    CurveChart chart = empty();
    assertThatThrownBy(() -> chart.dots("d", Family.OURS, new double[2], new double[3]))
        .hasMessage("2 points have 3 heights");
  }
}
