package io.github.approxifer.coding.codes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class CollageTest {
  @Test
  void showsTheMiddleOfBothImages() {
    // Sharp: with 6 columns the seam of 1 lies between columns 2 and 3.
    Collage collage = new Collage(1, 6, 1, 1, 1);
    float[] out = new float[6];
    collage.mix(new float[] {0, 1, 2, 3, 4, 5}, 0, new float[] {10, 11, 12, 13, 14, 15}, 0, out, 0);
    assertThat(out).containsExactly(1, 2, 3, 12, 13, 14);
  }

  @Test
  void repeatsTheEdge() {
    Collage collage = new Collage(1, 4, 1, 2, 4);
    float[] out = new float[4];
    // Shares of the right image: 1/8, 3/8, 5/8, 7/8. Left is seen at columns 2, 3, 3, 3.
    collage.mix(new float[] {0, 0, 8, 16}, 0, new float[4], 0, out, 0);
    assertThat(out).containsExactly(7, 10, 6, 2);
  }

  @Test
  void keepsRowsAndChannelsApart() {
    Collage collage = Collage.of(2, 10, 3);
    assertThat(collage.shift()).isEqualTo(1);
    assertThat(collage.seam()).isEqualTo(5);
    float[] image = new float[collage.length()];
    for (int i = 0; i < image.length; i++) {
      image[i] = 100 * (i / 30) + i % 3;
    }
    float[] padded = new float[7 + image.length];
    collage.mix(image, 0, image, 0, padded, 7);
    // An image of equal columns beside itself is itself; sums of two products round once each.
    for (int i = 0; i < image.length; i++) {
      assertThat(padded[7 + i]).isBetween(image[i] - 2e-5f, image[i] + 2e-5f);
    }
    assertThat(Arrays.copyOf(padded, 7)).containsOnly(0);
  }

  @Test
  void refusesImpossibleSizes() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Collage.of(8, 0, 1))
        .withMessageContaining("8 x 0 x 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Collage(8, 8, 1, 5, 1))
        .withMessageContaining("is 5");
    for (double seam : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new Collage(8, 8, 1, 1, seam))
          .withMessageContaining("seam")
          .withMessageContaining(Double.toString(seam));
    }
  }
}
