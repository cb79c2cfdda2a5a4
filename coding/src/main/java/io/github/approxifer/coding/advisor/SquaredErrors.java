package io.github.approxifer.coding.advisor;

import org.ejml.data.FMatrixRMaj;

/** Squared differences between predictions and the model's own answers, summed by group. */
final class SquaredErrors {
  private final double[] sums;
  private final double spread;

  /** Nothing yet, of as many groups as there are. */
  SquaredErrors(HonestGroups groups) {
    this.sums = new double[groups.count()];
    this.spread = spread(groups);
  }

  /** Adds predictions K x c for a group; returns the sum of their squared differences. */
  double add(int group, FMatrixRMaj predictions, FMatrixRMaj clean) {
    double sum = 0;
    for (int i = 0; i < clean.getNumElements(); i++) {
      double difference = predictions.data[i] - clean.data[i];
      sum += difference * difference;
    }
    sums[group] += sum;
    return sum;
  }

  /** The relative squared error if each group was decoded so many times. */
  double relative(double times) {
    double sum = 0;
    for (double group : sums) {
      sum += group;
    }
    return relative(sum, times);
  }

  /** A sum over all groups, each so many times, as a relative squared error. */
  double relative(double sum, double times) {
    return sum == 0 ? 0 : sum / (times * spread);
  }

  /**
   * The standard error of {@link #relative(double)}, from how the groups differ: the deviation of
   * their errors, times the root of their number, in the same unit. 0 for a single group.
   */
  double standardError(double times) {
    double mean = 0;
    for (double group : sums) {
      mean += group / sums.length;
    }
    double squares = 0;
    for (double group : sums) {
      squares += (group - mean) * (group - mean);
    }
    return squares == 0 ? 0 : relative(Math.sqrt(squares / (sums.length - 1) * sums.length), times);
  }

  /** The sum of the squared deviations of the model's answers from their mean. */
  private static double spread(HonestGroups groups) {
    int rows = 0;
    double[] mean = new double[groups.clean(0).numCols];
    for (int g = 0; g < groups.count(); g++) {
      FMatrixRMaj clean = groups.clean(g);
      rows += clean.numRows;
      for (int i = 0; i < clean.getNumElements(); i++) {
        mean[i % mean.length] += clean.data[i];
      }
    }
    double sum = 0;
    for (int g = 0; g < groups.count(); g++) {
      FMatrixRMaj clean = groups.clean(g);
      for (int i = 0; i < clean.getNumElements(); i++) {
        double deviation = clean.data[i] - mean[i % mean.length] / rows;
        sum += deviation * deviation;
      }
    }
    return sum;
  }
}
