package io.github.approxifer.models.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.approxifer.models.weights.Parameter.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;

class ParameterTest {

  @Test
  void countsValuesAndInputs() {
    Parameter kernel = new Parameter("x", Kind.CONVOLUTION_KERNEL, List.of(3, 3, 16, 32));
    assertThat(kernel.size()).isEqualTo(4608);
    assertThat(kernel.fanIn()).isEqualTo(144);
    assertThat(new Parameter("x", Kind.BIAS, List.of(10)).fanIn()).isEqualTo(1);
  }

  @Test
  void refusesEmptyAndHugeShapes() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Parameter("x", Kind.BIAS, List.of(0)))
        .withMessageContaining("parameter x cannot have the shape [0]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Parameter("x", Kind.DENSE_KERNEL, List.of(1 << 20, 1 << 20)))
        .withMessageContaining("1048576");
  }
}
