package io.github.approxifer.models.datasets;

import io.github.approxifer.models.ImageShape;
import java.util.SplittableRandom;

/**
 * Images drawn from a seed: every class is a plane wave of its own, every image that wave with a
 * phase and a noise of its own, rounded to bytes and normalised as real pixels are. An image
 * depends on the seed and its number only.
 */
final class SyntheticImages implements ImageSource {

  private static final double NOISE = 0.15;

  private final ImageShape shape;
  private final int classes;
  private final int size;
  private final long seed;
  private final float[][] table;

  SyntheticImages(ImageShape shape, int classes, int size, Normalization normalization, long seed) {
    this.shape = shape;
    this.classes = classes;
    this.size = size;
    this.seed = seed;
    this.table = normalization.table();
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public int label(int index) {
    return random(index).nextInt(classes);
  }

  @Override
  public void read(int index, float[] destination, int offset) {
    SplittableRandom random = random(index);
    int label = random.nextInt(classes);
    double angle = Math.PI * label / classes;
    double across = 4 * Math.PI * Math.cos(angle) / shape.width();
    double down = 4 * Math.PI * Math.sin(angle) / shape.height();
    double phase = random.nextDouble(Math.PI);
    int to = offset;
    for (int y = 0; y < shape.height(); y++) {
      for (int x = 0; x < shape.width(); x++) {
        double wave = StrictMath.sin(across * x + down * y + phase);
        for (int channel = 0; channel < shape.channels(); channel++) {
          double noise = NOISE * (2 * random.nextDouble() - 1);
          double level = 0.5 + 0.35 * wave * (1 - 0.2 * channel) + noise;
          destination[to++] = table[channel][(int) Math.round(255 * level)];
        }
      }
    }
  }

  private SplittableRandom random(int index) {
    return new SplittableRandom(seed + 0x9E3779B97F4A7C15L * (index + 1L));
  }
}
