package io.github.approxifer.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.approxifer.bench.accuracy.measure.Sample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CellStoreTest {
  @TempDir private Path folder;

  private static final Cell CELL =
      new Cell(Family.CODES, Sample.of(0.1, 1 / 3.0, 1), Double.NaN, List.of("a"));

  private record Cell(Family family, Sample right, double degraded, List<String> remarks) {}

  @Test
  void aCellComesBackToTheLastBit() throws IOException {
    new CellStore(folder).keep("key", CELL);
    CellStore store = new CellStore(folder);
    Cell found = store.find("key", Cell.class).orElseThrow();
    assertThat(found.right().minus(CELL.right()).mean()).isZero();
    assertThat(found.right().size()).isEqualTo(3);
    assertThat(found.degraded()).isNaN();
    assertThat(found.family()).isEqualTo(Family.CODES);
    assertThat(found.remarks()).containsExactly("a");
    assertThat(store.commits()).hasSize(1);
    assertThat(store.find("other key", Cell.class)).isEmpty();
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
    assertThatThrownBy(() -> store.find("key", Cell.class))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining("delete it");
  }
}
