package io.github.approxifer.coding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class CodeParametersTest {
  @Test
  void printsAsPapersWrite() {
    assertThat(CodeParameters.stragglersOnly(8, 1)).hasToString("K=8, S=1, E=0");
  }

  @Test
  void refusesImpossibleNumbersWithTheirValue() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CodeParameters(0, 1, 0))
        .withMessage("K, the number of queries in a group, must be at least 1, but is 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CodeParameters(8, -1, 0))
        .withMessageContaining("S, ")
        .withMessageContaining("-1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CodeParameters(8, 0, -2))
        .withMessageContaining("E, ")
        .withMessageContaining("-2");
  }
}
