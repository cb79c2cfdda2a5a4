package io.github.approxifer.bench.accuracy.reproduce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.approxifer.coding.CodeParameters;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SelectionTest {

  private static List<AccuracyCell> cells(Selection selection) throws IOException {
    return selection.cells(new PublishedTable(PublishedAccuracy.read()), PublishedFigure.read());
  }

  @Test
  void aTableHasItsOwnCellsOnly() throws IOException {
    Selection selection = Selection.of("15", null, null, null, false, null);
    assertThat(selection.tables()).containsExactly(15);
    assertThat(selection.figures()).isEmpty();
    assertThat(cells(selection))
        .hasSize(8)
        .startsWith(AccuracyCell.stragglers("ResNet-18", "MNIST", 8, 1))
        .allMatch(cell -> cell.model().equals("ResNet-18") && cell.parameters().errors() == 0)
        .extracting(AccuracyCell::dataset)
        .containsOnly("MNIST", "CIFAR-10");
  }

  /** Three noises of the same liars are one measurement: table 20 has 18 values in 6 cells. */
  @Test
  void noisesShareACell() throws IOException {
    assertThat(cells(Selection.of("20", null, null, null, false, null))).hasSize(6);
    assertThat(cells(Selection.of("20", null, null, "mnist", false, null))).hasSize(3);
  }

  @Test
  void aFigureHasItsOwnCellsOnly() throws IOException {
    Selection selection = Selection.of(null, "7", null, null, true, null);
    assertThat(selection.tables()).isEmpty();
    assertThat(cells(selection))
        .extracting(AccuracyCell::model)
        .containsExactlyInAnyOrder("VGG-16", "ResNet-34", "ResNet-50", "DenseNet-161", "GoogLeNet");
    assertThat(cells(Selection.of("15", "7", null, null, false, null))).hasSize(13);
  }

  @Test
  void withoutOptionsAllCellsAreMeasuredOnceAndAQuickRunTakesResNet20() throws IOException {
    List<AccuracyCell> all = cells(Selection.of(null, null, null, null, false, null));
    assertThat(all)
        .doesNotHaveDuplicates()
        .containsAll(cells(Selection.of(null, "6", null, null, false, null)))
        .containsAll(cells(Selection.of("18", null, null, null, false, null)));
    assertThat(all)
        .contains(AccuracyCell.stragglers("ResNet-152", "CIFAR-10", 8, 1))
        .contains(new AccuracyCell("ResNet-152", "MNIST", new CodeParameters(12, 0, 2)));
    List<AccuracyCell> quick = cells(Selection.of(null, null, null, null, true, null));
    assertThat(quick).hasSize(30).allMatch(cell -> cell.model().equals("ResNet-20"));
    assertThat(cells(Selection.of(null, null, "resnet18", "cifar10", true, null))).hasSize(7);
  }

  @ParameterizedTest
  @CsvSource({
    "--table=21, 15; 16; 17; 18; 19; 20; 9; 10",
    "--figure=1, 2; 3; 4; 5; 6; 7; 8; 9; 10; 11",
    "--model=AlexNet, ResNet-18; ResNet-34",
    "--dataset=ImageNet, MNIST; Fashion-MNIST; CIFAR-10",
    "--streams=perhaps, true; false; only",
    "--groups=3, at least 4 groups; is 3",
    "--queries=10, at least 48 images; is 10"
  })
  void anUnknownValueIsNamedWithThoseThatThereAre(String option, String told) {
    PrintStream usual = System.err;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (PrintStream caught = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
      System.setErr(caught);
      assertThat(ReproduceCommand.execute(usual, option)).isEqualTo(2);
    } finally {
      System.setErr(usual);
    }
    String text = bytes.toString(StandardCharsets.UTF_8);
    assertThat(text).contains(told.split("; ", -1)).contains(option.split("=", -1)[1]);
  }

  @Test
  void streamsAreOfAFullRunOrAskedFor() {
    assertThat(Selection.of(null, null, null, null, false, null).hasStreams("ResNet-18")).isTrue();
    assertThat(Selection.of(null, null, null, null, false, null).hasStreams("VGG-16")).isFalse();
    assertThat(Selection.of(null, null, null, null, true, null).hasStreams("ResNet-20")).isFalse();
    assertThat(Selection.of("15", null, null, null, false, null).hasStreams("ResNet-18")).isFalse();
    Selection only = Selection.of(null, null, null, null, true, "only");
    assertThat(only.hasStreams("ResNet-20")).isTrue();
    assertThat(only.hasCells()).isFalse();
    assertThat(only.tables()).isEmpty();
  }

  @Test
  void largeNetworksCompareAllSchemesInTwoCellsOnly() {
    Selection all = Selection.of(null, null, null, null, false, null);
    assertThat(all.compares(AccuracyCell.stragglers("ResNet-18", "CIFAR-10", 8, 3))).isTrue();
    assertThat(all.compares(AccuracyCell.stragglers("ResNet-152", "CIFAR-10", 8, 3))).isFalse();
    assertThat(all.compares(AccuracyCell.stragglers("ResNet-152", "CIFAR-10", 8, 1))).isTrue();
    assertThat(all.compares(new AccuracyCell("ResNet-34", "MNIST", new CodeParameters(12, 0, 2))))
        .isTrue();
    assertThat(all.compares(AccuracyCell.stragglers("VGG-16", "CIFAR-10", 8, 1))).isFalse();
  }

  @Test
  void queriesAndGroupsExcludeEachOther() {
    assertThat(ReproduceCommand.execute(System.out, "--queries=100", "--groups=10")).isEqualTo(2);
  }

  @Test
  void groupsStandForAsManyImagesAsTheyHold() {
    Settings settings = new Settings(192, 10, 1);
    assertThat(settings.images(8)).isEqualTo(80);
    assertThat(settings.byzantineGroups(50)).isEqualTo(10);
    assertThat(Settings.of(192, 1).images(8)).isEqualTo(192);
    assertThat(Settings.of(192, 1).byzantineGroups(100)).isEqualTo(8);
    assertThatIllegalArgumentException().isThrownBy(() -> new Settings(192, 3, 1));
  }

  /** Read off the reports: how many groups of bars each figure has. */
  @Test
  void figuresHaveTheBarsOfTheReport() throws IOException {
    List<PublishedFigure> figures = PublishedFigure.read();
    assertThat(figures)
        .extracting(PublishedFigure::number)
        .containsExactlyElementsOf(PublishedFigure.NUMBERS);
    assertThat(figures)
        .extracting(figure -> figure.bars().size())
        .containsExactly(12, 4, 4, 9, 5, 5, 4, 4, 4, 4);
  }

  /** Figures and tables are transcribed apart; where they repeat each other they must agree. */
  @Test
  void figuresAgreeWithTheTablesTheyRepeat() throws IOException {
    PublishedTable tables = new PublishedTable(PublishedAccuracy.read());
    int compared = 0;
    for (PublishedFigure figure : PublishedFigure.read()) {
      for (PublishedFigure.Bars bars : figure.bars()) {
        if (bars.source().startsWith("table ")) {
          int table = Integer.parseInt(bars.source().substring(6, 8));
          assertThat(tables.cells("later report", table))
              .filteredOn(cell -> AccuracyCell.of(cell).equals(bars.cell()))
              .extracting(PublishedAccuracy::value)
              .containsExactly(bars.coded());
          compared++;
        }
      }
    }
    assertThat(compared).isEqualTo(20);
  }
}
