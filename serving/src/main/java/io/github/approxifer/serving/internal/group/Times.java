package io.github.approxifer.serving.internal.group;

import java.time.Duration;

/**
 * How long things may take, in nanoseconds.
 *
 * @param deadline from sending a group to decoding it from what is there
 * @param grace how long a group waits for the other answers when its quorum is there
 * @param refinement from decoding to giving up on late answers; 0 for no refinement
 * @param secondRound the most that a second round may take
 * @param answerWithin from the arrival of a query to its answer, whatever has come; {@link #EVER}
 *     if there is no such promise
 */
public record Times(
    long deadline, long grace, long refinement, long secondRound, long answerWithin) {
  /** 146 years: the differences of such times are numbers of nanoseconds, too. */
  public static final long EVER = Long.MAX_VALUE / 2;

  /**
   * A duration in nanoseconds.
   *
   * @param duration any
   * @return at most {@link #EVER}
   */
  public static long nanos(Duration duration) {
    Duration longest = Duration.ofNanos(EVER);
    return (duration.compareTo(longest) < 0 ? duration : longest).toNanos();
  }
}
