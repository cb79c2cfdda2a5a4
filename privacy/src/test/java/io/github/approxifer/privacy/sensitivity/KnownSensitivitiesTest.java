package io.github.approxifer.privacy.sensitivity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.approxifer.privacy.Neighbours;
import org.junit.jupiter.api.Test;

class KnownSensitivitiesTest {
  @Test
  void tableOfClippings() {
    // Every logit to [-B, B]: 2 C B; l1 norm to R: 2 R; softmax: 2.
    assertThat(Clipping.toRange(-10, 10, 10).l1Sensitivity())
        .isEqualTo(new L1Sensitivity(200, 10, Neighbours.WHOLE_QUERY));
    assertThat(Clipping.toL1Norm(3, 10).l1Sensitivity())
        .isEqualTo(new L1Sensitivity(6, 10, Neighbours.WHOLE_QUERY));
    assertThat(KnownSensitivities.softmaxL1(10))
        .isEqualTo(new L1Sensitivity(2, 10, Neighbours.WHOLE_QUERY));
    assertThat(KnownSensitivities.softmaxL1(10))
        .isEqualTo(Clipping.toL1Norm(1, 10).l1Sensitivity());
  }

  @Test
  void tableOfClippingsInL2() {
    assertThat(Clipping.toRange(-10, 10, 16).l2Sensitivity().bound()).isEqualTo(80);
    assertThat(Clipping.toL2Norm(3, 10).l2Sensitivity().bound()).isEqualTo(6);
    assertThat(Clipping.toL1Norm(3, 10).l2Sensitivity().bound()).isEqualTo(6);
    assertThat(Clipping.toL2Norm(3, 16).l1Sensitivity().bound()).isEqualTo(24);
    double root = KnownSensitivities.softmaxL2(10).bound();
    assertThat(root).isCloseTo(Math.sqrt(2), within(3e-16));
    assertThat(root * root).isGreaterThanOrEqualTo(2);
  }

  @Test
  void aLipschitzBoundScalesWithTheEncodingWeight() {
    assertThat(KnownSensitivities.codedAnswer(-0.25, 4, 8, 10, Neighbours.ONE_ROW))
        .isEqualTo(new L2Sensitivity(8, 10, Neighbours.ONE_ROW));
  }

  @Test
  void refusesArgumentsOutOfRange() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> KnownSensitivities.softmaxL1(1))
        .withMessageContaining("1");
    assertThatIllegalArgumentException().isThrownBy(() -> KnownSensitivities.softmaxL2(1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> KnownSensitivities.codedAnswer(0, 1, 1, 1, Neighbours.ONE_ROW))
        .withMessageContaining("weight");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> KnownSensitivities.codedAnswer(1, Double.NaN, 1, 1, Neighbours.ONE_ROW))
        .withMessageContaining("Lipschitz")
        .withMessageContaining("NaN");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> KnownSensitivities.codedAnswer(1, 1, -1, 1, Neighbours.ONE_ROW))
        .withMessageContaining("distance of queries");
    assertThat(KnownSensitivities.softmaxL1(2).values()).isEqualTo(2);
  }
}
