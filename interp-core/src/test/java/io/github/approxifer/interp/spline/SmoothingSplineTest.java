package io.github.approxifer.interp.spline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.approxifer.interp.nodes.ChebyshevNodes;
import io.github.approxifer.interp.nodes.EquispacedNodes;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.assertj.core.data.Offset;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.junit.jupiter.api.Test;

class SmoothingSplineTest {

  /** Rounding in systems of up to 12 knots, whose condition number is below 1e4. */
  private static final Offset<Double> ROUNDING = within(1e-11);

  /**
   * The same for the dense matrix I + n lambda K, of condition number below 1e6 for lambda = 10.
   */
  private static final Offset<Double> DENSE = within(1e-9);

  private static double[] knots(Random random, int count) {
    double[] knots = new double[count];
    for (int i = 0; i < count; i++) {
      knots[i] = i + 0.6 * random.nextDouble();
    }
    return knots;
  }

  private static double[] values(Random random, int count) {
    return random.doubles(count, -1, 1).toArray();
  }

  /** The hat matrix by dense algebra: the integral of g''^2 is y' Q R^-1 Q' y. */
  private static DMatrixRMaj hat(double[] x, double lambda) {
    int n = x.length;
    DMatrixRMaj q = new DMatrixRMaj(n, n - 2);
    DMatrixRMaj r = new DMatrixRMaj(n - 2, n - 2);
    for (int j = 0; j < n - 2; j++) {
      double h = x[j + 1] - x[j];
      double k = x[j + 2] - x[j + 1];
      q.set(j, j, 1 / h);
      q.set(j + 1, j, -1 / h - 1 / k);
      q.set(j + 2, j, 1 / k);
      r.set(j, j, (h + k) / 3);
      if (j + 1 < n - 2) {
        r.set(j, j + 1, k / 6);
        r.set(j + 1, j, k / 6);
      }
    }
    DMatrixRMaj half = new DMatrixRMaj(n, n - 2);
    DMatrixRMaj matrix = CommonOps_DDRM.identity(n);
    assertThat(CommonOps_DDRM.invert(r)).isTrue();
    CommonOps_DDRM.mult(q, r, half);
    CommonOps_DDRM.multAddTransB(n * lambda, half, q, matrix);
    assertThat(CommonOps_DDRM.invert(matrix)).isTrue();
    return matrix;
  }

  @Property(tries = 60)
  void fitsAsTheDenseNormalEquationsDo(
      @ForAll @IntRange(min = 3, max = 12) int count,
      @ForAll @DoubleRange(min = -6, max = 1) double exponent,
      @ForAll long seed) {
    Random random = new Random(seed);
    double[] x = knots(random, count);
    double[] y = values(random, count);
    double lambda = Math.pow(10, exponent);
    SmoothingSpline spline = SmoothingSpline.of(x, lambda);
    DMatrixRMaj hat = hat(x, lambda);
    double[] fitted = spline.fit(y).knotValues();
    double[] leverages = spline.leverages();
    for (int i = 0; i < count; i++) {
      double expected = 0;
      for (int j = 0; j < count; j++) {
        expected += hat.get(i, j) * y[j];
      }
      assertThat(fitted[i]).isCloseTo(expected, DENSE);
      assertThat(leverages[i]).isCloseTo(hat.get(i, i), DENSE);
    }
  }

  @Property(tries = 60)
  void leavesOneOutAsARefitDoes(@ForAll @IntRange(min = 4, max = 12) int count, @ForAll long seed) {
    Random random = new Random(seed);
    double[] x = knots(random, count);
    double[] y = values(random, count);
    for (double lambda : new double[] {0, 1e-3, 10}) {
      double[] residuals = SmoothingSpline.of(x, lambda).leaveOneOutResiduals(y, new double[count]);
      for (int i = 0; i < count; i++) {
        // The weight of each remaining value stays 1/n, so lambda is stretched by n/(n-1).
        SmoothingSpline refit = SmoothingSpline.of(without(x, i), lambda * count / (count - 1.0));
        double expected = y[i] - refit.fit(without(y, i)).value(x[i]);
        assertThat(residuals[i]).isCloseTo(expected, within(1e-10));
      }
    }
  }

  private static double[] without(double[] numbers, int index) {
    double[] rest = new double[numbers.length - 1];
    System.arraycopy(numbers, 0, rest, 0, index);
    System.arraycopy(numbers, index + 1, rest, index, rest.length - index);
    return rest;
  }

  @Property(tries = 60)
  void reproducesStraightLinesForEveryLambda(
      @ForAll @IntRange(min = 1, max = 12) int count,
      @ForAll @DoubleRange(min = -300, max = 300) double exponent,
      @ForAll long seed) {
    double[] x = knots(new Random(seed), count);
    double slope = count == 1 ? 0 : -0.5;
    double[] y = Arrays.stream(x).map(t -> 3 + slope * t).toArray();
    for (double lambda : new double[] {0, Math.pow(10, exponent)}) {
      CubicSpline spline = SmoothingSpline.of(x, lambda).fit(y);
      for (double z = -2; z < count + 2; z += 0.37) {
        assertThat(spline.value(z)).isCloseTo(3 + slope * z, ROUNDING);
      }
    }
  }

  @Property(tries = 60)
  void matrixRowsAreTheSplineItself(
      @ForAll @IntRange(min = 1, max = 12) int count, @ForAll long seed) {
    Random random = new Random(seed);
    double[] x = knots(random, count);
    double[] y = values(random, count);
    double[] points = random.doubles(7, -1, count + 1).toArray();
    for (double lambda : new double[] {0, 1e-2}) {
      SmoothingSpline spline = SmoothingSpline.of(x, lambda);
      DMatrixRMaj matrix = spline.evaluationMatrix(points, new DMatrixRMaj(1, 1));
      assertThat(matrix.numRows).isEqualTo(7);
      assertThat(matrix.numCols).isEqualTo(count);
      for (int i = 0; i < points.length; i++) {
        double sum = 0;
        double rowSum = 0;
        for (int j = 0; j < count; j++) {
          sum += matrix.get(i, j) * y[j];
          rowSum += matrix.get(i, j);
        }
        assertThat(sum).isCloseTo(spline.fit(y).value(points[i]), ROUNDING);
        assertThat(rowSum).isCloseTo(1, ROUNDING);
      }
    }
  }

  @Property(tries = 30)
  void descendingKnotsGiveTheSameCurve(
      @ForAll @IntRange(min = 2, max = 12) int count, @ForAll long seed) {
    Random random = new Random(seed);
    double[] x = knots(random, count);
    double[] y = values(random, count);
    CubicSpline up = SmoothingSpline.of(x, 1e-2).fit(y);
    CubicSpline down = SmoothingSpline.of(reversed(x), 1e-2).fit(reversed(y));
    for (double z = -1; z < count + 1; z += 0.41) {
      for (int order = 0; order <= 3; order++) {
        assertThat(down.derivative(z, order)).isCloseTo(up.derivative(z, order), ROUNDING);
      }
    }
  }

  private static double[] reversed(double[] numbers) {
    double[] result = new double[numbers.length];
    for (int i = 0; i < result.length; i++) {
      result[i] = numbers[result.length - 1 - i];
    }
    return result;
  }

  @Property(tries = 30)
  void scalingByPowersOfTwoIsExact(
      @ForAll @IntRange(min = 3, max = 12) int count, @ForAll long seed) {
    Random random = new Random(seed);
    double[] x = knots(random, count);
    double[] y = values(random, count);
    double[] scaled = Arrays.stream(y).map(v -> v * 0x1p311).toArray();
    SmoothingSpline smoothing = SmoothingSpline.of(x, 0.125);
    for (double z = -1; z < count + 1; z += 0.41) {
      assertThat(smoothing.fit(scaled).value(z)).isEqualTo(0x1p311 * smoothing.fit(y).value(z));
    }
  }

  @Test
  void degreesOfFreedomFallFromAllToTwo() {
    double[] x = ChebyshevNodes.firstKind(9);
    assertThat(Arrays.stream(SmoothingSpline.of(x, 0).leverages()).sum()).isEqualTo(9);
    assertThat(Arrays.stream(SmoothingSpline.of(x, 1e12).leverages()).sum())
        .isCloseTo(2, within(1e-9));
  }

  @Test
  void crossValidationIsItsDefinition() {
    Random random = new Random(11);
    double[] x = knots(random, 10);
    double[] y = values(random, 10);
    SmoothingSpline spline = SmoothingSpline.of(x, 0.05);
    double[] fitted = spline.fit(y).knotValues();
    double squares = 0;
    double trace = 0;
    for (int i = 0; i < 10; i++) {
      squares += Math.pow(y[i] - fitted[i], 2) / 10;
      trace += (1 - spline.leverages()[i]) / 10;
    }
    double score = spline.generalizedCrossValidation(y);
    assertThat(score).isCloseTo(squares / (trace * trace), within(1e-12));
    // The limit at lambda = 0 is approached.
    assertThat(SmoothingSpline.of(x, 0).generalizedCrossValidation(y))
        .isCloseTo(SmoothingSpline.of(x, 1e-9).generalizedCrossValidation(y), within(1e-5));
  }

  @Test
  void crossValidationFindsTheCurveUnderTheNoise() {
    double[] x = EquispacedNodes.of(200, 0, 1);
    Random random = new Random(5);
    double[] y = Arrays.stream(x).map(t -> Math.sin(6 * t) + 0.2 * random.nextGaussian()).toArray();
    double byScore = SmoothingParameter.byGeneralizedCrossValidation(x, y, 1e-12, 1e3).lambda();
    double byResiduals = SmoothingParameter.byLeaveOneOut(x, y, 1e-12, 1e3).lambda();
    for (double lambda : new double[] {byScore, byResiduals}) {
      double[] fitted = SmoothingSpline.of(x, lambda).fit(y).knotValues();
      double squares = 0;
      for (int i = 0; i < x.length; i++) {
        squares += Math.pow(fitted[i] - Math.sin(6 * x[i]), 2) / x.length;
      }
      // Noise of 0.2 spread over about ten degrees of freedom of 200 leaves 0.2 sqrt(10/200).
      assertThat(Math.sqrt(squares)).isLessThan(0.2 * Math.sqrt(10 / 200.0));
      double score = SmoothingSpline.of(x, byScore).generalizedCrossValidation(y);
      assertThat(score)
          .isLessThanOrEqualTo(SmoothingSpline.of(x, 1.1 * byScore).generalizedCrossValidation(y))
          .isLessThanOrEqualTo(SmoothingSpline.of(x, byScore / 1.1).generalizedCrossValidation(y));
    }
  }

  @Test
  void findsTheParameterInAnyUnits() {
    double[] x = EquispacedNodes.of(200, 0, 1);
    Random random = new Random(5);
    double[] y = Arrays.stream(x).map(t -> Math.sin(6 * t) + 0.1 * random.nextGaussian()).toArray();
    SmoothingParameter inUnits = SmoothingParameter.byGeneralizedCrossValidation(x, y);
    assertThat(inUnits.atAnEnd()).isFalse();
    for (double unit : new double[] {0x1p-10, 86_400, 1e6, 0x1p-60}) {
      double[] scaled = Arrays.stream(x).map(t -> unit * t).toArray();
      SmoothingParameter found = SmoothingParameter.byGeneralizedCrossValidation(scaled, y);
      assertThat(found.lambda() / Math.pow(unit, 3))
          .isCloseTo(inUnits.lambda(), within(1e-3 * inUnits.lambda()));
      double[] fitted = SmoothingSpline.of(scaled, found.lambda()).fit(y).knotValues();
      double squares = 0;
      for (int i = 0; i < x.length; i++) {
        squares += Math.pow(fitted[i] - Math.sin(6 * x[i]), 2) / x.length;
      }
      // Noise of 0.1 spread over about ten degrees of freedom of 200.
      assertThat(Math.sqrt(squares)).isLessThan(0.1 * Math.sqrt(20 / 200.0));
      double byResiduals = SmoothingParameter.byLeaveOneOut(scaled, y).lambda();
      assertThat(byResiduals / found.lambda()).isBetween(0.1, 10.0);
    }
  }

  @Test
  void tellsThatAnEndWasHit() {
    double[] x = EquispacedNodes.of(50, 0, 1e-3);
    Random random = new Random(7);
    double[] y =
        Arrays.stream(x).map(t -> Math.sin(6e3 * t) + 0.1 * random.nextGaussian()).toArray();
    SmoothingParameter wrongUnits =
        SmoothingParameter.byGeneralizedCrossValidation(x, y, 1e-8, 1e3);
    assertThat(wrongUnits.atAnEnd()).isTrue();
    assertThat(wrongUnits.lambda()).isEqualTo(1e-8);
    assertThat(SmoothingParameter.byGeneralizedCrossValidation(x, y).atAnEnd()).isFalse();
    // A straight line asks for all the smoothing there is.
    double[] line = Arrays.stream(x).map(t -> t + 1e-4 * (random.nextDouble() - 0.5)).toArray();
    SmoothingParameter straight = SmoothingParameter.byGeneralizedCrossValidation(x, line);
    double freedom = Arrays.stream(SmoothingSpline.of(x, straight.lambda()).leverages()).sum();
    assertThat(freedom).isBetween(2.0, 12.0);
  }

  @Test
  void keepsItsDigitsForManyPointsAndMuchSmoothing() {
    for (int count : new int[] {10_000, 100_000}) {
      double[] x = EquispacedNodes.of(count, 0, 1);
      for (double lambda : new double[] {1e-4, 1, 1e6}) {
        SmoothingSpline spline = SmoothingSpline.of(x, lambda);
        double[] leverages = spline.leverages();
        assertThat(Arrays.stream(leverages).min().orElseThrow()).isPositive();
        // 1/500 per lambda from the slowest mode, and less from the others.
        double freedom = Arrays.stream(leverages).sum();
        assertThat(freedom).isBetween(2.0, 2 + 1 / (400 * lambda) + 1e-6);
      }
      double[] y = Arrays.stream(x).map(t -> Math.sin(40 * t)).toArray();
      double[] fitted = SmoothingSpline.of(x, 1e6).fit(y).knotValues();
      double mean = Arrays.stream(y).average().orElseThrow();
      double slope = 0;
      double squares = 0;
      for (int i = 0; i < count; i++) {
        slope += (x[i] - 0.5) * (y[i] - mean);
        squares += (x[i] - 0.5) * (x[i] - 0.5);
      }
      slope /= squares;
      for (int i = 0; i < count; i += count / 10) {
        // Off the line by the share 1/(500 lambda) of the values, and by rounding.
        assertThat(fitted[i]).isCloseTo(mean + slope * (x[i] - 0.5), within(1e-8));
      }
    }
  }

  @Test
  void repeatedPointsCountAsTheirMean() {
    double[] x = {0, 1, 1, 1, 2, 3, 3, 5};
    double[] y = {1, 2, 4, 3, 0, 1, 2, 2};
    double[] w = {1, 2, 1, 1, 1, 3, 1, 2};
    SmoothingSpline spline = SmoothingSpline.of(x, w, 0.1);
    double[] merged = {0, 1, 2, 3, 5};
    double[] means = {1, 11 / 4.0, 0, 5 / 4.0, 2};
    double[] sums = {1, 4, 1, 4, 2};
    CubicSpline expected = SmoothingSpline.of(merged, sums, 0.1 * 8 / 5).fit(means);
    for (double z = -1; z < 6; z += 0.3) {
      assertThat(spline.fit(y).value(z)).isCloseTo(expected.value(z), ROUNDING);
    }
    assertThat(spline.knots()).containsExactly(merged);
    assertThat(SmoothingSpline.of(x, 0.1).evaluationMatrix(new double[] {2.5}, null).numCols)
        .isEqualTo(8);
    double[] residuals = spline.leaveOneOutResiduals(y, new double[8]);
    double[] leverages = spline.leverages();
    double trace = 0;
    double squares = 0;
    for (int i = 0; i < 8; i++) {
      double[] otherWeights = without(w, i);
      SmoothingSpline refit = SmoothingSpline.of(without(x, i), otherWeights, 0.1 * 8 / 7);
      double left = y[i] - refit.fit(without(y, i)).value(x[i]);
      assertThat(residuals[i]).isCloseTo(left, ROUNDING);
      double residual = y[i] - spline.fit(y).value(x[i]);
      assertThat(residuals[i]).isCloseTo(residual / (1 - leverages[i]), ROUNDING);
      trace += (1 - leverages[i]) / 8;
      squares += w[i] * residual * residual / 8;
    }
    assertThat(spline.generalizedCrossValidation(y)).isCloseTo(squares / (trace * trace), ROUNDING);
    assertThat(SmoothingParameter.byGeneralizedCrossValidation(x, w, y).lambda()).isPositive();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SmoothingSpline.of(x, 0))
        .withMessageContaining("knots[2] = 1.0");
  }

  @Test
  void refusesBadInput() {
    double[] x = {0, 1, 2};
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SmoothingSpline.of(x, -1))
        .withMessageContaining("lambda = -1.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SmoothingSpline.of(x, Double.NaN))
        .withMessageContaining("NaN");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SmoothingSpline.of(new double[] {0, 2, 1}, 0))
        .withMessageContaining("knots[2] = 1.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SmoothingSpline.of(x, 0).fit(new double[2]))
        .withMessageContaining("2 values for 3 knots");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> SmoothingSpline.of(new double[2], 0).leaveOneOutResiduals(x, new double[2]));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SmoothingSpline.of(new double[] {0, 1}, 0).generalizedCrossValidation(x))
        .withMessageContaining("2 knots");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SmoothingSpline.of(x, 0).leaveOneOutResiduals(x, new double[4]))
        .withMessageContaining("4 values");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> SmoothingSpline.of(x, 0).evaluationMatrix(new double[] {Double.NaN}, null))
        .withMessageContaining("points[0]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SmoothingParameter.byLeaveOneOut(x, x, 1, 1))
        .withMessageContaining("[1.0, 1.0]");
  }

  @Test
  void refusesWeightsThatAreNothingBesideOthers() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> SmoothingSpline.of(new double[] {0, 1, 2}, new double[] {1e-300, 1e300, 1}, 1))
        .withMessageContaining("weights[0] = 1.0E-300");
  }
}
