package io.github.approxifer.bench.figures;

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
import java.awt.Color;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Which curve for which data: six kinds of data, each under the curve for it and another one. */
final class CurveGallery {

  private static final int SAMPLES = 601;

  private CurveGallery() {}

  /** The charts, to be put side by side, two a row. */
  static List<XYChart> charts() {
    return List.of(smooth(), noisy(), uneven(), periodic(), poles(), monotone());
  }

  private static XYChart chart(String title, double[] x, double[] y) {
    XYChart chart = new XYChartBuilder().width(520).height(340).title(title).build();
    chart
        .getStyler()
        .setLegendPosition(LegendPosition.InsideNE)
        .setMarkerSize(6)
        .setChartBackgroundColor(Color.WHITE);
    chart
        .addSeries("data", x, y)
        .setXYSeriesRenderStyle(XYSeriesRenderStyle.Scatter)
        .setMarker(SeriesMarkers.CIRCLE);
    return chart;
  }

  private static void curve(
      XYChart chart, String name, double lower, double upper, DoubleUnaryOperator f) {
    double[] points = EquispacedNodes.of(SAMPLES, lower, upper);
    chart
        .addSeries(name, points, Arrays.stream(points).map(f).toArray())
        .setMarker(SeriesMarkers.NONE);
  }

  private static XYChart smooth() {
    double[] x = EquispacedNodes.of(15, -1, 1);
    double[] y = Arrays.stream(x).map(z -> 1 / (1 + 25 * z * z)).toArray();
    XYChart chart = chart("smooth, evenly spaced", x, y);
    chart.getStyler().setYAxisMin(-0.3).setYAxisMax(1.2);
    curve(chart, "floaterHormann", -1, 1, Interpolants.floaterHormann(x, y)::value);
    curve(chart, "polynomial", -1, 1, Interpolants.polynomial(x, y)::value);
    return chart;
  }

  private static XYChart noisy() {
    Random random = new Random(8);
    double[] x = EquispacedNodes.of(60, 0, 6);
    double[] y = Arrays.stream(x).map(z -> Math.sin(z) + 0.25 * random.nextGaussian()).toArray();
    XYChart chart = chart("noisy", x, y);
    double lambda = SmoothingParameter.byGeneralizedCrossValidation(x, y).lambda();
    curve(chart, "SmoothingSpline", 0, 6, new SmoothingSpline(x, lambda).fit(y)::value);
    curve(chart, "NaturalCubicSpline", 0, 6, NaturalCubicSpline.of(x, y)::value);
    return chart;
  }

  private static XYChart uneven() {
    double[] x = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 20, 30, 40, 50};
    double[] y = Arrays.stream(x).map(z -> 1 / (1 + z)).toArray();
    XYChart chart = chart("spacing that jumps", x, y);
    chart.getStyler().setYAxisMin(-1.0).setYAxisMax(1.2);
    curve(chart, "notAKnot", 0, 50, InterpolatingSpline.notAKnot(x, y)::value);
    curve(chart, "floaterHormann 3", 0, 50, Interpolants.floaterHormann(x, y, 3)::value);
    return chart;
  }

  private static XYChart periodic() {
    double[] x = TrigonometricInterpolant.nodes(9, 0, 24);
    double[] y = Arrays.stream(x).map(t -> Math.exp(Math.sin(Math.PI * t / 12))).toArray();
    XYChart chart = chart("periodic", x, y);
    chart.getStyler().setYAxisMin(-1.0).setYAxisMax(4.0);
    curve(chart, "TrigonometricInterpolant", 0, 36, new TrigonometricInterpolant(0, 24, y)::value);
    curve(chart, "NaturalCubicSpline", 0, 36, NaturalCubicSpline.of(x, y)::value);
    return chart;
  }

  private static XYChart poles() {
    double[] x = EquispacedNodes.of(40, -2, 2);
    double[] y = Arrays.stream(x).map(Math::tan).toArray();
    XYChart chart = chart("with poles", x, y);
    chart.getStyler().setYAxisMin(-12.0).setYAxisMax(12.0);
    DoubleUnaryOperator r = Aaa.approximate(x, y, AaaOptions.defaults()).toInterpolant()::value;
    curve(chart, "Aaa", -2, 2, z -> Math.max(-100, Math.min(100, r.applyAsDouble(z))));
    curve(chart, "NaturalCubicSpline", -2, 2, NaturalCubicSpline.of(x, y)::value);
    return chart;
  }

  private static XYChart monotone() {
    double[] x = {0, 1, 2, 3, 4, 5, 6, 7};
    double[] y = {0, 0, 0.05, 0.1, 1, 1, 1.02, 1.02};
    XYChart chart = chart("monotone, with a jump", x, y);
    chart.getStyler().setLegendPosition(LegendPosition.InsideSE);
    curve(chart, "monotone", 0, 7, ShapePreservingCurve.monotone(x, y)::value);
    curve(chart, "modifiedAkima", 0, 7, ShapePreservingCurve.modifiedAkima(x, y)::value);
    curve(chart, "NaturalCubicSpline", 0, 7, NaturalCubicSpline.of(x, y)::value);
    return chart;
  }
}
