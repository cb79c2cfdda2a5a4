package io.github.approxifer.interp.nodes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class EquispacedNodesTest {

  @Test
  void reachFromEndToEnd() {
    assertThat(EquispacedNodes.of(5, -1, 1)).containsExactly(-1, -0.5, 0, 0.5, 1);
    assertThat(EquispacedNodes.of(3, 5, 9)).containsExactly(5, 7, 9);
    assertThat(EquispacedNodes.of(1, 5, 9)).containsExactly(7);
    double[] many = EquispacedNodes.of(1001, -0.3, 0.3);
    for (int j = 0; j < many.length; j++) {
      assertThat(many[j]).isEqualTo(0.0 - many[1000 - j]);
    }
  }

  @Test
  void needACountAndAnInterval() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> EquispacedNodes.of(-1, 0, 1))
        .withMessageContaining("is -1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> EquispacedNodes.of(4, Double.NaN, 1))
        .withMessageContaining("NaN");
  }
}
