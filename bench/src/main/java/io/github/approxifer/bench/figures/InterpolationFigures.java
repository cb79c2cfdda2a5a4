package io.github.approxifer.bench.figures;

import io.github.approxifer.interp.aaa.Aaa;
import io.github.approxifer.interp.aaa.AaaApproximant;
import io.github.approxifer.interp.aaa.AaaOptions;
import io.github.approxifer.interp.barycentric.BarycentricInterpolant;
import io.github.approxifer.interp.lebesgue.LebesgueFunction;
import io.github.approxifer.interp.nodes.ChebyshevNodes;
import io.github.approxifer.interp.nodes.EquispacedNodes;
import io.github.approxifer.interp.weights.BerrutWeights;
import io.github.approxifer.interp.weights.FloaterHormannWeights;
import java.awt.Color;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import org.ejml.data.Complex_F64;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** The figures of the page about interpolation, as PNG files. */
public final class InterpolationFigures {

  private static final int SAMPLES = 801;

  private InterpolationFigures() {}

  /**
   * Writes the figures.
   *
   * @param arguments the folder to write to, created if need be
   * @throws IOException if a figure cannot be written
   */
  public static void main(String[] arguments) throws IOException {
    if (arguments.length != 1) {
      throw new IllegalArgumentException("give the folder to write to as the only argument");
    }
    Path folder = Files.createDirectories(Path.of(arguments[0]));
    write(runge(), folder.resolve("interp-runge"));
    write(lebesgue(), folder.resolve("interp-lebesgue"));
    write(subset(), folder.resolve("interp-lebesgue-subset"));
    write(poles(), folder.resolve("interp-aaa-poles"));
    BitmapEncoder.saveBitmap(
        CurveGallery.charts(), 3, 2, folder.resolve("interp-gallery").toString(), BitmapFormat.PNG);
  }

  private static void write(XYChart chart, Path path) throws IOException {
    BitmapEncoder.saveBitmap(chart, path.toString(), BitmapFormat.PNG);
  }

  private static XYChart chart(String title, String x, String y) {
    XYChart chart =
        new XYChartBuilder()
            .width(800)
            .height(460)
            .title(title)
            .xAxisTitle(x)
            .yAxisTitle(y)
            .build();
    chart
        .getStyler()
        .setLegendPosition(LegendPosition.OutsideE)
        .setMarkerSize(7)
        .setChartBackgroundColor(Color.WHITE);
    return chart;
  }

  private static void curve(XYChart chart, String name, double[] points, DoubleUnaryOperator f) {
    double[] values = Arrays.stream(points).map(f).toArray();
    chart.addSeries(name, points, values).setMarker(SeriesMarkers.NONE);
  }

  private static XYSeries dots(XYChart chart, String name, double[] x, double[] y) {
    XYSeries series = chart.addSeries(name, x, y);
    series.setXYSeriesRenderStyle(XYSeriesRenderStyle.Scatter).setMarker(SeriesMarkers.CIRCLE);
    return series;
  }

  private static double runge(double x) {
    return 1 / (1 + 25 * x * x);
  }

  /** The Runge function under three interpolants on the same equispaced nodes. */
  private static XYChart runge() {
    XYChart chart = chart("1/(1+25x²) through 11 equispaced nodes", "x", "value");
    chart.getStyler().setYAxisMin(-0.4).setYAxisMax(2.0);
    double[] nodes = EquispacedNodes.of(11, -1, 1);
    double[] values = Arrays.stream(nodes).map(InterpolationFigures::runge).toArray();
    double[] points = EquispacedNodes.of(SAMPLES, -1, 1);
    curve(chart, "the function", points, InterpolationFigures::runge);
    curve(
        chart,
        "polynomial",
        points,
        new BarycentricInterpolant(nodes, FloaterHormannWeights.equispaced(11, 10), values)::value);
    curve(
        chart,
        "Berrut 1",
        points,
        new BarycentricInterpolant(nodes, BerrutWeights.first(11), values)::value);
    curve(
        chart,
        "Floater-Hormann 3",
        points,
        new BarycentricInterpolant(nodes, FloaterHormannWeights.equispaced(11, 3), values)::value);
    dots(chart, "nodes", nodes, values);
    return chart;
  }

  /** Lebesgue functions of ten nodes. */
  private static XYChart lebesgue() {
    XYChart chart = chart("Lebesgue functions of 10 nodes", "x", "Lebesgue function");
    chart.getStyler().setYAxisMin(1.0).setYAxisMax(6.0);
    double[] equispaced = EquispacedNodes.of(10, -1, 1);
    double[] chebyshev = ChebyshevNodes.secondKind(10);
    double[] points = EquispacedNodes.of(SAMPLES, -1, 1);
    curve(
        chart,
        "polynomial, equispaced",
        points,
        new LebesgueFunction(equispaced, FloaterHormannWeights.equispaced(10, 9))::value);
    curve(
        chart,
        "Floater-Hormann 3, equispaced",
        points,
        new LebesgueFunction(equispaced, FloaterHormannWeights.equispaced(10, 3))::value);
    curve(
        chart,
        "Berrut 1, equispaced",
        points,
        new LebesgueFunction(equispaced, BerrutWeights.first(10))::value);
    curve(
        chart,
        "polynomial, Chebyshev 2",
        points,
        new LebesgueFunction(chebyshev, BerrutWeights.second(10))::value);
    return chart;
  }

  /** What a decoder sees when one of ten answers is missing. */
  private static XYChart subset() {
    XYChart chart =
        chart("Berrut 1 on 10 Chebyshev nodes, number 4 missing", "x", "Lebesgue function");
    chart.getStyler().setYAxisMin(1.0).setYAxisMax(10.0);
    double[] nodes = ChebyshevNodes.secondKind(10);
    int[] kept = {0, 1, 2, 3, 5, 6, 7, 8, 9};
    double[] points = EquispacedNodes.of(SAMPLES, -1, 1);
    curve(
        chart, "all answers", points, new LebesgueFunction(nodes, BerrutWeights.first(10))::value);
    curve(
        chart,
        "signs by rank",
        points,
        LebesgueFunction.ofSubset(nodes, kept, x -> BerrutWeights.first(x.length))::value);
    LebesgueFunction byIndex =
        LebesgueFunction.ofSubset(
            nodes,
            kept,
            x -> {
              double[] all = BerrutWeights.first(10);
              return Arrays.stream(kept).mapToDouble(k -> all[k]).toArray();
            });
    // Cut off near the pole, where there is nothing to see but a line that leaves the figure.
    curve(chart, "signs by index: a pole", points, z -> Math.min(10, byIndex.value(z)));
    return chart;
  }

  /** Poles and zeros that AAA finds from samples on an interval. */
  private static XYChart poles() {
    XYChart chart = chart("AAA of tanh(20x) from 1000 samples of [-1, 1]", "Re z", "Im z");
    double[] points = EquispacedNodes.of(1000, -1, 1);
    double[] values = Arrays.stream(points).map(x -> Math.tanh(20 * x)).toArray();
    AaaApproximant r = Aaa.approximate(points, values, AaaOptions.defaults());
    chart.getStyler().setXAxisMin(-1.1).setXAxisMax(1.1).setYAxisMin(-1.0).setYAxisMax(1.0);
    scatter(chart, "poles of tanh(20z)", exactPoles());
    scatter(chart, "poles of r", r.poles())
        .setMarker(SeriesMarkers.CROSS)
        .setMarkerColor(Color.RED);
    scatter(chart, "zeros of r", r.zeros()).setMarker(SeriesMarkers.DIAMOND);
    scatter(chart, "support points", r.supportPoints());
    return chart;
  }

  private static Complex_F64[] exactPoles() {
    Complex_F64[] poles = new Complex_F64[12];
    for (int k = 0; k < poles.length; k++) {
      poles[k] = new Complex_F64(0, (2 * k - 11) * Math.PI / 40);
    }
    return poles;
  }

  private static XYSeries scatter(XYChart chart, String name, Complex_F64[] numbers) {
    Complex_F64[] inside =
        Arrays.stream(numbers)
            .filter(z -> Math.abs(z.real) <= 1.1 && Math.abs(z.imaginary) <= 1)
            .toArray(Complex_F64[]::new);
    return dots(
        chart,
        name,
        Arrays.stream(inside).mapToDouble(z -> z.real).toArray(),
        Arrays.stream(inside).mapToDouble(z -> z.imaginary).toArray());
  }
}
