package io.github.approxifer.interp.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class BerrutWeightsTest {

  @Test
  void alternate() {
    assertThat(BerrutWeights.first(5)).containsExactly(1, -1, 1, -1, 1);
    assertThat(BerrutWeights.first(1)).containsExactly(1);
  }

  @Test
  void ofTheSecondInterpolantAreHalvedAtTheEnds() {
    assertThat(BerrutWeights.second(4)).containsExactly(0.5, -1, 1, -0.5);
    assertThat(BerrutWeights.second(5)).containsExactly(0.5, -1, 1, -1, 0.5);
    assertThat(BerrutWeights.second(1)).containsExactly(0.5);
  }

  @Test
  void needANode() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BerrutWeights.first(0))
        .withMessageContaining("is 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BerrutWeights.second(-1))
        .withMessageContaining("is -1");
  }
}
