package io.github.approxifer.interp.aaa;

import io.github.approxifer.interp.rational.ComplexInterpolant;
import java.util.ArrayList;
import java.util.List;
import org.ejml.data.Complex_F64;

/** Finds the support points that stand next to spurious poles. */
final class CleanUp {

  private CleanUp() {}

  /**
   * The support points without those nearest to poles whose residues in all outputs, divided by the
   * distance to the nearest sample, are negligible. All in the units of the samples.
   */
  static List<Integer> keep(Samples samples, GreedyFit fit, double tolerance) {
    double negligible = tolerance * samples.geometricMean();
    List<Integer> kept = new ArrayList<>(fit.support());
    ComplexInterpolant first = function(samples, fit, 0);
    Complex_F64[] poles = first.poles();
    double[] residues = new double[poles.length];
    for (int c = 0; c < samples.outputs(); c++) {
      Complex_F64[] ofOutput = function(samples, fit, c).residues(poles);
      for (int i = 0; i < poles.length; i++) {
        residues[i] = Math.max(residues[i], ofOutput[i].getMagnitude());
      }
    }
    for (int i = 0; i < poles.length && kept.size() > 1; i++) {
      double distance = Double.POSITIVE_INFINITY;
      for (int s = 0; s < samples.size(); s++) {
        distance = Math.min(distance, distance(samples, s, poles[i]));
      }
      if (residues[i] < negligible * distance) {
        Integer nearest = kept.get(0);
        for (Integer j : kept) {
          if (distance(samples, j, poles[i]) < distance(samples, nearest, poles[i])) {
            nearest = j;
          }
        }
        kept.remove(nearest);
      }
    }
    return kept;
  }

  private static ComplexInterpolant function(Samples samples, GreedyFit fit, int output) {
    List<Complex_F64> points = new ArrayList<>();
    List<Complex_F64> weights = new ArrayList<>();
    List<Complex_F64> values = new ArrayList<>();
    for (int k = 0; k < fit.support().size(); k++) {
      double re = fit.weights()[0][k];
      double im = fit.weights()[1][k];
      if (re != 0 || im != 0) {
        int i = fit.support().get(k);
        points.add(new Complex_F64(samples.pointsRe[i], samples.pointsIm[i]));
        weights.add(new Complex_F64(re, im));
        values.add(new Complex_F64(samples.valuesRe[output][i], samples.valuesIm[output][i]));
      }
    }
    Complex_F64[] none = new Complex_F64[0];
    return ComplexInterpolant.of(points.toArray(none), weights.toArray(none), values.toArray(none));
  }

  private static double distance(Samples samples, int sample, Complex_F64 point) {
    return Math.hypot(
        samples.pointsRe[sample] - point.real, samples.pointsIm[sample] - point.imaginary);
  }
}
