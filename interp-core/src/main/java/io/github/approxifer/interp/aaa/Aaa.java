package io.github.approxifer.interp.aaa;

import java.util.ArrayList;
import java.util.List;
import org.ejml.data.Complex_F64;
import org.ejml.data.DMatrixRMaj;

/**
 * The AAA algorithm on samples: one support point after the other is put where the error is
 * greatest, and the weights are chosen by least squares over all other samples, until the error is
 * small enough.
 *
 * <p>Source: Nakatsukasa, Sete and Trefethen 2018, with scaled columns in the least-squares
 * problem. Samples that are not finite are left out. At the end, poles with negligible residues
 * ("Froissart doublets") are removed together with their nearest support points and the weights are
 * computed again; what is negligible is measured by the distance to the samples and the geometric
 * mean of the values, as Chebfun does. All methods are thread-safe.
 */
public final class Aaa {

  private Aaa() {}

  /**
   * Approximates samples of a real function at real points.
   *
   * @param points the points, distinct; not modified
   * @param values the values; not modified
   * @param options when to stop
   * @return the approximation; {@link AaaApproximant#converged} tells whether it reached the
   *     tolerance
   * @throws IllegalArgumentException if the lengths differ, there is no finite sample or a point is
   *     repeated
   */
  public static AaaApproximant approximate(double[] points, double[] values, AaaOptions options) {
    return approximate(Samples.of(points, values), options);
  }

  /**
   * Approximates samples of a complex function.
   *
   * @param points the points, distinct; not modified
   * @param values the values; not modified
   * @param options when to stop
   * @return the approximation; {@link AaaApproximant#converged} tells whether it reached the
   *     tolerance
   * @throws IllegalArgumentException if the lengths differ, there is no finite sample or a point is
   *     repeated
   */
  public static AaaApproximant approximate(
      Complex_F64[] points, Complex_F64[] values, AaaOptions options) {
    return approximate(Samples.of(points, values), options);
  }

  /**
   * Approximates several real functions at once, by rational functions that share support points
   * and weights, and so their poles (Y. Nakatsukasa, O. Sete and L. N. Trefethen 2018, section 10;
   * A. Hochman, FastAAA: A fast rational-function fitter, EPEPS 2017).
   *
   * @param points the m points, distinct; not modified
   * @param values the values, m x c: row i holds the c outputs at point i; a point with a value
   *     that is not finite is left out; not modified
   * @param options when to stop; the tolerance is relative to the greatest absolute value of all
   *     outputs, so bring outputs of different sizes to the same scale
   * @return the approximation
   * @throws IllegalArgumentException if the lengths differ, there is no output or no finite sample,
   *     or a point is repeated
   */
  public static AaaVectorApproximant approximate(
      double[] points, DMatrixRMaj values, AaaOptions options) {
    if (values.numCols < 1) {
      throw new IllegalArgumentException("there is no output; give a column of values for each");
    }
    Samples samples = Samples.of(points, values);
    return new AaaVectorApproximant(approximants(samples, options));
  }

  private static AaaApproximant approximate(Samples samples, AaaOptions options) {
    return approximants(samples, options)[0];
  }

  /** One approximant an output. */
  private static AaaApproximant[] approximants(Samples samples, AaaOptions options) {
    GreedyFit fit = new GreedyFit(samples);
    double goal = options.tolerance() * samples.greatestValue();
    int most = Math.min(options.mostTerms(), samples.size());
    List<Double> history = new ArrayList<>();
    while (history.size() < most && (history.isEmpty() || fit.error() > goal)) {
      fit.add(fit.worst());
      fit.fit();
      history.add(samples.value(fit.error()));
    }
    boolean unclean = options.cleanUpTolerance() > 0;
    while (unclean) {
      List<Integer> kept = CleanUp.keep(samples, fit, options.cleanUpTolerance());
      unclean = kept.size() < fit.support().size();
      if (unclean) {
        fit = new GreedyFit(samples);
        kept.forEach(fit::add);
        fit.fit();
      }
    }
    Convergence convergence =
        new Convergence(history, samples.value(fit.error()), fit.error() <= goal);
    AaaApproximant[] approximants = new AaaApproximant[samples.outputs()];
    for (int c = 0; c < approximants.length; c++) {
      approximants[c] = approximant(samples, fit, c, convergence);
    }
    return approximants;
  }

  /** The rational function of one output in the present state of a fit. */
  static AaaApproximant approximant(
      Samples samples, GreedyFit fit, int output, Convergence convergence) {
    return AaaApproximant.of(
        samples, fit.support(), fit.weights(), fit.supportValues(output), convergence);
  }
}
