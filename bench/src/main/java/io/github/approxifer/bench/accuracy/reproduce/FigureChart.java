package io.github.approxifer.bench.accuracy.reproduce;

import io.github.approxifer.bench.accuracy.reproduce.PublishedTable.Measured;
import java.awt.Color;
import java.awt.Font;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.CategorySeries;
import org.knowm.xchart.VectorGraphicsEncoder;
import org.knowm.xchart.VectorGraphicsEncoder.VectorGraphicsFormat;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;

/**
 * One panel of a published figure as bars: the coded accuracy and the base, each as published and
 * as measured here with its interval. What was not measured has no bar, and its label says why.
 */
final class FigureChart {
  /** A figure is read on a phone as well: large letters in a small picture. */
  private static final int WIDTH = 640;

  private static final int HEIGHT = 520;
  private static final Font SMALL = new Font(Font.SANS_SERIF, Font.PLAIN, 12);
  private static final Font LARGE = new Font(Font.SANS_SERIF, Font.PLAIN, 15);
  private static final Font BOLD = new Font(Font.SANS_SERIF, Font.BOLD, 16);

  private final List<Group> groups;
  private final List<String> labels;

  private FigureChart(List<Group> groups) {
    this.groups = groups;
    this.labels = groups.stream().map(Group::label).toList();
  }

  /**
   * Bars that stand together.
   *
   * @param published the values of the report
   * @param measured our values, or null
   * @param absence why there are none of ours; empty if there are
   */
  record Group(PublishedFigure.Bars published, @Nullable Measured measured, String absence) {
    String label() {
      return measured == null ? published.label() + " " + absence : published.label();
    }
  }

  /**
   * Draws.
   *
   * @param title above the chart
   * @param groups from left to right
   * @param file the files' name without their ends; {@code .png} and {@code .svg} are written
   * @throws IOException if writing fails
   */
  static void write(String title, List<Group> groups, Path file) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    CategoryChart chart = of(title, groups);
    BitmapEncoder.saveBitmap(chart, file.toString(), BitmapFormat.PNG);
    VectorGraphicsEncoder.saveVectorGraphic(chart, file.toString(), VectorGraphicsFormat.SVG);
  }

  /** The chart, not written yet. */
  static CategoryChart of(String title, List<Group> groups) {
    return new FigureChart(groups).draw(title);
  }

  private CategoryChart draw(String title) {
    CategoryChart chart =
        new CategoryChartBuilder()
            .width(WIDTH)
            .height(HEIGHT)
            .title(title)
            .xAxisTitle(labels.get(0).startsWith("(") ? "(K, S)" : "")
            .yAxisTitle("accuracy")
            .build();
    chart.getStyler().setLegendPosition(LegendPosition.OutsideS);
    chart.getStyler().setLegendLayout(LegendLayout.Horizontal);
    chart.getStyler().setLegendFont(SMALL);
    chart.getStyler().setLegendPadding(6);
    chart.getStyler().setLegendSeriesLineLength(12);
    chart.getStyler().setLegendBorderColor(Color.WHITE);
    chart.getStyler().setChartBackgroundColor(Color.WHITE);
    chart.getStyler().setChartTitleFont(BOLD);
    chart.getStyler().setAxisTitleFont(LARGE);
    chart.getStyler().setAxisTickLabelsFont(SMALL);
    chart.getStyler().setYAxisMin(0.0).setYAxisMax(1.05);
    chart.getStyler().setYAxisDecimalPattern("0.00");
    chart.getStyler().setLabelsVisible(true);
    chart.getStyler().setLabelsFont(SMALL);
    chart.getStyler().setLabelsRotation(90);
    chart.getStyler().setLabelsPosition(0.5);
    chart.getStyler().setAvailableSpaceFill(0.9);
    chart.getStyler().setXAxisLabelRotation(labels.stream().anyMatch(l -> l.length() > 8) ? 25 : 0);
    published(chart, "coded, published", new Color(0x9ecae1), PublishedFigure.Bars::coded);
    ours(chart, "coded, ours", new Color(0x2171b5), Measured::accuracy);
    published(chart, "base, published", new Color(0xd9d9d9), PublishedFigure.Bars::base);
    ours(chart, "base, ours", new Color(0x737373), Measured::base);
    published(chart, "ParM (lost)", new Color(0xfdae6b), PublishedFigure.Bars::parm);
    return chart;
  }

  private void published(
      CategoryChart chart,
      String name,
      Color colour,
      Function<PublishedFigure.Bars, Double> value) {
    List<@Nullable Double> values = new ArrayList<>();
    for (Group group : groups) {
      double accuracy = value.apply(group.published());
      values.add(Double.isNaN(accuracy) ? null : accuracy);
    }
    add(chart, name, colour, values, null);
  }

  private void ours(
      CategoryChart chart, String name, Color colour, Function<Measured, Sample> value) {
    List<@Nullable Double> values = new ArrayList<>();
    List<Double> intervals = new ArrayList<>();
    for (Group group : groups) {
      Sample sample = group.measured() == null ? null : value.apply(group.measured());
      values.add(sample == null ? null : rounded(sample.mean()));
      intervals.add(sample == null ? 0.0 : sample.interval());
    }
    add(chart, name, colour, values, intervals);
  }

  /** Labels print the number as it is. */
  private static double rounded(double accuracy) {
    return Math.round(accuracy * 1000) / 1000.0;
  }

  private void add(
      CategoryChart chart,
      String name,
      Color colour,
      List<@Nullable Double> values,
      @Nullable List<Double> intervals) {
    if (values.stream().allMatch(value -> value == null)) {
      return;
    }
    CategorySeries series =
        intervals == null
            ? chart.addSeries(name, labels, values)
            : chart.addSeries(name, labels, values, intervals);
    series.setFillColor(colour);
  }
}
