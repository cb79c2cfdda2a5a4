package io.github.approxifer.models.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.tensorflow.proto.ConfigProto;

class TensorFlowThreadsTest {

  @Test
  void oneThreadIsTheCallingOne() {
    ConfigProto config = TensorFlowThreads.single().sessionConfig();
    assertThat(config.getIntraOpParallelismThreads()).isEqualTo(1);
    assertThat(config.getInterOpParallelismThreads()).isNegative();
  }

  @Test
  void moreThreadsAreThoseOfTheSession() {
    ConfigProto config = new TensorFlowThreads(3, 1).sessionConfig();
    assertThat(config.getIntraOpParallelismThreads()).isEqualTo(3);
    assertThat(config.getInterOpParallelismThreads()).isEqualTo(1);
    assertThat(config.getUsePerSessionThreads()).isTrue();
    assertThat(TensorFlowThreads.allCores().intraOp())
        .isEqualTo(Runtime.getRuntime().availableProcessors());
  }

  @Test
  void refusesLessThanOne() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new TensorFlowThreads(0, 1))
        .withMessageContaining("intraOp=0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new TensorFlowThreads(1, -1))
        .withMessageContaining("interOp=-1");
  }
}
