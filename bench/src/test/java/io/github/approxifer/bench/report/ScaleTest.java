package io.github.approxifer.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScaleTest {
  @ParameterizedTest
  @CsvSource({"0,1", "0,0.0331", "0.72,0.91", "0,300", "0,6.02e-5", "-0.3,0.2", "0,5"})
  void hasFewRoundTicksWithinItsEnds(double low, double high) {
    Scale scale = new Scale(low, high, 100, 300);
    List<Double> ticks = scale.ticks();

    assertThat(ticks).hasSizeBetween(2, 6).allSatisfy(t -> assertThat(t).isBetween(low, high));
    for (double tick : ticks) {
      // As many decimals as tell the ticks apart, and no fewer than the tick has.
      assertThat(Double.parseDouble(scale.text(tick))).isCloseTo(tick, within(high * 1e-9));
    }
    assertThat(ticks.stream().map(scale::text)).doesNotHaveDuplicates();
  }

  @Test
  void placesValuesBetweenItsEnds() {
    Scale scale = new Scale(0, 2, 100, 300);
    assertThat(scale.at(0)).isEqualTo(100);
    assertThat(scale.at(0.5)).isEqualTo(150);
    assertThat(scale.at(2)).isEqualTo(300);
    assertThat(scale.at(-1)).isEqualTo(100);
    assertThat(scale.at(9)).isEqualTo(300);
    assertThat(new Scale(0, 1, 200, 0).at(0.25)).isEqualTo(150);
  }
}
