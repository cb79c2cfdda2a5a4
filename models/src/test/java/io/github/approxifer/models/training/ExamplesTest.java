package io.github.approxifer.models.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.approxifer.models.ImageShape;
import io.github.approxifer.models.datasets.Dataset;
import io.github.approxifer.models.datasets.PublishedDataset;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ExamplesTest {

  private static final Dataset IMAGES = Dataset.synthetic(PublishedDataset.MNIST, 20, 3);
  private static final int SIZE = 28 * 28;

  @Test
  void anAugmentedImageIsTheOriginalShiftedAndPerhapsMirrored() {
    ImageShape shape = new ImageShape(5, 4, 2);
    float[] original = new float[shape.size()];
    for (int i = 0; i < original.length; i++) {
      original[i] = i + 1;
    }
    Augmentation augmentation = new Augmentation(shape, 2, true);
    SplittableRandom random = new SplittableRandom(1);
    Set<String> seen = new HashSet<>();
    for (int draw = 0; draw < 2000; draw++) {
      float[] images = new float[3 + original.length];
      augmentation.apply(original, images, 3, random);
      seen.add(shiftOf(original, images));
    }
    // 5 x 5 shifts, each plain and mirrored.
    assertThat(seen).hasSize(50).doesNotContain("none");
  }

  /** Finds the shift that made an image by trying them all. */
  private static String shiftOf(float[] original, float[] images) {
    for (int down = -2; down <= 2; down++) {
      for (int right = -2; right <= 2; right++) {
        for (boolean mirrored : new boolean[] {false, true}) {
          boolean fits = true;
          for (int i = 0; i < original.length && fits; i++) {
            int y = i / 8 - down;
            int x = i / 2 % 4 - right;
            boolean inside = y >= 0 && y < 5 && x >= 0 && x < 4;
            float expected = inside ? original[(y * 4 + (mirrored ? 3 - x : x)) * 2 + i % 2] : 0;
            fits = images[3 + i] == expected;
          }
          if (fits) {
            return down + " " + right + " " + mirrored;
          }
        }
      }
    }
    return "none";
  }

  @Test
  void labelledExamplesAreTheImagesAndTheirLabels() {
    Examples examples =
        new LabelledExamples(IMAGES, new Augmentation(IMAGES.inputShape(), 0, false), 0);
    float[] inputs = new float[2 * SIZE];
    float[] targets = new float[20];
    examples.read(new int[] {7, 4}, inputs, targets, new SplittableRandom(1));
    float[] expected = new float[SIZE];
    IMAGES.read(4, expected, 0);
    assertThat(inputs).endsWith(expected);
    assertThat(targets[10 + IMAGES.label(4)]).isEqualTo(1);
    assertThat(targets[IMAGES.label(7)]).isEqualTo(1);
    assertThat(sum(targets)).isEqualTo(2);
    assertThat(examples.size()).isEqualTo(20);
  }

  @Test
  void mixturesKeepTheSumOfAPair() {
    Augmentation none = new Augmentation(IMAGES.inputShape(), 0, false);
    float[] plain = new float[2 * SIZE];
    float[] mixed = new float[2 * SIZE];
    float[] targets = new float[20];
    new LabelledExamples(IMAGES, none, 0)
        .read(new int[] {7, 4}, plain, targets, new SplittableRandom(1));
    new LabelledExamples(IMAGES, none, 1)
        .read(new int[] {7, 4}, mixed, targets, new SplittableRandom(1));
    for (int i = 0; i < SIZE; i++) {
      assertThat(mixed[i] + mixed[SIZE + i]).isCloseTo(plain[i] + plain[SIZE + i], within(1e-5f));
    }
    assertThat(mixed).isNotEqualTo(plain);
    assertThat(sum(targets)).isCloseTo(2, within(1e-6));
  }

  /** Mean 1/2 and variance 1 / (4 (2 alpha + 1)); six standard errors of 20,000 draws. */
  @Test
  void mixingWeightsHaveTheMomentsOfTheBetaDistribution() {
    for (double alpha : new double[] {0.2, 1, 3}) {
      SplittableRandom random = new SplittableRandom(5);
      double sum = 0;
      double squares = 0;
      int draws = 20_000;
      for (int i = 0; i < draws; i++) {
        double value = LabelledExamples.beta(alpha, random) - 0.5;
        sum += value;
        squares += value * value;
      }
      double variance = 1 / (4 * (2 * alpha + 1));
      assertThat(sum / draws).isCloseTo(0, within(6 * Math.sqrt(variance / draws)));
      // The fourth moment is below variance / 4, as values are within 1/2 of the mean.
      assertThat(squares / draws).isCloseTo(variance, within(6 * Math.sqrt(variance / 4 / draws)));
    }
  }

  @Test
  void parityExamplesAreSumsOfImagesAndOfOutputs() {
    float[] outputs = new float[20 * 10];
    for (int i = 0; i < outputs.length; i++) {
      // Powers of two tell which images were summed.
      outputs[i] = i % 10 == 0 ? 1 << (i / 10) : 0;
    }
    Examples examples = new ParityExamples(IMAGES, outputs, 3);
    float[] inputs = new float[2 * SIZE];
    float[] targets = new float[20];
    for (int draw = 0; draw < 50; draw++) {
      examples.read(new int[] {5, 9}, inputs, targets, new SplittableRandom(draw));
      int members = (int) targets[10];
      float[] expected = new float[SIZE];
      float[] image = new float[SIZE];
      // The three may repeat one another: take the target apart greedily, own image first.
      int rest = members - (1 << 9);
      IMAGES.read(9, expected, 0);
      for (int left = 2; left > 0; left--) {
        int index = largestMember(rest, left);
        rest -= 1 << index;
        IMAGES.read(index, image, 0);
        for (int i = 0; i < SIZE; i++) {
          expected[i] += image[i];
        }
      }
      assertThat(rest).isZero();
      float[] second = java.util.Arrays.copyOfRange(inputs, SIZE, 2 * SIZE);
      assertThat(second).containsExactly(expected, within(1e-5f));
    }
  }

  /** The exponent of a power of two that leaves a sum of {@code left - 1} powers. */
  private static int largestMember(int sum, int left) {
    return Integer.bitCount(sum) == left
        ? 31 - Integer.numberOfLeadingZeros(sum)
        : 31 - Integer.numberOfLeadingZeros(sum) - (left == 2 ? 1 : 0);
  }

  @Test
  void refusesSenselessSettings() {
    ImageShape shape = IMAGES.inputShape();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Augmentation(shape, 28, false))
        .withMessageContaining("was 28");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new LabelledExamples(IMAGES, new Augmentation(shape, 0, false), -1))
        .withMessageContaining("was -1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ParityExamples(IMAGES, new float[200], 1))
        .withMessageContaining("at least 2");
  }

  private static double sum(float[] values) {
    double sum = 0;
    for (float value : values) {
      sum += value;
    }
    return sum;
  }
}
