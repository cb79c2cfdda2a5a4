package io.github.approxifer.bench.accuracy.student;

import io.github.approxifer.bench.accuracy.reproduce.Sample;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * How often each image was answered rightly, over all groups, shufflings and straggler sets that it
 * came up in. Images are what is sampled, so an interval over their shares is one for new images.
 */
final class ImageShares {
  private final double[] right;
  private final double[] count;

  ImageShares(int images) {
    this.right = new double[images];
    this.count = new double[images];
  }

  void add(int image, double share) {
    right[image] += share;
    count[image]++;
  }

  /** The share of each image that came up. */
  Sample sample() {
    return Sample.of(
        IntStream.range(0, right.length)
            .filter(i -> count[i] > 0)
            .mapToDouble(i -> right[i] / count[i])
            .toArray());
  }

  /** By how much the share of each image that came up is below that of another way. */
  Sample less(IntToDoubleFunction other) {
    return Sample.of(
        IntStream.range(0, right.length)
            .filter(i -> count[i] > 0)
            .mapToDouble(i -> other.applyAsDouble(i) - right[i] / count[i])
            .toArray());
  }
}
