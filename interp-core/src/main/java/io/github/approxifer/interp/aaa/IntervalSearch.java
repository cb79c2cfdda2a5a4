package io.github.approxifer.interp.aaa;

import io.github.approxifer.interp.barycentric.BarycentricInterpolant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import org.ejml.data.Complex_F64;
import org.jspecify.annotations.Nullable;

/** The iteration of {@link AaaInterval}. Not thread-safe. */
final class IntervalSearch {

  private static final int LEAST_PER_GAP = 3;

  /** Steps without a better result that end the search once the error is small. */
  private static final int FRUITLESS = 16;

  /** An error below this share of the greatest value is small. */
  private static final double SMALL = 1e-2;

  /** Fresh samples may be missed by so many times the tolerance. */
  private static final double SLACK = 10;

  /** How well a function and an approximation must agree next to a pole for both to have it. */
  private static final double SAME_POLE = 1e-3;

  private static final int MOST_SAMPLES = 20_000;

  private final SampledFunction function;
  private final AaaOptions options;
  private final List<Double> support = new ArrayList<>();
  private final List<Double> history = new ArrayList<>();
  private Samples samples;
  private double[] points;
  private GreedyFit fit;
  private final List<Candidate> candidates = new ArrayList<>();

  IntervalSearch(SampledFunction function, AaaOptions options) {
    this.function = function;
    this.options = options;
    points = function.points();
    samples = Samples.of(points, function.values());
    fit = new GreedyFit(samples);
  }

  AaaApproximant run() {
    int fruitless = 0;
    @Nullable Candidate least = null;
    while (support.size() < options.mostTerms()
        && !(least != null
            && fruitless >= FRUITLESS
            && least.error <= SMALL * function.greatestValue())) {
      int worst = fit.worst();
      if (worst < 0) {
        break;
      }
      add(points[worst]);
      history.add(samples.value(fit.error()));
      Candidate current = new Candidate();
      candidates.add(current);
      if (current.error <= goal() && isConfirmed(current)) {
        return current.approximant(true);
      }
      if (least != null) {
        // At the samples known by now, which may tell that it was good at the old ones only.
        least.measure();
      }
      fruitless = least == null || current.error < least.error ? 0 : fruitless + 1;
      least = fruitless == 0 ? current : least;
    }
    function.refine();
    return result().approximant(false);
  }

  private double goal() {
    return options.tolerance() * function.greatestValue();
  }

  private void add(double point) {
    support.add(point);
    double[] sorted = support.stream().mapToDouble(x -> x).sorted().toArray();
    int at = Arrays.binarySearch(sorted, point);
    double below = at > 0 ? sorted[at - 1] : function.lower();
    double above = at + 1 < sorted.length ? sorted[at + 1] : function.upper();
    if (below < point) {
      function.fill(below, point, LEAST_PER_GAP);
    }
    if (above > point) {
      function.fill(point, above, LEAST_PER_GAP);
    }
    refit();
  }

  /** The fit to all that is known by now, with the same support points. */
  private void refit() {
    points = function.points();
    samples = Samples.of(points, function.values());
    fit = new GreedyFit(samples);
    for (double point : support) {
      fit.add(Arrays.binarySearch(points, point));
    }
    fit.fit();
  }

  /** Whether fresh samples find nothing wrong; if they do, they are in the next fit. */
  private boolean isConfirmed(Candidate candidate) {
    List<Double> poles = candidate.polesInside();
    boolean good = hasTheSame(poles, candidate);
    if (good && 2 * function.size() <= MOST_SAMPLES) {
      double[] fresh = function.refine();
      double allowed = SLACK * goal();
      // Next to a pole, rounding errors of its place count with the square of the value.
      double nearPoles = poles.isEmpty() ? 0 : SLACK * options.tolerance() / function.medianValue();
      for (double point : fresh) {
        double value = function.value(point);
        good &= candidate.miss(point) <= allowed + nearPoles * value * value;
      }
    }
    if (!good) {
      refit();
    }
    return good;
  }

  /**
   * Whether the function has poles where the approximation has them: next to one, both are large,
   * mostly because of the pole, and agree. Where there is none, the function is sampled at the
   * place, so that the next support point goes there.
   */
  private boolean hasTheSame(List<Double> poles, Candidate candidate) {
    boolean same = true;
    for (double pole : poles) {
      Complex_F64 residue =
          candidate.approximant.function()
              .residues(new Complex_F64[] {new Complex_F64(pole, 0)})[0];
      double step = 0.25 * function.distance(pole);
      boolean own = step > 0;
      for (double point : new double[] {pole - step, pole + step}) {
        if (own && point > function.lower() && point < function.upper()) {
          double size = Math.abs(function.value(point));
          own = residue.getMagnitude() / step >= 0.5 * size;
          own &= candidate.miss(point) <= SAME_POLE * size;
        }
      }
      if (!own) {
        function.value(pole);
      }
      same &= own;
    }
    return same;
  }

  /** The best candidate that is free of poles the function does not have, or else the best. */
  private Candidate result() {
    candidates.forEach(Candidate::measure);
    candidates.sort(Comparator.comparingDouble(c -> c.error));
    Candidate first = candidates.get(0);
    if (hasTheSame(first.polesInside(), first)) {
      return first;
    }
    Candidate cleaned = cleaned(first);
    for (Candidate candidate : candidates) {
      if (cleaned != null && cleaned.error <= candidate.error) {
        return cleaned;
      }
      if (candidate.polesInside().isEmpty()) {
        return candidate;
      }
    }
    return first;
  }

  /** A candidate without the support points nearest to its poles inside; null if poles are left. */
  private @Nullable Candidate cleaned(Candidate candidate) {
    Candidate current = candidate;
    support.clear();
    for (Complex_F64 point : candidate.approximant.supportPoints()) {
      support.add(point.real);
    }
    List<Double> poles = current.polesInside();
    while (!poles.isEmpty() && support.size() > poles.size()) {
      for (double pole : poles) {
        support.remove(
            Collections.min(support, Comparator.comparingDouble(x -> Math.abs(x - pole))));
      }
      refit();
      current = new Candidate();
      current.measure();
      poles = current.polesInside();
    }
    return poles.isEmpty() ? current : null;
  }

  /** The result of one step. */
  private final class Candidate {
    private final AaaApproximant approximant;
    private final BarycentricInterpolant interpolant;
    private double error;

    Candidate() {
      error = samples.value(fit.error());
      approximant = Aaa.approximant(samples, fit, 0, new Convergence(List.of(), error, false));
      interpolant = approximant.toInterpolant();
    }

    double miss(double point) {
      try {
        return Math.abs(interpolant.value(point) - function.value(point));
      } catch (ArithmeticException pole) {
        return Double.POSITIVE_INFINITY;
      }
    }

    /** Takes the error at all samples that are known by now. */
    void measure() {
      error = 0;
      for (double point : function.points()) {
        error = Math.max(error, miss(point));
      }
    }

    List<Double> polesInside() {
      List<Double> poles = new ArrayList<>();
      for (Complex_F64 pole : approximant.poles()) {
        if (pole.imaginary == 0 && pole.real >= function.lower() && pole.real <= function.upper()) {
          poles.add(pole.real);
        }
      }
      return poles;
    }

    AaaApproximant approximant(boolean converged) {
      measure();
      return approximant.with(new Convergence(history, error, converged));
    }
  }
}
