package io.github.approxifer.bench.results;

import io.github.approxifer.bench.report.CurveChart;
import io.github.approxifer.bench.report.Family;
import io.github.approxifer.interp.aaa.Aaa;
import io.github.approxifer.interp.aaa.AaaOptions;
import io.github.approxifer.interp.barycentric.Interpolants;
import io.github.approxifer.interp.nodes.EquispacedNodes;
import io.github.approxifer.interp.spline.InterpolatingSpline;
import io.github.approxifer.interp.spline.NaturalCubicSpline;
import io.github.approxifer.interp.spline.ShapePreservingCurve;
import io.github.approxifer.interp.spline.SmoothingParameter;
import io.github.approxifer.interp.spline.SmoothingSpline;
import io.github.approxifer.interp.trigonometric.TrigonometricInterpolant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

/**
 * Which curve for which data: six kinds of data, each under the curve for it, drawn blue, and
 * others.
 */
final class CurveGallery {
  private CurveGallery() {}

  /** The charts by the names of their files. */
  static Map<String, CurveChart> charts() {
    Map<String, CurveChart> charts = new LinkedHashMap<>();
    charts.put("smooth", smooth());
    charts.put("noisy", noisy());
    charts.put("uneven", uneven());
    charts.put("periodic", periodic());
    charts.put("poles", poles());
    charts.put("monotone", monotone());
    return charts;
  }

  private static CurveChart smooth() {
    double[] x = EquispacedNodes.of(15, -1, 1);
    double[] y = Arrays.stream(x).map(z -> 1 / (1 + 25 * z * z)).toArray();
    return new CurveChart("smooth, evenly spaced", "x", -1, 1, -0.4, 1.2)
        .curve("polynomial", Family.PRINTED, Interpolants.polynomial(x, y)::value)
        .curve("floaterHormann", Family.OURS, Interpolants.floaterHormann(x, y)::value)
        .dots("", Family.YARDSTICK, x, y);
  }

  private static CurveChart noisy() {
    Random random = new Random(8);
    double[] x = EquispacedNodes.of(60, 0, 6);
    double[] y = Arrays.stream(x).map(z -> Math.sin(z) + 0.25 * random.nextGaussian()).toArray();
    double lambda = SmoothingParameter.byGeneralizedCrossValidation(x, y).lambda();
    return new CurveChart("noisy", "x", 0, 6, -2, 2)
        .curve("NaturalCubicSpline", Family.PRINTED, NaturalCubicSpline.of(x, y)::value)
        .curve("SmoothingSpline", Family.OURS, SmoothingSpline.of(x, lambda).fit(y)::value)
        .dots("", Family.YARDSTICK, x, y);
  }

  private static CurveChart uneven() {
    double[] x = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 20, 30, 40, 50};
    double[] y = Arrays.stream(x).map(z -> 1 / (1 + z)).toArray();
    return new CurveChart("spacing that jumps", "x", 0, 50, -1, 1.2)
        .curve("floaterHormann 3", Family.PRINTED, Interpolants.floaterHormann(x, y, 3)::value)
        .curve("notAKnot", Family.OURS, InterpolatingSpline.notAKnot(x, y)::value)
        .dots("", Family.YARDSTICK, x, y);
  }

  private static CurveChart periodic() {
    double[] x = TrigonometricInterpolant.nodes(9, 0, 24);
    double[] y = Arrays.stream(x).map(t -> Math.exp(Math.sin(Math.PI * t / 12))).toArray();
    return new CurveChart("periodic", "hours", 0, 36, -1, 4)
        .curve("NaturalCubicSpline", Family.PRINTED, NaturalCubicSpline.of(x, y)::value)
        .curve(
            "TrigonometricInterpolant", Family.OURS, TrigonometricInterpolant.of(0, 24, y)::value)
        .dots("", Family.YARDSTICK, x, y);
  }

  private static CurveChart poles() {
    double[] x = EquispacedNodes.of(40, -2, 2);
    double[] y = Arrays.stream(x).map(Math::tan).toArray();
    return new CurveChart("with poles", "x", -2, 2, -12, 12)
        .curve("NaturalCubicSpline", Family.PRINTED, NaturalCubicSpline.of(x, y)::value)
        .curve(
            "Aaa", Family.OURS, Aaa.approximate(x, y, AaaOptions.defaults()).toInterpolant()::value)
        .dots("", Family.YARDSTICK, x, y);
  }

  private static CurveChart monotone() {
    double[] x = {0, 1, 2, 3, 4, 5, 6, 7};
    double[] y = {0, 0, 0.05, 0.1, 1, 1, 1.02, 1.02};
    return new CurveChart("monotone, with a jump", "x", 0, 7, -0.2, 1.3)
        .curve("NaturalCubicSpline", Family.PRINTED, NaturalCubicSpline.of(x, y)::value)
        .curve("modifiedAkima", Family.COPIES, ShapePreservingCurve.modifiedAkima(x, y)::value)
        .curve("monotone", Family.OURS, ShapePreservingCurve.monotone(x, y)::value)
        .dots("", Family.YARDSTICK, x, y);
  }
}
