package io.github.approxifer.interp.aaa;

import io.github.approxifer.interp.internal.Checks;
import java.util.function.DoubleUnaryOperator;

/**
 * AAA on a continuum: approximates a real function on a whole interval, choosing the samples
 * itself.
 *
 * <p>The samples follow the support points: there are at least three between each two neighbours,
 * so that they gather where the function is difficult, and a support point is put where the error
 * at them is greatest. What reaches the tolerance is checked at a fresh sample between each two
 * neighbouring ones; if it fails there, they are kept and the iteration goes on. No point is
 * sampled twice. Singularities at the ends of the interval or next to it are found without hints.
 * Source: T. A. Driscoll, Y. Nakatsukasa and L. N. Trefethen, AAA rational approximation on a
 * continuum, SIAM Journal on Scientific Computing 46 (2024), here with all samples in every fit,
 * and with the check.
 *
 * <p>Real poles inside the interval are probed: those that the function itself has are kept, all
 * others are worked away. If the iteration ends without reaching the tolerance, the best
 * approximation without a pole inside is returned, or, if there is none, the best; {@link
 * AaaApproximant#converged}, {@link AaaApproximant#error} and {@link AaaApproximant#poles} tell.
 * All methods are thread-safe.
 */
public final class AaaInterval {

  private AaaInterval() {}

  /**
   * Approximates a function on an interval.
   *
   * @param function the function, finite at every sample
   * @param lower the lower end, finite
   * @param upper the upper end, finite and greater than {@code lower}
   * @param options the tolerance and the greatest number of terms; the clean-up does not apply
   * @return the approximation; its errors are those on the samples known at each step, and its
   *     error is that at all samples, the fresh ones of the check included
   * @throws IllegalArgumentException if the interval is empty or not finite, or the function is not
   *     finite at a sample
   */
  public static AaaApproximant approximate(
      DoubleUnaryOperator function, double lower, double upper, AaaOptions options) {
    Checks.requireInterval(lower, upper);
    return new IntervalSearch(new SampledFunction(function, lower, upper), options).run();
  }
}
