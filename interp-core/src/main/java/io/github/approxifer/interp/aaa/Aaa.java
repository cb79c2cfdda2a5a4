package io.github.approxifer.interp.aaa;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ejml.data.Complex_F64;

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
   * @return the approximation; if it did not reach the tolerance, the last of its errors tells
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
   * @return the approximation; if it did not reach the tolerance, the last of its errors tells
   * @throws IllegalArgumentException if the lengths differ, there is no finite sample or a point is
   *     repeated
   */
  public static AaaApproximant approximate(
      Complex_F64[] points, Complex_F64[] values, AaaOptions options) {
    return approximate(Samples.of(points, values), options);
  }

  private static AaaApproximant approximate(Samples samples, AaaOptions options) {
    Loewner loewner = new Loewner(samples);
    List<Integer> support = new ArrayList<>();
    double[] errors = errorsOfTheMean(samples);
    double goal = options.tolerance() * samples.greatestValue();
    int most = Math.min(options.mostTerms(), samples.size());
    double[] history = new double[most];
    double[][] weights = new double[2][0];
    int steps = 0;
    while (steps < most) {
      support.add(next(errors, support));
      weights = loewner.weights(support);
      history[steps] = loewner.errors(support, weights, errors);
      steps++;
      if (history[steps - 1] <= goal) {
        break;
      }
    }
    history = Arrays.copyOf(history, steps);
    AaaApproximant approximant = approximant(samples, support, weights, history);
    boolean unclean = options.cleanUpTolerance() > 0;
    while (unclean) {
      List<Integer> kept = CleanUp.keep(samples, support, approximant, options.cleanUpTolerance());
      unclean = kept.size() < support.size();
      if (unclean) {
        support = kept;
        approximant = approximant(samples, support, loewner.weights(support), history);
      }
    }
    return approximant;
  }

  /** The first support points that the algorithm chooses, or fewer if the fit becomes exact. */
  static List<Integer> support(Samples samples, int terms) {
    Loewner loewner = new Loewner(samples);
    List<Integer> support = new ArrayList<>();
    double[] errors = errorsOfTheMean(samples);
    double error = Double.POSITIVE_INFINITY;
    while (support.size() < terms && error > 0) {
      support.add(next(errors, support));
      error = loewner.errors(support, loewner.weights(support), errors);
    }
    return support;
  }

  private static AaaApproximant approximant(
      Samples samples, List<Integer> support, double[][] weights, double[] history) {
    double[][] values = new double[2][support.size()];
    for (int k = 0; k < support.size(); k++) {
      values[0][k] = samples.valuesRe[support.get(k)];
      values[1][k] = samples.valuesIm[support.get(k)];
    }
    return new AaaApproximant(samples, support, weights, values, history);
  }

  private static double[] errorsOfTheMean(Samples samples) {
    int count = samples.size();
    double re = 0;
    double im = 0;
    for (int i = 0; i < count; i++) {
      re += samples.valuesRe[i] / count;
      im += samples.valuesIm[i] / count;
    }
    double[] errors = new double[count];
    for (int i = 0; i < count; i++) {
      errors[i] = Math.hypot(samples.valuesRe[i] - re, samples.valuesIm[i] - im);
    }
    return errors;
  }

  private static int next(double[] errors, List<Integer> support) {
    int worst = -1;
    for (int i = 0; i < errors.length; i++) {
      if ((worst < 0 || errors[i] > errors[worst]) && !support.contains(i)) {
        worst = i;
      }
    }
    return worst;
  }
}
