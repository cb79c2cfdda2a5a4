package io.github.approxifer.models.training;

import io.github.approxifer.models.datasets.Dataset;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * What a ParM parity model learns (Kosaian, Rashmi, Venkataraman, SOSP 2019, section 4): the sum of
 * k images as input, the sum of the base model's k outputs as target. The first image is the one
 * asked for, the other k - 1 are drawn from the dataset.
 */
final class ParityExamples implements Examples {

  private final Dataset images;
  private final float[] outputs;
  private final int queries;

  /**
   * Creates examples.
   *
   * @param images the images
   * @param outputs the base model's outputs for all of them, images x classes. Not copied.
   * @param queries k, at least 2
   */
  ParityExamples(Dataset images, float[] outputs, int queries) {
    if (queries < 2) {
      throw new IllegalArgumentException(
          "A parity model adds at least 2 queries, but was asked for " + queries);
    }
    this.images = images;
    this.outputs = outputs;
    this.queries = queries;
  }

  @Override
  public int size() {
    return images.size();
  }

  @Override
  public void read(int[] indices, float[] inputs, float[] targets, RandomGenerator random) {
    int size = images.inputShape().size();
    float[] image = new float[size];
    int classes = images.classes();
    Arrays.fill(inputs, 0, indices.length * size, 0);
    Arrays.fill(targets, 0, indices.length * classes, 0);
    for (int row = 0; row < indices.length; row++) {
      for (int query = 0; query < queries; query++) {
        int index = query == 0 ? indices[row] : random.nextInt(images.size());
        images.read(index, image, 0);
        for (int i = 0; i < size; i++) {
          inputs[row * size + i] += image[i];
        }
        for (int c = 0; c < classes; c++) {
          targets[row * classes + c] += outputs[index * classes + c];
        }
      }
    }
  }
}
