package io.github.approxifer.interp.aaa;

import java.util.ArrayList;
import java.util.List;
import org.ejml.data.Complex_F64;

/** Finds the support points that stand next to spurious poles. */
final class CleanUp {

  private CleanUp() {}

  /**
   * The support points without those nearest to poles whose residue, divided by the distance to the
   * nearest sample, is negligible.
   */
  static List<Integer> keep(
      Samples samples, List<Integer> support, AaaApproximant approximant, double tolerance) {
    double negligible = tolerance * samples.geometricMean();
    List<Integer> kept = new ArrayList<>(support);
    Complex_F64[] poles = approximant.poles();
    Complex_F64[] residues = approximant.function().residues(poles);
    for (int i = 0; i < poles.length && kept.size() > 1; i++) {
      double distance = Double.POSITIVE_INFINITY;
      for (int s = 0; s < samples.size(); s++) {
        distance = Math.min(distance, distance(samples, s, poles[i]));
      }
      double residue = Math.hypot(residues[i].real, residues[i].imaginary);
      if (residue < negligible * distance) {
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

  private static double distance(Samples samples, int sample, Complex_F64 point) {
    return Math.hypot(
        samples.pointsRe[sample] - point.real, samples.pointsIm[sample] - point.imaginary);
  }
}
