package io.github.approxifer.bench.load.tail;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class TailTest {
  /** Of uniform draws the quantile is known, and so is how often an interval must hold it. */
  @Test
  void theIntervalHoldsTheQuantileAsOftenAsItSays() {
    SplittableRandom random = new SplittableRandom(7);
    int samples = 400;
    int low = 0;
    int high = 0;
    for (int i = 0; i < samples; i++) {
      Tail tail = Tail.of(random.doubles(8000).toArray());
      low += tail.p999Low() > 0.999 ? 1 : 0;
      high += tail.p999High() < 0.999 ? 1 : 0;
      assertThat(tail.p999()).isBetween(tail.p999Low(), tail.p999High());
      assertThat(tail.slowest()).isGreaterThanOrEqualTo(tail.p999High());
    }
    // Each side misses at most 2.5 % of the time, plus five standard deviations.
    double most = samples * 0.025 + 5 * Math.sqrt(samples * 0.025 * 0.975);
    assertThat(low).isLessThanOrEqualTo((int) most);
    assertThat(high).isLessThanOrEqualTo((int) most);
    assertThat(low + high).isPositive();
  }

  @Test
  void aSmallSampleHasNoUpperEnd() {
    Tail tail = Tail.of(new SplittableRandom(7).doubles(1000).toArray());
    assertThat(tail.p999High()).isInfinite();
    assertThat(tail.p999Low()).isPositive();
  }
}
