package io.github.approxifer.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class ItemShapeTest {

  @Test
  void hasTheSizeOfAllItsDimensions() {
    assertThat(ItemShape.of(3, 48, 192).size()).isEqualTo(27_648);
    assertThat(ItemShape.of(3, 48, 192)).hasToString("3 x 48 x 192");
    assertThat(ItemShape.of(7).rank()).isEqualTo(1);
    assertThat(ItemShape.of(1, 1, 96).dimension(2)).isEqualTo(96);
  }

  @Test
  void isASingleNumberWithoutDimensions() {
    assertThat(ItemShape.of().size()).isEqualTo(1);
    assertThat(ItemShape.of()).hasToString("scalar");
  }

  @Test
  void isEqualDimensionByDimension() {
    assertThat(ItemShape.of(2, 3))
        .isEqualTo(ItemShape.of(2, 3))
        .hasSameHashCodeAs(ItemShape.of(2, 3));
    assertThat(ItemShape.of(2, 3)).isNotEqualTo(ItemShape.of(3, 2)).isNotEqualTo(ItemShape.of(6));
    assertThat(new ImageShape(28, 27, 1).item()).isEqualTo(ItemShape.of(28, 27, 1));
  }

  @Test
  void keepsItsDimensionsToItself() {
    int[] dimensions = {2, 3};
    ItemShape shape = ItemShape.of(dimensions);
    dimensions[0] = 9;
    shape.dimensions()[1] = 9;
    assertThat(shape.dimensions()).containsExactly(2, 3);
  }

  @Test
  void refusesWhatIsEmptyOrTooLargeForAnArray() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ItemShape.of(4, 0))
        .withMessage(
            "every dimension of an item must be at least 1, but dimensions[1] of [4, 0] is 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ItemShape.of(65_536, 32_768))
        .withMessageContaining("[65536, 32768]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ItemShape.of(1 << 30, 1 << 30, 1 << 30, 1 << 30, 0));
    assertThat(ItemShape.of(Integer.MAX_VALUE).size()).isEqualTo(Integer.MAX_VALUE);
  }
}
