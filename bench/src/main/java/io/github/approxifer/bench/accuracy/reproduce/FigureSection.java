package io.github.approxifer.bench.accuracy.reproduce;

import io.github.approxifer.bench.accuracy.reproduce.FigureChart.Group;
import io.github.approxifer.bench.accuracy.reproduce.PublishedTable.Measured;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/** A figure of the later report, drawn again panel by panel, and its values as a table. */
final class FigureSection {
  private FigureSection() {}

  /**
   * Draws a figure into a folder.
   *
   * @param figure the figure
   * @param measured our values, or empty
   * @param trained whether there are weights for a cell
   * @param folder where to write the pictures
   * @throws IOException if writing fails
   */
  static Section of(
      PublishedFigure figure,
      Function<PublishedFigure.Bars, Optional<Measured>> measured,
      Predicate<AccuracyCell> trained,
      Path folder)
      throws IOException {
    Section section =
        new Section(
            figure.title(),
            "panel",
            "bars",
            "coded, published",
            "coded, ours",
            "base, published",
            "base, ours",
            "ParM (lost)",
            "published by");
    Map<String, List<Group>> panels = new LinkedHashMap<>();
    for (PublishedFigure.Bars bars : figure.bars()) {
      Optional<Measured> ours = measured.apply(bars);
      String absence = trained.test(bars.cell()) ? "not in this run" : "not trained";
      panels
          .computeIfAbsent(bars.panel(), panel -> new ArrayList<>())
          .add(new Group(bars, ours.orElse(null), ours.isPresent() ? "" : absence));
      section.row(
          bars.panel(),
          bars.label(),
          value(bars.coded()),
          ours.map(m -> m.accuracy().toString()).orElse(absence),
          value(bars.base()),
          ours.map(m -> m.base().toString()).orElse(absence),
          value(bars.parm()),
          bars.source());
    }
    for (Map.Entry<String, List<Group>> panel : panels.entrySet()) {
      String file = "figure-" + figure.number();
      if (panels.size() > 1) {
        file += "-" + TestBed.fileName(panel.getValue().get(0).published().cell().dataset());
      }
      FigureChart.write(
          "Figure " + figure.number() + ": " + panel.getKey(),
          panel.getValue(),
          folder.resolve(file));
      section.picture(file + ".svg", figure.title() + ": " + panel.getKey());
    }
    return section;
  }

  private static String value(double published) {
    return Double.isNaN(published) ? "" : String.format(Locale.ROOT, "%.4g", published);
  }
}
