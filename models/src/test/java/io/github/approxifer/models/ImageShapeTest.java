package io.github.approxifer.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class ImageShapeTest {

  @Test
  void hasTheSizeOfAllItsDimensions() {
    assertThat(new ImageShape(32, 31, 3).size()).isEqualTo(2976);
    assertThat(new ImageShape(28, 27, 1)).hasToString("28 x 27 x 1");
  }

  @Test
  void refusesWhatIsEmptyOrTooLargeForAnArray() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ImageShape(0, 1, 1))
        .withMessageContaining("height=0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ImageShape(1, -2, 1))
        .withMessageContaining("width=-2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ImageShape(1, 1, 0))
        .withMessageContaining("channels=0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ImageShape(50_000, 50_000, 1))
        .withMessageContaining("50000 x 50000 x 1");
  }
}
