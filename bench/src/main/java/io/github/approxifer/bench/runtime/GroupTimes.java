package io.github.approxifer.bench.runtime;

import java.util.Arrays;
import org.openjdk.jmh.util.ListStatistics;

/**
 * The times of successive groups in one process: the cold first one, and the warm ones.
 *
 * <p>Groups 2 to 5 are slower than the later ones while the compilers warm up, so they count as
 * neither.
 */
final class GroupTimes {
  private static final int WARM_UP = 5;
  private static final double CONFIDENCE = 0.999;

  private final double[] seconds;
  private final ListStatistics warm;

  /** From the times of all groups in order, in seconds; at least 2. */
  GroupTimes(double[] seconds) {
    if (seconds.length < 2) {
      throw new IllegalArgumentException(
          "a cold and a warm group are needed, but there is " + seconds.length);
    }
    this.seconds = seconds.clone();
    int skip = Math.min(WARM_UP, seconds.length - 1);
    this.warm = new ListStatistics(Arrays.copyOfRange(seconds, skip, seconds.length));
  }

  double first() {
    return seconds[0];
  }

  double warmMean() {
    return warm.getMean();
  }

  /**
   * Half the width of the 99.9 % confidence interval of the warm mean; NaN for fewer than 3 groups.
   */
  double warmError() {
    return warm.getN() < 3 ? Double.NaN : warm.getMeanErrorAt(CONFIDENCE);
  }

  double percentile(double percent) {
    return warm.getPercentile(percent);
  }

  long warmGroups() {
    return warm.getN();
  }

  /** Whether as many groups were measured. */
  boolean measured(int groups) {
    return seconds.length >= groups;
  }

  /**
   * The time of so many groups: their sum if as many were measured, else the first and the rest at
   * the warm mean.
   */
  double total(int groups) {
    return measured(groups)
        ? Arrays.stream(seconds, 0, groups).sum()
        : first() + (groups - 1) * warmMean();
  }
}
