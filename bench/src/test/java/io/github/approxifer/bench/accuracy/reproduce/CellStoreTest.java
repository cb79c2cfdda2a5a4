package io.github.approxifer.bench.accuracy.reproduce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.approxifer.bench.accuracy.measure.Sample;
import io.github.approxifer.bench.accuracy.measure.StragglerCell;
import io.github.approxifer.bench.report.Family;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CellStoreTest {
  @TempDir private Path folder;

  private static final StragglerCell.Result RESULT =
      new StragglerCell.Result(
          "Berrut", 9, Family.CODES, true, Sample.of(0.1, 1 / 3.0, 1), Double.NaN, 0.2);

  private static final Comparison.Stragglers CELL =
      new Comparison.Stragglers(List.of(RESULT), Sample.of(1, 0.5), 24, "MNIST", List.of("a"));

  @Test
  void aCellComesBackToTheLastBit() throws IOException {
    new CellStore(folder).keep("key", CELL);
    CellStore store = new CellStore(folder);
    Comparison.Stragglers found = store.find("key", Comparison.Stragglers.class).orElseThrow();
    StragglerCell.Result result = found.results().get(0);
    assertThat(result.right().minus(RESULT.right()).mean()).isZero();
    assertThat(result.right().size()).isEqualTo(3);
    assertThat(result.degraded()).isNaN();
    assertThat(result.family()).isEqualTo(Family.CODES);
    assertThat(found.base().mean()).isEqualTo(0.75);
    assertThat(found.remarks()).containsExactly("a");
    assertThat(store.commits()).hasSize(1);
    assertThat(store.find("other key", Comparison.Stragglers.class)).isEmpty();
  }

  @Test
  void aDamagedFileIsNamed() throws IOException {
    CellStore store = new CellStore(folder);
    store.keep("key", CELL);
    Path file;
    try (Stream<Path> files = Files.list(folder)) {
      file = files.findFirst().orElseThrow();
    }
    Files.writeString(file, Files.readString(file).substring(0, 200));
    assertThatThrownBy(() -> store.find("key", Comparison.Stragglers.class))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining("delete it");
  }
}
