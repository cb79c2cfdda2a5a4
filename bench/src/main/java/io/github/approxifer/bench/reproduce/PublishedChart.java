package io.github.approxifer.bench.reproduce;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.VectorGraphicsEncoder;
import org.knowm.xchart.VectorGraphicsEncoder.VectorGraphicsFormat;
import org.knowm.xchart.style.Styler.LegendPosition;

/**
 * The cells of a published table as bars, in the manner of the reports' figures: the report's value
 * and ours with its 95 % interval. A cell that was not measured has no bar of ours.
 */
final class PublishedChart {
  private PublishedChart() {}

  /**
   * Draws.
   *
   * @param title above the chart
   * @param cells in their order
   * @param measured our value of a cell, or empty
   * @param file the files' name without their ends; {@code .png} and {@code .svg} are written
   * @throws IOException if writing fails
   */
  static void write(
      String title,
      List<PublishedAccuracy> cells,
      Function<PublishedAccuracy, Optional<Sample>> measured,
      Path file)
      throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    List<String> labels = new ArrayList<>();
    List<Double> published = new ArrayList<>();
    List<Double> ours = new ArrayList<>();
    List<Double> intervals = new ArrayList<>();
    for (PublishedAccuracy cell : cells) {
      labels.add((labels.size() + 1) + " " + label(cell));
      published.add(cell.value());
      Optional<Sample> own = measured.apply(cell);
      ours.add(own.map(Sample::mean).orElse(0.0));
      intervals.add(own.map(Sample::interval).orElse(0.0));
    }
    CategoryChart chart =
        new CategoryChartBuilder()
            .width(Math.max(700, 90 * cells.size()))
            .height(600)
            .title(title)
            .yAxisTitle("accuracy")
            .build();
    chart.getStyler().setLegendPosition(LegendPosition.OutsideS);
    chart.getStyler().setXAxisLabelRotation(60);
    chart.getStyler().setYAxisMin(0.0);
    chart.getStyler().setYAxisMax(1.0);
    chart.addSeries("as printed", labels, published);
    chart.addSeries("measured here, with its 95 % interval", labels, ours, intervals);
    BitmapEncoder.saveBitmap(chart, file.toString(), BitmapFormat.PNG);
    VectorGraphicsEncoder.saveVectorGraphic(chart, file.toString(), VectorGraphicsFormat.SVG);
  }

  private static String label(PublishedAccuracy cell) {
    return cell.model().replace("ResNet-", "R")
        + " "
        + cell.dataset()
        + (cell.parameters().errors() > 0
            ? String.format(
                Locale.ROOT,
                " K=%d E=%d s=%.0f",
                cell.parameters().queries(),
                cell.parameters().errors(),
                cell.sigma())
            : String.format(
                " K=%d S=%d", cell.parameters().queries(), cell.parameters().stragglers()));
  }
}
