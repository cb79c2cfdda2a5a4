package io.github.approxifer.models.training;

import io.github.approxifer.models.datasets.Dataset;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Images of a dataset with their labels, augmented, and on request mixed in pairs.
 *
 * <p>Mixup (Zhang, Cisse, Dauphin, Lopez-Paz: mixup, 2018): each batch is replaced by {@code lambda
 * x + (1 - lambda) x'}, targets alike, where x' is the batch in reverse order and lambda is drawn
 * from Beta(alpha, alpha) for each pair.
 */
final class LabelledExamples implements Examples {

  private final Dataset images;
  private final Augmentation augmentation;
  private final double mixup;

  /**
   * Creates examples.
   *
   * @param images the images
   * @param augmentation what is done to each
   * @param mixup alpha, at least 0; 0 mixes nothing
   */
  LabelledExamples(Dataset images, Augmentation augmentation, double mixup) {
    if (!(mixup >= 0) || mixup > 10) {
      throw new IllegalArgumentException("mixup must be from 0 to 10, but was " + mixup);
    }
    this.images = images;
    this.augmentation = augmentation;
    this.mixup = mixup;
  }

  @Override
  public int size() {
    return images.size();
  }

  @Override
  public void read(int[] indices, float[] inputs, float[] targets, RandomGenerator random) {
    int size = images.inputShape().size();
    int classes = images.classes();
    float[] image = new float[size];
    Arrays.fill(targets, 0, indices.length * classes, 0);
    for (int row = 0; row < indices.length; row++) {
      images.read(indices[row], image, 0);
      augmentation.apply(image, inputs, row * size, random);
      targets[row * classes + images.label(indices[row])] = 1;
    }
    for (int row = 0; mixup > 0 && row < indices.length / 2; row++) {
      float lambda = (float) beta(mixup, random);
      int other = indices.length - 1 - row;
      mix(inputs, row * size, other * size, size, lambda);
      mix(targets, row * classes, other * classes, classes, lambda);
    }
  }

  private static void mix(float[] values, int one, int other, int count, float lambda) {
    for (int i = 0; i < count; i++) {
      float a = values[one + i];
      float b = values[other + i];
      values[one + i] = lambda * a + (1 - lambda) * b;
      values[other + i] = lambda * b + (1 - lambda) * a;
    }
  }

  /** Draws from Beta(alpha, alpha) by Johnk's method. */
  static double beta(double alpha, RandomGenerator random) {
    while (true) {
      double x = Math.pow(random.nextDouble(), 1 / alpha);
      double y = Math.pow(random.nextDouble(), 1 / alpha);
      if (x + y <= 1 && x + y > 0) {
        return x / (x + y);
      }
    }
  }
}
