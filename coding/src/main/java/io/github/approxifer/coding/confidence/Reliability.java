package io.github.approxifer.coding.confidence;

import java.util.ArrayList;
import java.util.List;

/**
 * How well confidences match what happened: predictions are put into bins of equal width by their
 * confidence, and in each bin the mean confidence stands beside the share that was right.
 *
 * @param bins the bins that hold predictions, in ascending order; immutable
 */
public record Reliability(List<Bin> bins) {

  /**
   * Copies the list.
   *
   * @param bins the bins that hold predictions
   */
  public Reliability {
    bins = List.copyOf(bins);
  }

  /**
   * Predictions of similar confidence.
   *
   * @param count how many there are
   * @param confidence their mean confidence
   * @param accuracy the share of them that was right
   */
  public record Bin(int count, double confidence, double accuracy) {}

  /**
   * Compares confidences with what happened.
   *
   * @param confidences n probabilities, from 0 to 1; not modified
   * @param right n flags; not modified
   * @param bins into how many bins to cut [0, 1], at least 1
   * @return the comparison
   * @throws IllegalArgumentException if the numbers differ, a confidence is no probability, or bins
   *     is below 1
   */
  public static Reliability of(double[] confidences, boolean[] right, int bins) {
    if (confidences.length != right.length || bins < 1) {
      throw new IllegalArgumentException(
          "there are "
              + confidences.length
              + " confidences, "
              + right.length
              + " outcomes and "
              + bins
              + " bins");
    }
    int[] counts = new int[bins];
    int[] hits = new int[bins];
    double[] sums = new double[bins];
    for (int i = 0; i < right.length; i++) {
      double confidence = confidences[i];
      if (!(confidence >= 0 && confidence <= 1)) {
        throw new IllegalArgumentException(
            "confidence " + i + " is " + confidence + ", which is no probability");
      }
      int bin = Math.min(bins - 1, (int) (confidence * bins));
      counts[bin]++;
      hits[bin] += right[i] ? 1 : 0;
      sums[bin] += confidence;
    }
    List<Bin> result = new ArrayList<>();
    for (int bin = 0; bin < bins; bin++) {
      if (counts[bin] > 0) {
        result.add(new Bin(counts[bin], sums[bin] / counts[bin], (double) hits[bin] / counts[bin]));
      }
    }
    return new Reliability(result);
  }

  /**
   * The expected calibration error: the mean over all predictions of the difference between the
   * mean confidence and the accuracy of their bin (Naeini, Cooper, Hauskrecht 2015).
   *
   * @return from 0 (perfect) to 1; 0 if there are no predictions
   */
  public double expectedCalibrationError() {
    double total = 0;
    double sum = 0;
    for (Bin bin : bins) {
      total += bin.count();
      sum += bin.count() * Math.abs(bin.confidence() - bin.accuracy());
    }
    return total == 0 ? 0 : sum / total;
  }
}
