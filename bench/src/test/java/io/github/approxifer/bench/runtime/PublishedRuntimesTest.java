package io.github.approxifer.bench.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.approxifer.bench.workload.Cell;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openjdk.jmh.annotations.Param;

class PublishedRuntimesTest {
  /** Spot checks against the printed tables of the report. */
  @ParameterizedTest
  @CsvSource({
    "FIRST, CIFAR-10, K8-S1, 0.298601, 100",
    "FIRST, MNIST, K12-S1, 0.447539, 300",
    "TOTAL, CIFAR-10, K8-S3, 32.919277, 100",
    "TOTAL, MNIST, K8-S2, 100.934360, 300",
    "FIRST, CIFAR-10, K12-E1-sigma1, 0.605085, 200",
    "FIRST, MNIST, K12-E3-sigma10, 0.806117, 300",
    "FIRST, CIFAR-10, K12-E3-sigma100, 0.674559, 200",
  })
  void holdsThePrintedFigures(
      PublishedRuntimes.Kind kind, String dataset, String cell, double seconds, int groups)
      throws IOException {
    PublishedRuntimes.Figure figure = PublishedRuntimes.read().figure(kind, dataset, Cell.of(cell));

    assertThat(figure.seconds()).isEqualTo(seconds);
    assertThat(figure.iterations()).isEqualTo(groups);
  }

  @Test
  void hasAFigureOfEachKindForEveryCellOfTheTables() throws IOException {
    PublishedRuntimes published = PublishedRuntimes.read();
    assertThat(RuntimeTable.allCells()).hasSize(13);
    for (Cell cell : RuntimeTable.allCells()) {
      for (String dataset : RuntimeTable.DATASETS) {
        for (PublishedRuntimes.Kind kind : PublishedRuntimes.Kind.values()) {
          assertThat(published.figure(kind, dataset, cell).seconds()).isBetween(0.2, 300.0);
        }
      }
    }
    assertThat(published.figures()).hasSize(52);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> published.figure(PublishedRuntimes.Kind.FIRST, "MNIST", Cell.of("K9-S1")))
        .withMessageContaining("MNIST");
  }

  /** JMH wants the cells as constants; they must be those of the tables. */
  @Test
  void theBenchmarksRunEveryCell() throws NoSuchFieldException {
    List<String> cells = RuntimeTable.allCells().stream().map(Cell::name).toList();

    assertThat(values(GroupBenchmark.class, "cell")).containsExactlyElementsOf(cells);
    assertThat(values(GroupBenchmark.class, "dataset"))
        .containsExactlyElementsOf(RuntimeTable.DATASETS);
    assertThat(values(LocateBenchmark.class, "cell"))
        .containsExactlyElementsOf(cells.stream().filter(c -> c.contains("E")).toList());
    assertThat(values(EncodeBenchmark.class, "cell"))
        .containsExactlyElementsOf(
            cells.stream().filter(c -> c.contains("S") || c.endsWith("sigma1")).toList());
    assertThat(values(DecodeBenchmark.class, "cell"))
        .containsExactly(values(EncodeBenchmark.class, "cell"));
    for (String cell : cells) {
      String workers = String.valueOf(new CellState(Cell.of(cell), 1).code.workers());
      assertThat(values(InferenceBenchmark.class, "batch")).contains(workers);
    }
  }

  @Test
  void groupTimesTellTheColdFromTheWarm() {
    GroupTimes times = new GroupTimes(new double[] {10, 5, 5, 5, 5, 1, 2, 3});

    assertThat(times.first()).isEqualTo(10);
    assertThat(times.warmMean()).isEqualTo(2);
    assertThat(times.warmGroups()).isEqualTo(3);
    assertThat(times.percentile(50)).isEqualTo(2);
    // s / sqrt(n) = 0.57735; Student's t for 2 degrees of freedom at 99.9 % two-sided is 31.599
    assertThat(times.warmError()).isCloseTo(18.2436, within(0.001));
    assertThat(times.measured(8)).isTrue();
    assertThat(times.total(8)).isEqualTo(36);
    assertThat(times.measured(100)).isFalse();
    assertThat(times.total(100)).isEqualTo(10 + 99 * 2);
    assertThat(new GroupTimes(new double[] {4, 2}).warmError()).isNaN();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new GroupTimes(new double[] {1}))
        .withMessageContaining("there is 1");
  }

  private static String[] values(Class<?> benchmark, String field) throws NoSuchFieldException {
    Annotation annotation = benchmark.getField(field).getAnnotation(Param.class);
    return ((Param) annotation).value();
  }
}
