package io.github.approxifer.bench.accuracy.reproduce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.approxifer.bench.accuracy.reproduce.FigureChart.Group;
import io.github.approxifer.bench.accuracy.reproduce.PublishedTable.Measured;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategorySeries;

class FigureSectionTest {
  private static final Measured OURS = new Measured(Sample.of(0.8, 0.9), Sample.of(1, 0.98), 16);

  @TempDir private Path folder;

  private static PublishedFigure figure(int number) throws IOException {
    return PublishedFigure.read().get(number - 2);
  }

  @Test
  void drawsOursBesideThePublishedValues() throws IOException {
    Section section = FigureSection.of(figure(3), bars -> Optional.of(OURS), cell -> true, folder);
    assertThat(section.rows()).hasSize(5);
    assertThat(section.rows().get(1))
        .containsSubsequence("(8,1)", "0.8800", "0.850 ± 0.098", "0.9900", "0.990 ± 0.020");
    assertThat(folder.resolve("figure-3.svg")).isNotEmptyFile();
    assertThat(section.html()).contains("<a href=\"figure-3.svg\"><img src=\"figure-3.svg\"");
    BufferedImage image =
        Objects.requireNonNull(ImageIO.read(folder.resolve("figure-3.png").toFile()));
    assertThat(image.getWidth()).isEqualTo(640);
  }

  @Test
  void aModelThatIsNotTrainedIsDrawnAndSaysSo() throws IOException {
    Section section = FigureSection.of(figure(10), bars -> Optional.empty(), cell -> false, folder);
    assertThat(section.markdown()).contains("not trained", "0.6800");
    assertThat(folder.resolve("figure-10.svg")).isNotEmptyFile();
  }

  /** Three datasets, three panels, and ParM only where there is one straggler. */
  @Test
  void figure2HasAPanelForEachDataset() throws IOException {
    Section section =
        FigureSection.of(
            figure(2),
            bars -> bars.cell().dataset().equals("MNIST") ? Optional.of(OURS) : Optional.empty(),
            cell -> true,
            folder);
    assertThat(section.markdown())
        .contains("figure-2-mnist.svg", "figure-2-fashionmnist.svg", "figure-2-cifar10.svg")
        .contains("not in this run", "0.6833");
    assertThat(folder.resolve("figure-2-mnist.svg")).isNotEmptyFile();
  }

  @Test
  void barsHaveTheHeightsAndIntervalsMeasured() throws IOException {
    CategoryChart chart =
        FigureChart.of(
            "t",
            figure(2).bars().stream().limit(4).map(bars -> new Group(bars, OURS, "")).toList());
    assertThat(chart.getSeriesMap().keySet())
        .containsExactly(
            "coded, published", "coded, ours", "base, published", "base, ours", "ParM (lost)");
    CategorySeries ours = series(chart, "coded, ours");
    assertThat(ours.getXData().stream().map(Object::toString))
        .containsExactly("(8,1)", "(12,1)", "(8,2)", "(8,3)");
    assertThat(ours.getYData().stream().map(Number::doubleValue)).containsOnly(0.85);
    assertThat(ours.getExtraValues().stream().map(Number::doubleValue))
        .allSatisfy(interval -> assertThat(interval).isCloseTo(0.098, within(1e-9)));
    // With two stragglers there is no parity model.
    assertThat(series(chart, "ParM (lost)").getYData().stream())
        .map(value -> value == null ? -1 : value.doubleValue())
        .containsExactly(0.6833, 0.5031, -1.0, -1.0);
  }

  @Test
  void aGroupWithoutOursSaysWhyBelow() throws IOException {
    CategoryChart chart =
        FigureChart.of(
            "t",
            figure(7).bars().stream().map(bars -> new Group(bars, null, "not trained")).toList());
    assertThat(chart.getSeriesMap().keySet())
        .containsExactly("coded, published", "base, published");
    assertThat(series(chart, "base, published").getXData().stream().map(Object::toString))
        .hasSize(5)
        .allMatch(label -> label.endsWith(" not trained"));
  }

  private static CategorySeries series(CategoryChart chart, String name) {
    return Objects.requireNonNull(chart.getSeriesMap().get(name));
  }
}
