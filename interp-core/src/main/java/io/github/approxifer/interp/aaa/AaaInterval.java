package io.github.approxifer.interp.aaa;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import org.ejml.data.Complex_F64;

/**
 * AAA on a continuum: approximates a real function on a whole interval, choosing the samples
 * itself.
 *
 * <p>The samples follow the support points: between each two neighbours lie equally many, so that
 * they gather where the function is difficult. A support point is put where the error at them is
 * greatest. The function is never sampled at more points than needed, and singularities at the ends
 * of the interval or next to it are found without hints. Source: T. A. Driscoll, Y. Nakatsukasa and
 * L. N. Trefethen, AAA rational approximation on a continuum, SIAM Journal on Scientific Computing
 * 46 (2024). If the iteration ends without reaching the tolerance, or with a pole inside the
 * interval, the best approximation without such a pole is returned; there may be none, which {@link
 * AaaApproximant#poles} then tells. All methods are thread-safe.
 */
public final class AaaInterval {

  private static final int LEAST_PER_GAP = 3;
  private static final int MOST_PER_GAP = 15;
  private static final int FRUITLESS = 16;

  private AaaInterval() {}

  /**
   * Approximates a function on an interval.
   *
   * @param function the function, finite on the interval
   * @param lower the lower end, finite
   * @param upper the upper end, finite and greater than {@code lower}
   * @param options the tolerance and the greatest number of terms; the clean-up does not apply
   * @return the approximation; its errors are those on the samples of each step
   * @throws IllegalArgumentException if the interval is empty or not finite, or the function is not
   *     finite at a sample
   */
  public static AaaApproximant approximate(
      DoubleUnaryOperator function, double lower, double upper, AaaOptions options) {
    if (!(lower < upper) || Double.isInfinite(lower) || Double.isInfinite(upper)) {
      throw new IllegalArgumentException(
          "[%s, %s] is not an interval; give two finite ends, the lower one first"
              .formatted(lower, upper));
    }
    double[] support = {lower, upper};
    double[] history = new double[Math.max(1, options.mostTerms() - 1)];
    Step best = new Step(function, support);
    Step step = best;
    double bestError = poleInside(best.approximant, lower, upper) ? Double.MAX_VALUE : best.error;
    history[0] = step.error;
    int steps = 1;
    int fruitless = 0;
    while (bestError > options.tolerance() * step.greatestValue
        && fruitless < FRUITLESS
        && support.length < options.mostTerms()
        && !Double.isNaN(step.worst)) {
      support = Arrays.copyOf(support, support.length + 1);
      support[support.length - 1] = step.worst;
      Arrays.sort(support);
      step = new Step(function, support);
      history[steps++] = step.error;
      fruitless++;
      if (step.error < bestError && !poleInside(step.approximant, lower, upper)) {
        best = step;
        bestError = step.error;
        fruitless = 0;
      }
    }
    return best.approximant.withErrors(Arrays.copyOf(history, steps));
  }

  private static boolean poleInside(AaaApproximant approximant, double lower, double upper) {
    for (Complex_F64 pole : approximant.poles()) {
      if (pole.imaginary == 0 && pole.real >= lower && pole.real <= upper) {
        return true;
      }
    }
    return false;
  }

  /** The approximation for one set of support points, and where it is worst. */
  private static final class Step {
    private final AaaApproximant approximant;
    private final double error;
    private final double greatestValue;
    private final double worst;

    Step(DoubleUnaryOperator function, double[] support) {
      int gaps = support.length - 1;
      int perGap = Math.max(LEAST_PER_GAP, MOST_PER_GAP + 1 - gaps);
      double[] points = Arrays.copyOf(support, support.length + gaps * perGap);
      int to = support.length;
      double last = support[0];
      for (int g = 0; g < gaps; g++) {
        for (int k = 1; k <= perGap; k++) {
          double share = k / (perGap + 1.0);
          double point = support[g] + share * (support[g + 1] - support[g]);
          // Between support points that are neighbouring numbers there is nothing.
          if (point > Math.max(support[g], last) && point < support[g + 1]) {
            points[to++] = point;
            last = point;
          }
        }
      }
      points = Arrays.copyOf(points, to);
      double[] values = new double[to];
      for (int i = 0; i < to; i++) {
        values[i] = function.applyAsDouble(points[i]);
        if (!Double.isFinite(values[i])) {
          throw new IllegalArgumentException(
              "the function is %s at %s, but must be finite on the interval"
                  .formatted(values[i], points[i]));
        }
      }
      Samples samples = Samples.of(points, values);
      Integer[] indices = new Integer[support.length];
      Arrays.setAll(indices, k -> k);
      Loewner loewner = new Loewner(samples);
      double[][] weights = loewner.weights(Arrays.asList(indices));
      double[] errors = new double[to];
      error = loewner.errors(Arrays.asList(indices), weights, errors);
      greatestValue = samples.greatestValue();
      double[][] supportValues = {
        Arrays.copyOf(values, support.length), new double[support.length]
      };
      approximant =
          new AaaApproximant(
              samples, Arrays.asList(indices), weights, supportValues, new double[0]);
      int at = -1;
      for (int i = support.length; i < to; i++) {
        if (at < 0 || errors[i] > errors[at]) {
          at = i;
        }
      }
      worst = at < 0 ? Double.NaN : points[at];
    }
  }
}
