package io.github.approxifer.bench.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.approxifer.bench.runtime.PublishedRuntimes.Kind;
import io.github.approxifer.bench.runtime.PublishedRuntimes.Source;
import io.github.approxifer.bench.workload.Cell;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openjdk.jmh.annotations.Param;

class PublishedRuntimesTest {
  /** Spot checks against the printed tables of the reports and the notebooks. */
  @ParameterizedTest
  @CsvSource({
    "LATER, FIRST, ResNet-18, CIFAR-10, K8-S1, 0.298601, 100",
    "EARLIER, FIRST, ResNet-18, MNIST, K12-S1, 0.447539, 300",
    "LATER, TOTAL, ResNet-18, CIFAR-10, K8-S3, 32.919277, 100",
    "LATER, FIRST, ResNet-18, MNIST, K12-E3-sigma10, 0.806117, 300",
    "LATER, FIRST, ResNet-34, CIFAR-10, K8-S1, 0.570133, 100",
    "EARLIER, FIRST, ResNet-34, CIFAR-10, K8-S1, 0.586859, 100",
    "LATER, TOTAL, ResNet-34, MNIST, K8-S3, 116.704551, 300",
    "EARLIER, TOTAL, ResNet-34, MNIST, K8-S3, 150.539461, 300",
    "LATER, FIRST, ResNet-34, CIFAR-10, K12-E1-sigma1, 2.154675, 200",
    "LATER, FIRST, ResNet-34, MNIST, K12-E3-sigma100, 0.876940, 300",
    "NOTEBOOK, TOTAL, ResNet-34, MNIST, K12-E2-sigma1, 259.851220, 300",
    "NOTEBOOK, FIRST, ResNet-152, MNIST, K8-S1, 2.495270, 300",
  })
  void holdsThePrintedFigures(
      PublishedRuntimes.Source source,
      Kind kind,
      String network,
      String dataset,
      String cell,
      double seconds,
      int groups)
      throws IOException {
    Setting setting = new Setting(network, dataset, Cell.of(cell));
    PublishedRuntimes published = PublishedRuntimes.read();

    assertThat(published.figure(source, kind, setting).orElseThrow().seconds()).isEqualTo(seconds);
    assertThat(published.groups(setting)).isEqualTo(groups);
  }

  @Test
  void everyPrintedFigureHasItsRow() throws IOException {
    PublishedRuntimes published = PublishedRuntimes.read();
    // 14 tables of the later report: 8 of 4 figures, 6 of 6. The earlier one has the first 8.
    assertThat(count(published, Source.LATER)).isEqualTo(8 * 4 + 6 * 6);
    assertThat(count(published, Source.EARLIER)).isEqualTo(8 * 4);
    List<RuntimeTable> tables = new ArrayList<>(RuntimeTable.PRINTED);
    tables.addAll(RuntimeTable.of("ResNet-152"));
    for (PublishedRuntimes.Figure figure : published.figures()) {
      if (figure.place().contains("Table")) {
        String number = figure.place().replaceAll(".*Table ", "Table ");
        assertThat(tables)
            .filteredOn(t -> t.title().equals(number) && t.kind() == figure.kind())
            .filteredOn(t -> t.sources().contains(figure.source()))
            .singleElement()
            .satisfies(t -> assertThat(t.rows()).contains(figure.setting()));
      }
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> published.groups(new Setting("ResNet-18", "MNIST", Cell.of("K9-S1"))))
        .withMessageContaining("ResNet-18, MNIST, K9-S1");
  }

  private static long count(PublishedRuntimes published, Source source) {
    return published.figures().stream().filter(figure -> figure.source() == source).count();
  }

  /** JMH wants the cells as constants; they must be those of the tables. */
  @Test
  void theBenchmarksRunEveryCell() throws NoSuchFieldException {
    List<String> cells = RuntimeTable.allCells().stream().map(Cell::name).toList();

    assertThat(values(GroupBenchmark.class, "cell")).containsExactlyInAnyOrderElementsOf(cells);
    assertThat(values(GroupBenchmark.class, "dataset"))
        .containsExactlyElementsOf(RuntimeTable.DATASETS);
    assertThat(values(GroupBenchmark.class, "network"))
        .containsExactlyElementsOf(RuntimeTable.NETWORKS);
    assertThat(values(LocateBenchmark.class, "cell"))
        .containsExactlyElementsOf(cells.stream().filter(c -> c.contains("E")).toList());
    assertThat(values(EncodeBenchmark.class, "cell"))
        .containsExactlyElementsOf(
            cells.stream().filter(c -> c.contains("S") || c.endsWith("sigma1")).toList());
    assertThat(values(DecodeBenchmark.class, "cell"))
        .containsExactly(values(EncodeBenchmark.class, "cell"));
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
