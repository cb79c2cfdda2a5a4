package io.github.approxifer.models.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class TrainingLimitsTest {

  private static TrainingLimits limits(@Nullable Duration stop, @Nullable Duration finish) {
    return new TrainingLimits(Duration.ZERO, stop, finish, 1);
  }

  @Test
  void theScheduleFollowsStepsOrTimeWhicheverIsFurther() {
    TrainingLimits minute = limits(null, Duration.ofMinutes(1));
    assertThat(minute.position(10, 100, 3)).isCloseTo(0.1, within(1e-12));
    assertThat(minute.position(10, 100, 30)).isCloseTo(0.5, within(1e-12));
    assertThat(minute.position(10, 100, 61)).isEqualTo(1);
    assertThat(limits(null, null).position(10, 100, 1e9)).isCloseTo(0.1, within(1e-12));
    assertThat(minute.stops(1e9)).isFalse();
    assertThat(limits(Duration.ofSeconds(2), null).stops(1.9)).isFalse();
    assertThat(limits(Duration.ofSeconds(2), null).stops(2.1)).isTrue();
  }

  @Test
  void refusesSenselessLimits() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> limits(null, Duration.ZERO))
        .withMessageContaining("within 0s");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new TrainingLimits(Duration.ZERO, null, null, 0))
        .withMessageContaining("threads must be at least 1, but was 0");
  }

  @Test
  void readsTimesAndBatches() {
    DurationConverter times = new DurationConverter();
    assertThat(times.convert("90s")).isEqualTo(Duration.ofSeconds(90));
    assertThat(times.convert("8m")).isEqualTo(Duration.ofMinutes(8));
    assertThat(times.convert("1h30m")).isEqualTo(Duration.ofMinutes(90));
    BatchRange.Converter ranges = new BatchRange.Converter();
    assertThat(ranges.convert("1-4")).isEqualTo(new BatchRange(1, 4)).hasToString("batches 1 to 4");
    assertThat(ranges.convert("3")).isEqualTo(new BatchRange(3, 3)).hasToString("batch 3");
  }

  @ParameterizedTest
  @ValueSource(strings = {"8", "eight minutes", "-8m", "8d"})
  void refusesWhatIsNoTime(String text) {
    assertThatExceptionOfType(TypeConversionException.class)
        .isThrownBy(() -> new DurationConverter().convert(text))
        .withMessage("'" + text + "' is no time; give it as 90s, 8m or 1h30m");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1,4", "all", "4-1", "0-2", "1-99999"})
  void refusesWhatAreNoBatches(String text) {
    assertThatExceptionOfType(TypeConversionException.class)
        .isThrownBy(() -> new BatchRange.Converter().convert(text))
        .withMessageContaining("batches");
  }
}
