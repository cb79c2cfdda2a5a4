package io.github.approxifer.serving;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a group of queries was answered; the same for all of them, except those that were answered
 * with their own answers before the group was decoded: theirs says what had come by then.
 *
 * @param number counts the groups of a predictor, from 0
 * @param used the names of the workers whose answers the predictions are made of
 * @param liars the names of the workers believed to have lied in this group
 * @param degraded whether there were fewer answers than the code asks for, and predictions that are
 *     not the model's own: they are then worse than it promises, and liars were not looked for
 * @param refined whether answers that came after the first decoding went into the predictions
 * @param padding how many of the K places were filled with a copy of a query, because too few
 *     queries came within the linger time; 0 to K-1
 * @param rechecked how many queries went out once more in a second round, because their answers
 *     were disputed; 0 to K, 0 if there was no second round
 * @param settled how many of these at least one worker answered again in time; what the first round
 *     made of the others stands
 * @param encodeNanos nanoseconds to order, encode and send
 * @param workerNanos nanoseconds from sending to the answer that completed the quorum
 * @param secondRoundNanos nanoseconds from sending the second round to its end; 0 if there was none
 * @param decodeNanos nanoseconds to locate liars and decode
 * @param warning what the decoder has whoever runs the workers know, for instance that more workers
 *     disagree than may lie; null if there is nothing to say
 */
public record GroupReport(
    long number,
    List<String> used,
    List<String> liars,
    boolean degraded,
    boolean refined,
    int padding,
    int rechecked,
    int settled,
    long encodeNanos,
    long workerNanos,
    long secondRoundNanos,
    long decodeNanos,
    @Nullable String warning) {

  /**
   * Copies the lists.
   *
   * @param number of the group
   * @param used workers
   * @param liars workers
   * @param degraded whether answers were too few
   * @param refined whether late answers went in
   * @param padding copies
   * @param rechecked queries
   * @param settled queries
   * @param encodeNanos nanoseconds
   * @param workerNanos nanoseconds
   * @param secondRoundNanos nanoseconds
   * @param decodeNanos nanoseconds
   * @param warning or null
   */
  public GroupReport {
    used = List.copyOf(used);
    liars = List.copyOf(liars);
  }
}
