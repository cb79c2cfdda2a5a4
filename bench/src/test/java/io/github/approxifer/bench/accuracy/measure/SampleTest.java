package io.github.approxifer.bench.accuracy.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class SampleTest {

  /** Of 1, 2, 3, 4 the variance with n - 1 is 5/3, so a standard error is sqrt(5/12). */
  @Test
  void meanAndIntervalOfFourNumbers() {
    Sample sample = Sample.of(1, 2, 3, 4);
    assertThat(sample.mean()).isEqualTo(2.5);
    assertThat(sample.interval()).isCloseTo(1.96 * Math.sqrt(5.0 / 12), within(1e-12));
    assertThat(sample).hasToString("2.500 ± 1.265");
    assertThat(sample.signed()).isEqualTo("+2.500 ± 1.265");
  }

  /** 2,000 samples of 50 numbers: 95 % within four standard errors, 0.02; for 50 it is 94.4 %. */
  @Test
  void theIntervalCoversTheMeanAsOftenAsItSays() {
    Random random = new Random(3);
    int covered = 0;
    for (int run = 0; run < 2000; run++) {
      double[] values = new double[50];
      for (int i = 0; i < 50; i++) {
        values[i] = random.nextGaussian();
      }
      Sample sample = Sample.of(values);
      covered += Math.abs(sample.mean()) <= sample.interval() ? 1 : 0;
    }
    assertThat(covered / 2000.0).isCloseTo(0.944, within(0.02));
  }

  @Test
  void aPairedDifferenceDropsWhatBothHaveInCommon() {
    Sample difference = Sample.of(0.2, 0.9, 0.5).minus(Sample.of(0.1, 0.8, 0.4));
    assertThat(difference.mean()).isCloseTo(0.1, within(1e-12));
    assertThat(difference.interval()).isCloseTo(0, within(1e-12));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Sample.of(1, 2).minus(Sample.of(1)))
        .withMessageContaining("2 and 1 groups");
    assertThatIllegalArgumentException().isThrownBy(Sample::of);
  }
}
