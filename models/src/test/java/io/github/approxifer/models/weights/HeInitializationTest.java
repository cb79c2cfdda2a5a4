package io.github.approxifer.models.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.approxifer.models.weights.Parameter.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;

class HeInitializationTest {

  private static final Parameter KERNEL =
      new Parameter("conv.weight", Kind.CONVOLUTION_KERNEL, List.of(3, 3, 64, 128));

  @Test
  void drawsKernelsWithVarianceTwoOverFanIn() {
    float[] values = HeInitialization.of(7).values(KERNEL);
    double sum = 0;
    double squares = 0;
    for (float value : values) {
      sum += value;
      squares += (double) value * value;
    }
    double variance = 2.0 / (3 * 3 * 64);
    int n = values.length;
    // Five standard errors of the mean and of the mean square of n normal numbers; fixed seed.
    assertThat(sum / n).isCloseTo(0, within(5 * Math.sqrt(variance / n)));
    assertThat(squares / n).isCloseTo(variance, within(5 * variance * Math.sqrt(2.0 / n)));
  }

  @Test
  void dependsOnSeedAndNameOnly() {
    HeInitialization first = HeInitialization.of(7);
    float[] before = first.values(KERNEL);
    Parameter other = new Parameter("other.weight", Kind.DENSE_KERNEL, KERNEL.shape());
    float[] between = first.values(other);
    assertThat(first.values(KERNEL)).isEqualTo(before).isNotEqualTo(between);
    assertThat(HeInitialization.of(7).values(KERNEL)).isEqualTo(before);
    assertThat(HeInitialization.of(8).values(KERNEL)).isNotEqualTo(before);
  }

  @Test
  void startsNormalizationAsIdentityAndBiasAsZero() {
    HeInitialization values = HeInitialization.of(7);
    for (Kind kind : List.of(Kind.SCALE, Kind.RUNNING_VARIANCE)) {
      assertThat(values.values(new Parameter("x", kind, List.of(2)))).containsExactly(1, 1);
    }
    for (Kind kind : List.of(Kind.SHIFT, Kind.RUNNING_MEAN, Kind.BIAS)) {
      assertThat(values.values(new Parameter("x", kind, List.of(2)))).containsExactly(0, 0);
    }
  }
}
