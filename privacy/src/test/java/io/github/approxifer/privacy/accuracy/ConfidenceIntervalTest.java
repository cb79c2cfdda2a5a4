package io.github.approxifer.privacy.accuracy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class ConfidenceIntervalTest {
  @Test
  void containsItsEnds() {
    ConfidenceInterval interval = new ConfidenceInterval(-1, 2, 0.9);
    assertThat(interval.contains(-1)).isTrue();
    assertThat(interval.contains(2)).isTrue();
    assertThat(interval.contains(2.1)).isFalse();
    assertThat(interval.contains(-1.1)).isFalse();
    assertThat(interval.contains(Double.NaN)).isFalse();
  }

  @Test
  void roundsOutwards() {
    ConfidenceInterval interval = ConfidenceInterval.around(0.1, 0.2, 0.5);
    assertThat(interval.lower()).isLessThan(0.1 - 0.2);
    assertThat(interval.upper()).isGreaterThan(0.1 + 0.2);
    assertThat(interval.level()).isEqualTo(0.5);
  }

  @Test
  void refusesArgumentsOutOfRange() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ConfidenceInterval(2, 1, 0.5))
        .withMessageContaining("2.0, 1.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ConfidenceInterval(1, 2, 0))
        .withMessageContaining("0.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ConfidenceInterval.around(Double.POSITIVE_INFINITY, 1, 0.5))
        .withMessageContaining("Infinity");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ConfidenceInterval.around(1, -1, 0.5))
        .withMessageContaining("-1.0");
  }
}
