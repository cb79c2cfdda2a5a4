package io.github.approxifer.bench.accuracy.reproduce;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.VectorGraphicsEncoder;
import org.knowm.xchart.VectorGraphicsEncoder.VectorGraphicsFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.Styler.LegendPosition;

/** Accuracy against workers per query, a point for each scheme. */
final class OverheadChart {
  private OverheadChart() {}

  /** One point. */
  record Point(String scheme, double workersPerQuery, double accuracy) {}

  /**
   * Draws.
   *
   * @param title above the chart
   * @param points the schemes
   * @param file the files' name without their ends; {@code .png} and {@code .svg} are written
   * @throws IOException if writing fails
   */
  static void write(String title, List<Point> points, Path file) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    XYChart chart =
        new XYChartBuilder()
            .width(1100)
            .height(700)
            .title(title)
            .xAxisTitle("workers per query")
            .yAxisTitle("accuracy")
            .build();
    chart.getStyler().setDefaultSeriesRenderStyle(XYSeriesRenderStyle.Scatter);
    chart.getStyler().setLegendPosition(LegendPosition.OutsideE);
    chart.getStyler().setMarkerSize(10);
    for (Point point : points) {
      chart.addSeries(
          point.scheme(), new double[] {point.workersPerQuery()}, new double[] {point.accuracy()});
    }
    BitmapEncoder.saveBitmap(chart, file.toString(), BitmapFormat.PNG);
    VectorGraphicsEncoder.saveVectorGraphic(chart, file.toString(), VectorGraphicsFormat.SVG);
  }
}
