package io.github.approxifer.privacy.sensitivity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClippingTest {
  private static BigDecimal l1Norm(double[] values) {
    BigDecimal sum = BigDecimal.ZERO;
    for (double value : values) {
      sum = sum.add(new BigDecimal(value).abs());
    }
    return sum;
  }

  private static BigDecimal squaredL2Norm(double[] values) {
    BigDecimal sum = BigDecimal.ZERO;
    for (double value : values) {
      sum = sum.add(new BigDecimal(value).pow(2));
    }
    return sum;
  }

  private static double[] widen(float[] values) {
    double[] wide = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      wide[i] = values[i];
    }
    return wide;
  }

  private static double[] random(SplittableRandom random, int count, int exponent) {
    double[] values = new double[count];
    for (int i = 0; i < count; i++) {
      values[i] = Math.scalb(random.nextDouble() - 0.5, exponent + random.nextInt(8));
    }
    return values;
  }

  @ParameterizedTest
  @ValueSource(ints = {-1060, -500, -20, 0, 3, 60, 500, 1010})
  void theExactNormNeverExceedsTheBound(int exponent) {
    SplittableRandom random = new SplittableRandom(exponent);
    for (int trial = 0; trial < 200; trial++) {
      int m = 1 + random.nextInt(40);
      double[] values = random(random, m, exponent);
      double bound = 0.1 + random.nextDouble();
      BigDecimal exact = new BigDecimal(bound);
      double[] l1 = Clipping.toL1Norm(bound, m).clip(values, new double[m]);
      double[] l2 = Clipping.toL2Norm(bound, m).clip(values, new double[m]);
      assertThat(l1Norm(l1)).isLessThanOrEqualTo(exact);
      assertThat(squaredL2Norm(l2)).isLessThanOrEqualTo(exact.pow(2));
      double slack = (2 * m + 8) * 0x1p-52;
      if (l1Norm(values).compareTo(exact) > 0) {
        assertThat(l1Norm(l1).doubleValue()).isGreaterThanOrEqualTo(bound * (1 - slack));
      }
      if (squaredL2Norm(values).compareTo(exact.pow(2)) > 0) {
        assertThat(Math.sqrt(squaredL2Norm(l2).doubleValue()))
            .isGreaterThanOrEqualTo(bound * (1 - slack));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {-140, -20, 0, 3, 60, 115})
  void theExactNormOfFloatsNeverExceedsTheBound(int exponent) {
    SplittableRandom random = new SplittableRandom(exponent);
    for (int trial = 0; trial < 200; trial++) {
      int m = 1 + random.nextInt(40);
      double[] wide = random(random, m, exponent);
      float[] values = new float[m];
      for (int i = 0; i < m; i++) {
        values[i] = (float) wide[i];
      }
      double bound = 0.1 + random.nextDouble();
      BigDecimal exact = new BigDecimal(bound);
      float[] l1 = Clipping.toL1Norm(bound, m).clip(values, new float[m]);
      float[] l2 = Clipping.toL2Norm(bound, m).clip(values, new float[m]);
      assertThat(l1Norm(widen(l1))).isLessThanOrEqualTo(exact);
      assertThat(squaredL2Norm(widen(l2))).isLessThanOrEqualTo(exact.pow(2));
      if (l1Norm(widen(values)).compareTo(exact) > 0) {
        assertThat(l1Norm(widen(l1)).doubleValue()).isCloseTo(bound, within(bound * 1e-6));
      }
    }
  }

  /** The usual way, without directed rounding, does exceed the bound: what the class is for. */
  @Test
  void plainScalingExceedsTheBound() {
    SplittableRandom random = new SplittableRandom(2);
    int exceeded = 0;
    for (int trial = 0; trial < 200; trial++) {
      double[] values = random(random, 10, 3);
      double sum = 0;
      for (double value : values) {
        sum += Math.abs(value);
      }
      for (int i = 0; i < values.length; i++) {
        values[i] *= 1 / sum;
      }
      exceeded += l1Norm(values).compareTo(BigDecimal.ONE) > 0 ? 1 : 0;
    }
    assertThat(exceeded).isGreaterThan(20);
  }

  @Test
  void scalingKeepsTheDirection() {
    double[] values = {30, -40, 0};
    double[] clipped = Clipping.toL2Norm(5, 3).clip(values, values);
    assertThat(clipped).isSameAs(values);
    assertThat(clipped[0]).isCloseTo(3, within(1e-14));
    assertThat(clipped[1]).isCloseTo(-4, within(1e-14));
    assertThat(clipped[2]).isZero();
  }

  @Test
  void valuesWithinTheBoundStayAsTheyAre() {
    double[] values = {0.3, -0.2, 1e-320};
    assertThat(Clipping.toL1Norm(1, 3).clip(values, new double[3])).containsExactly(values);
    assertThat(Clipping.toL2Norm(1, 3).clip(values, new double[3])).containsExactly(values);
    assertThat(Clipping.toRange(-1, 1, 3).clip(values, new double[3])).containsExactly(values);
    double[] tiny = {Double.MIN_VALUE, 0};
    assertThat(Clipping.toL1Norm(1, 2).clip(tiny, new double[2])).containsExactly(tiny);
    float[] floats = {0.25f, -0.5f};
    assertThat(Clipping.toL1Norm(1, 2).clip(floats, new float[2])).containsExactly(floats);
    assertThat(Clipping.toRange(-1, 1, 2).clip(floats, new float[2])).containsExactly(floats);
  }

  @Test
  void everyInputHasAnImage() {
    double[] odd = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 5};
    assertThat(Clipping.toRange(-2, 3, 4).clip(odd, new double[4])).containsExactly(0, 3, -2, 3);
    assertThat(Clipping.toRange(1, 3, 4).clip(odd, new double[4])).containsExactly(1, 3, 1, 3);
    for (Clipping clipping : new Clipping[] {Clipping.toL1Norm(1, 4), Clipping.toL2Norm(1, 4)}) {
      double[] clipped = clipping.clip(odd, new double[4]);
      assertThat(clipped[0]).isZero();
      assertThat(clipped[1]).isEqualTo(-clipped[2]).isBetween(0.49, 0.71);
      assertThat(squaredL2Norm(clipped)).isLessThanOrEqualTo(BigDecimal.ONE);
    }
    float[] oddFloats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, 5};
    assertThat(Clipping.toRange(-2, 3, 4).clip(oddFloats, new float[4]))
        .containsExactly(0, 3, -2, 3);
    float[] clipped = Clipping.toL1Norm(1, 4).clip(oddFloats, new float[4]);
    assertThat(clipped[0]).isZero();
    assertThat(clipped[1]).isEqualTo(-clipped[2]).isBetween(0.49f, 0.5f);
  }

  @Test
  void floatRangesStayWithinDoubleBounds() {
    // 0.1 as a float is above 0.1 as a double.
    float[] clipped = Clipping.toRange(-0.1, 0.1, 2).clip(new float[] {9, -9}, new float[2]);
    assertThat((double) clipped[0]).isEqualTo((double) Math.nextDown(0.1f)).isLessThan(0.1);
    assertThat((double) clipped[1]).isGreaterThan(-0.1);
    RangeClipping narrow = Clipping.toRange(0.1, Math.nextUp(0.1), 1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> narrow.clip(new float[1], new float[1]))
        .withMessageContaining("contain a float");
  }

  @Test
  void refusesArgumentsOutOfRange() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Clipping.toRange(2, 1, 1))
        .withMessageContaining("2.0, 1.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Clipping.toRange(0, Double.POSITIVE_INFINITY, 1))
        .withMessageContaining("Infinity");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Clipping.toL1Norm(Double.NaN, 1))
        .withMessageContaining("NaN");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Clipping.toL2Norm(1, 0))
        .withMessageContaining("0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Clipping.toL2Norm(1, 2).clip(new double[3], new double[3]))
        .withMessageContaining("3");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Clipping.toRange(0, 1, 2).clip(new double[3], new double[3]))
        .withMessageContaining("2 values, but got 3");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Clipping.toL2Norm(1, 2).clip(new float[2], new float[1]))
        .withMessageContaining("destination");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Clipping.toRange(0, 1, 0))
        .withMessageContaining("0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Clipping.toRange(0, 1, 2).clip(new float[2], new float[1]))
        .withMessageContaining("destination");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Clipping.toRange(0, Double.MAX_VALUE, 2).l1Sensitivity())
        .withMessageContaining("Infinity");
  }
}
