package io.github.approxifer.bench.results;

import io.github.approxifer.bench.report.CurveChart;
import io.github.approxifer.bench.report.Family;
import io.github.approxifer.interp.aaa.Aaa;
import io.github.approxifer.interp.aaa.AaaApproximant;
import io.github.approxifer.interp.aaa.AaaOptions;
import io.github.approxifer.interp.barycentric.BarycentricInterpolant;
import io.github.approxifer.interp.lebesgue.LebesgueFunction;
import io.github.approxifer.interp.nodes.ChebyshevNodes;
import io.github.approxifer.interp.nodes.EquispacedNodes;
import io.github.approxifer.interp.weights.BerrutWeights;
import io.github.approxifer.interp.weights.FloaterHormannWeights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.ejml.data.Complex_F64;

/** {@code mvn -pl bench figures}: the figures of the page about interpolation, as SVG files. */
public final class InterpolationFigures {
  private InterpolationFigures() {}

  /**
   * Writes the figures.
   *
   * @param arguments the folder to write to, created if need be
   * @throws IOException if a figure cannot be written
   */
  public static void main(String... arguments) throws IOException {
    if (arguments.length != 1) {
      throw new IllegalArgumentException("give the folder to write to as the only argument");
    }
    Path folder = Files.createDirectories(Path.of(arguments[0]));
    for (Map.Entry<String, CurveChart> figure : figures().entrySet()) {
      Files.writeString(
          folder.resolve("interp-" + figure.getKey() + ".svg"), figure.getValue().document());
    }
  }

  /** All figures by the names of their files. */
  static Map<String, CurveChart> figures() {
    Map<String, CurveChart> figures = new LinkedHashMap<>();
    figures.put("runge", runge());
    figures.put("lebesgue", lebesgue());
    figures.put("lebesgue-subset", subset());
    figures.put("aaa-poles", poles());
    CurveGallery.charts().forEach((name, chart) -> figures.put("gallery-" + name, chart));
    return figures;
  }

  private static double runge(double x) {
    return 1 / (1 + 25 * x * x);
  }

  /** The Runge function under three interpolants on the same equispaced nodes. */
  private static CurveChart runge() {
    double[] nodes = EquispacedNodes.of(11, -1, 1);
    double[] values = Arrays.stream(nodes).map(InterpolationFigures::runge).toArray();
    return new CurveChart("1/(1+25x²) through 11 equispaced nodes", "x", -1, 1, -0.4, 2)
        .curve(
            "polynomial",
            Family.PRINTED,
            BarycentricInterpolant.of(nodes, FloaterHormannWeights.equispaced(11, 10), values)
                ::value)
        .curve(
            "Berrut 1",
            Family.COPIES,
            BarycentricInterpolant.of(nodes, BerrutWeights.first(11), values)::value)
        .curve(
            "Floater-Hormann 3",
            Family.OURS,
            BarycentricInterpolant.of(nodes, FloaterHormannWeights.equispaced(11, 3), values)
                ::value)
        .curve("the function", Family.YARDSTICK, InterpolationFigures::runge)
        .dots("", Family.YARDSTICK, nodes, values);
  }

  /** Lebesgue functions of ten nodes. */
  private static CurveChart lebesgue() {
    double[] equispaced = EquispacedNodes.of(10, -1, 1);
    double[] chebyshev = ChebyshevNodes.secondKind(10);
    return new CurveChart(
            "Lebesgue functions of 10 nodes, evenly spaced except one", "x", -1, 1, 1, 6)
        .curve(
            "polynomial",
            Family.PRINTED,
            LebesgueFunction.of(equispaced, FloaterHormannWeights.equispaced(10, 9))::value)
        .curve(
            "Floater-Hormann 3",
            Family.OURS,
            LebesgueFunction.of(equispaced, FloaterHormannWeights.equispaced(10, 3))::value)
        .curve(
            "Berrut 1",
            Family.COPIES,
            LebesgueFunction.of(equispaced, BerrutWeights.first(10))::value)
        .curve(
            "polynomial, Chebyshev nodes",
            Family.STUDENT,
            LebesgueFunction.of(chebyshev, BerrutWeights.second(10))::value);
  }

  /** What a decoder sees when one of ten answers is missing. */
  private static CurveChart subset() {
    double[] nodes = ChebyshevNodes.secondKind(10);
    int[] kept = {0, 1, 2, 3, 5, 6, 7, 8, 9};
    double[] all = BerrutWeights.first(10);
    LebesgueFunction byIndex =
        LebesgueFunction.ofSubset(
            nodes, kept, x -> Arrays.stream(kept).mapToDouble(k -> all[k]).toArray());
    return new CurveChart(
            "Lebesgue function, Berrut 1, 10 Chebyshev nodes, one missing", "x", -1, 1, 1, 10)
        .curve("signs by index: a pole", Family.PRINTED, byIndex::value)
        .curve(
            "signs by rank",
            Family.OURS,
            LebesgueFunction.ofSubset(nodes, kept, x -> BerrutWeights.first(x.length))::value)
        .curve("all answers", Family.YARDSTICK, LebesgueFunction.of(nodes, all)::value);
  }

  /** Poles and zeros that AAA finds from samples on an interval. */
  private static CurveChart poles() {
    double[] points = EquispacedNodes.of(1000, -1, 1);
    double[] values = Arrays.stream(points).map(x -> Math.tanh(20 * x)).toArray();
    AaaApproximant r = Aaa.approximate(points, values, AaaOptions.defaults());
    CurveChart chart =
        new CurveChart("AAA of tanh(20x) from 1000 samples of [-1, 1]", "Re z", -1.1, 1.1, -1, 1);
    add(chart, "support points", Family.YARDSTICK, r.supportPoints());
    add(chart, "zeros of r", Family.COPIES, r.zeros());
    add(chart, "poles of tanh(20z)", Family.PRINTED_PALE, exactPoles());
    add(chart, "poles of r", Family.OURS, r.poles());
    return chart;
  }

  private static Complex_F64[] exactPoles() {
    Complex_F64[] poles = new Complex_F64[12];
    for (int k = 0; k < poles.length; k++) {
      poles[k] = new Complex_F64(0, (2 * k - 11) * Math.PI / 40);
    }
    return poles;
  }

  private static void add(CurveChart chart, String name, Family family, Complex_F64... numbers) {
    chart.dots(
        name,
        family,
        Arrays.stream(numbers).mapToDouble(z -> z.real).toArray(),
        Arrays.stream(numbers).mapToDouble(z -> z.imaginary).toArray());
  }
}
