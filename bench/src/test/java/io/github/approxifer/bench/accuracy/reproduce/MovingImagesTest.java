package io.github.approxifer.bench.accuracy.reproduce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.approxifer.bench.accuracy.measure.LabelledImages;
import io.github.approxifer.models.datasets.Dataset;
import io.github.approxifer.models.datasets.PublishedDataset;
import org.ejml.data.FMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MovingImagesTest {
  private static final LabelledImages DIGITS =
      LabelledImages.of(Dataset.synthetic(PublishedDataset.MNIST, 40, 1));

  /** The mean squared difference between a query and the one before it. */
  private static double change(LabelledImages stream, int length) {
    FMatrixRMaj frames = stream.images();
    double sum = 0;
    int count = 0;
    for (int row = 1; row < frames.numRows; row++) {
      for (int i = 0; i < frames.numCols && row % length > 0; i++) {
        double difference = frames.get(row, i) - frames.get(row - 1, i);
        sum += difference * difference;
        count++;
      }
    }
    return sum / count;
  }

  @Test
  void aStillSceneIsOneQueryRepeatedAndFasterOnesChangeMore() {
    MovingImages moving = new MovingImages(PublishedDataset.MNIST);
    LabelledImages still = moving.stream(DIGITS, 10, 0, 1);
    assertThat(still.images().numRows).isEqualTo(400);
    assertThat(change(still, 10)).isZero();
    double slow = change(moving.stream(DIGITS, 10, 0.1, 1), 10);
    double fast = change(moving.stream(DIGITS, 10, 0.5, 1), 10);
    assertThat(slow).isPositive().isLessThan(fast / 2);
    assertThat(still.labels()[399]).isEqualTo(DIGITS.labels()[39]);
    for (float value : still.images().data) {
      assertThat(value).isBetween(0f, 1f);
    }
  }

  @Test
  void theSeedDecidesWhereAScenesMotionBegins() {
    MovingImages moving = new MovingImages(PublishedDataset.MNIST);
    float[] one = moving.stream(DIGITS, 3, 0.5, 1).images().data;
    assertThat(moving.stream(DIGITS, 3, 0.5, 1).images().data).isEqualTo(one);
    assertThat(moving.stream(DIGITS, 3, 0.5, 2).images().data).isNotEqualTo(one);
  }

  @ParameterizedTest
  @CsvSource({"0, -2", "2, 0", "4, 2", "6, 0", "8, -2", "9.5, -0.5"})
  void theMotionGoesToAndFroByTwoPixels(double way, double away) {
    assertThat(MovingImages.toAndFro(way)).isCloseTo(away, within(1e-12));
  }

  /** An even picture stays so wherever it moves, and is brightened by at most a fifth. */
  @Test
  void aPictureOfOneColourOnlyChangesItsBrightness() {
    PublishedDataset photographs = PublishedDataset.CIFAR_10;
    int size = photographs.inputShape().size();
    FMatrixRMaj grey = new FMatrixRMaj(1, size);
    for (int i = 0; i < size; i++) {
      // A pixel of 0.5 in each channel.
      int channel = i % 3;
      grey.data[i] =
          (0.5f - photographs.normalization().mean().get(channel))
              / photographs.normalization().deviation().get(channel);
    }
    LabelledImages moved =
        new MovingImages(photographs).stream(LabelledImages.of(grey, 7), 17, 0.5, 3);
    double darkest = 1;
    double brightest = 0;
    for (int row = 0; row < 17; row++) {
      double first =
          moved.images().get(row, 0) * photographs.normalization().deviation().get(0)
              + photographs.normalization().mean().get(0);
      for (int i = 0; i < size; i++) {
        double pixel =
            moved.images().get(row, i) * photographs.normalization().deviation().get(i % 3)
                + photographs.normalization().mean().get(i % 3);
        assertThat(pixel).isCloseTo(first, within(1e-6));
      }
      darkest = Math.min(darkest, first);
      brightest = Math.max(brightest, first);
    }
    // Seventeen queries at half a pixel pass both ends, 0.5 * 0.8 and 0.5 * 1.2, to a quarter
    // pixel.
    assertThat(darkest).isBetween(0.4 - 1e-6, 0.5);
    assertThat(brightest).isBetween(0.5, 0.6 + 1e-6);
    assertThat(brightest - darkest).isGreaterThan(0.15);
  }

  @Test
  void fourCamerasSendInTurn() {
    MovingImages moving = new MovingImages(PublishedDataset.MNIST);
    LabelledImages one = new StreamKind("one", 0, 1).draw(moving, DIGITS, 80, 10, 1);
    LabelledImages four = new StreamKind("four", 0, 4).draw(moving, DIGITS, 80, 10, 1);
    for (int t = 0; t < 80; t++) {
      int scene = t / 40 * 4 + t % 4;
      assertThat(four.select(t).images().data).isEqualTo(one.select(scene * 10).images().data);
    }
    LabelledImages shuffled = new StreamKind("shuffled", 0, 0).draw(moving, DIGITS, 40, 10, 1);
    assertThat(shuffled.images().numRows).isEqualTo(40);
    assertThat(change(shuffled, 40)).isGreaterThan(change(moving.stream(DIGITS, 10, 2, 1), 10));
  }
}
