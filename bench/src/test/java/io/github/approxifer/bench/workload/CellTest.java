package io.github.approxifer.bench.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.approxifer.coding.CodeParameters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CellTest {
  @ParameterizedTest
  @ValueSource(strings = {"K8-S1", "K12-S0", "K12-E3-sigma100"})
  void readsWhatItWrites(String name) {
    assertThat(Cell.of(name).name()).isEqualTo(name);
  }

  @Test
  void knowsItsNumbers() {
    assertThat(Cell.of("K12-E2-sigma10")).isEqualTo(new Cell(new CodeParameters(12, 0, 2), 10));
    assertThat(Cell.of("K8-S3")).isEqualTo(new Cell(CodeParameters.stragglersOnly(8, 3), 0));
  }

  @Test
  void refusesOtherNames() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Cell.of("K=8"))
        .withMessageContaining("'K=8'")
        .withMessageContaining("K8-S1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Cell.of("K0-S1"))
        .withMessageContaining("but is 0");
  }
}
