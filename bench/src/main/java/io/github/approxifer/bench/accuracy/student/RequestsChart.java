package io.github.approxifer.bench.accuracy.student;

import java.awt.Color;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.VectorGraphicsEncoder;
import org.knowm.xchart.VectorGraphicsEncoder.VectorGraphicsFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.lines.SeriesLines;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * Accuracy against requests a query: a line for each scheme, a point on it for each number of
 * stragglers that it is to stand. Confined to one thread.
 */
final class RequestsChart {
  private final String title;
  private final double base;
  private final Map<String, List<double[]>> points = new LinkedHashMap<>();

  /**
   * An empty chart.
   *
   * @param title above it
   * @param base the accuracy of the model itself, with one request a query
   */
  RequestsChart(String title, double base) {
    this.title = title;
    this.base = base;
  }

  void add(String scheme, double requests, double accuracy) {
    points
        .computeIfAbsent(scheme, name -> new ArrayList<>())
        .add(new double[] {requests, accuracy});
  }

  /** Writes {@code file.svg} and {@code file.png}. */
  void write(Path file) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    XYChart chart =
        new XYChartBuilder()
            .width(1100)
            .height(640)
            .title(title)
            .xAxisTitle("requests a query")
            .yAxisTitle("accuracy")
            .build();
    chart.getStyler().setLegendPosition(LegendPosition.OutsideE);
    chart.getStyler().setMarkerSize(8);
    chart.getStyler().setChartBackgroundColor(Color.WHITE);
    double most =
        points.values().stream().flatMap(List::stream).mapToDouble(p -> p[0]).max().orElse(1);
    XYSeries model =
        chart.addSeries(
            "the model, nothing lost", new double[] {1, most}, new double[] {base, base});
    model.setMarker(SeriesMarkers.NONE);
    model.setLineStyle(SeriesLines.DASH_DASH);
    points.forEach(
        (scheme, ofScheme) ->
            chart
                .addSeries(
                    scheme,
                    ofScheme.stream().mapToDouble(p -> p[0]).toArray(),
                    ofScheme.stream().mapToDouble(p -> p[1]).toArray())
                .setLineStyle(SeriesLines.SOLID));
    BitmapEncoder.saveBitmap(chart, file.toString(), BitmapFormat.PNG);
    VectorGraphicsEncoder.saveVectorGraphic(chart, file.toString(), VectorGraphicsFormat.SVG);
  }
}
