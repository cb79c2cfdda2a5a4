package io.github.approxifer.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrivacyLossTest {
  @Test
  void pureLossHasNoDelta() {
    assertThat(PrivacyLoss.pure(0.5)).isEqualTo(new PrivacyLoss(0.5, 0));
  }

  @ParameterizedTest
  @ValueSource(doubles = {-1e-9, Double.NaN, Double.POSITIVE_INFINITY})
  void printsAnEpsilonOutOfRange(double epsilon) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PrivacyLoss.pure(epsilon))
        .withMessageContaining("epsilon")
        .withMessageContaining(Double.toString(epsilon));
  }

  @ParameterizedTest
  @ValueSource(doubles = {-1e-9, Double.NaN, 1})
  void printsADeltaOutOfRange(double delta) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new PrivacyLoss(1, delta))
        .withMessageContaining("delta")
        .withMessageContaining(Double.toString(delta));
  }

  @Test
  void neighboursSayWhatDiffers() {
    assertThat(Neighbours.WHOLE_QUERY.description()).contains("whole query");
    assertThat(Neighbours.ONE_ROW.description()).contains("one row");
  }
}
