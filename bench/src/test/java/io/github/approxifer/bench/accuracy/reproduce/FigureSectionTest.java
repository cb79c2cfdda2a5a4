package io.github.approxifer.bench.accuracy.reproduce;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.approxifer.bench.accuracy.measure.Sample;
import io.github.approxifer.bench.accuracy.reproduce.PublishedTable.Measured;
import io.github.approxifer.bench.report.Page;
import io.github.approxifer.bench.report.Section;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FigureSectionTest {
  private static final Measured OURS = new Measured(Sample.of(0.8, 0.9), Sample.of(1, 0.98), 16);

  private static PublishedFigure figure(int number) throws IOException {
    return PublishedFigure.read().get(number - 2);
  }

  @Test
  void drawsOursBesideThePublishedValues() throws IOException {
    Section section = FigureSection.of(figure(3), bars -> Optional.of(OURS), cell -> true);
    assertThat(section.rows()).hasSize(5);
    assertThat(section.rows().get(1))
        .containsSubsequence("(8,1)", "0.8800", "0.850 ± 0.098", "0.9900", "0.990 ± 0.020");
    assertThat(section.markdown()).contains("](figure-3.svg)");
    assertThat(html(section)).contains(">(8,1)<", ">0.850<", ">0.990<", "coded, printed");
  }

  @Test
  void aModelThatIsNotTrainedSaysSoBesideThoseThatAre() throws IOException {
    String model = figure(6).bars().get(0).cell().model();
    Section section =
        FigureSection.of(
            figure(6),
            bars -> bars.cell().model().equals(model) ? Optional.of(OURS) : Optional.empty(),
            cell -> cell.model().equals(model));
    assertThat(section.rows()).hasSize(1 + figure(6).bars().size());
    assertThat(section.markdown()).contains("not trained", "0.850 ± 0.098");
    assertThat(html(section)).contains(" not trained<");
  }

  /** Three datasets; those that were not measured have no panel. */
  @Test
  void whatIsNotOfThisRunIsLeftOut() throws IOException {
    Section section =
        FigureSection.of(
            figure(2),
            bars -> bars.cell().dataset().equals("MNIST") ? Optional.of(OURS) : Optional.empty(),
            cell -> true);
    assertThat(section.markdown())
        .contains("figure-2-mnist.svg", "0.6833")
        .doesNotContain("figure-2-fashionmnist.svg", "CIFAR-10", "not trained");
    Section nothing = FigureSection.of(figure(2), bars -> Optional.empty(), cell -> false);
    assertThat(nothing.rows()).hasSize(1);
    assertThat(nothing.markdown()).doesNotContain("svg");
  }

  private static String html(Section section) {
    Page page = new Page("");
    page.add(section);
    return page.html("");
  }
}
