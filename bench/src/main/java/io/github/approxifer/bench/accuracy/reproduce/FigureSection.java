package io.github.approxifer.bench.accuracy.reproduce;

import io.github.approxifer.bench.accuracy.measure.Sample;
import io.github.approxifer.bench.accuracy.measure.TestBed;
import io.github.approxifer.bench.accuracy.reproduce.PublishedTable.Measured;
import io.github.approxifer.bench.report.Family;
import io.github.approxifer.bench.report.RowChart;
import io.github.approxifer.bench.report.RowChart.Shape;
import io.github.approxifer.bench.report.RowChart.Value;
import io.github.approxifer.bench.report.Section;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A figure of the later report, drawn again panel by panel, and its values as a table. What is not
 * of this run is left out; what cannot be measured for want of weights says so.
 */
final class FigureSection {
  private static final String NOT_TRAINED = "not trained";

  private FigureSection() {}

  /**
   * Draws a figure.
   *
   * @param figure the figure
   * @param measured our values, or empty
   * @param trained whether there are weights for a cell
   * @return the section; without rows if nothing of it was measured
   */
  static Section of(
      PublishedFigure figure,
      Function<PublishedFigure.Bars, Optional<Measured>> measured,
      Predicate<AccuracyCell> trained) {
    Section section =
        new Section(
            figure.title(),
            "panel",
            "bars",
            "coded, printed",
            "coded, ours",
            "base, printed",
            "base, ours",
            "ParM (lost)",
            "printed by");
    Map<String, RowChart> panels = new LinkedHashMap<>();
    boolean any = figure.bars().stream().anyMatch(bars -> measured.apply(bars).isPresent());
    for (PublishedFigure.Bars bars : figure.bars()) {
      Optional<Measured> ours = measured.apply(bars);
      if (any && (ours.isPresent() || !trained.test(bars.cell()))) {
        section.row(
            bars.panel(),
            bars.label(),
            value(bars.coded()),
            ours.map(m -> m.accuracy().toString()).orElse(NOT_TRAINED),
            value(bars.base()),
            ours.map(m -> m.base().toString()).orElse(NOT_TRAINED),
            value(bars.parm()),
            bars.source());
        String file = "figure-" + figure.number();
        if (figure.bars().stream().map(PublishedFigure.Bars::panel).distinct().count() > 1) {
          file += "-" + TestBed.fileName(bars.cell().dataset());
        }
        row(panels.computeIfAbsent(file, name -> chart(figure, bars)), bars, ours.orElse(null));
      }
    }
    panels.forEach((file, chart) -> section.chart(file, figure.title(), chart));
    return section;
  }

  private static RowChart chart(PublishedFigure figure, PublishedFigure.Bars bars) {
    return new RowChart("Figure " + figure.number() + ": " + bars.panel(), "accuracy", "%.3f")
        .axis(0, 1)
        .series("coded, ours", Shape.BAR, Family.OURS)
        .series("base, ours", Shape.BAR, Family.YARDSTICK)
        .series("coded, printed", Shape.LINE, Family.PRINTED)
        .series("base, printed", Shape.LINE, Family.PRINTED_PALE)
        .series("ParM of lost answers, printed", Shape.LINE, Family.STUDENT);
  }

  private static void row(RowChart chart, PublishedFigure.Bars bars, @Nullable Measured ours) {
    chart.row(
        bars.label() + (ours == null ? " " + NOT_TRAINED : ""),
        ours == null ? null : drawn(ours.accuracy()),
        ours == null ? null : drawn(ours.base()),
        drawn(bars.coded()),
        drawn(bars.base()),
        drawn(bars.parm()));
  }

  private static Value drawn(Sample sample) {
    return new Value(sample.mean(), sample.interval());
  }

  private static @Nullable Value drawn(double printed) {
    return Double.isNaN(printed) ? null : Value.of(printed);
  }

  private static String value(double published) {
    return Double.isNaN(published) ? "" : String.format(Locale.ROOT, "%.4g", published);
  }
}
