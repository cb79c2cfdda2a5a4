package io.github.approxifer.serving.internal.group;

import io.github.approxifer.coding.order.QueryOrder;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Which queries of a group have the model's own answers, where nobody may lie: nothing that comes
 * later can change their predictions. Thread-safe.
 */
final class OwnAnswers {
  private final Coding coding;
  private final QueryOrder order;
  private final int queries;
  private final Round round;
  private volatile int taken;

  /**
   * Of a group.
   *
   * @param queries how many, without those that fill up places
   */
  OwnAnswers(Coding coding, QueryOrder order, int queries, Round round) {
    this.coding = coding;
    this.order = order;
    this.queries = queries;
    this.round = round;
  }

  /** Whether every query has its own. */
  boolean complete() {
    return coding.answersAlone()
        && round.answered() >= queries
        && places(round.take(false)).count() == queries;
  }

  /** Whether more answers have come than were taken. */
  boolean more() {
    return coding.answersAlone() && round.answered() > taken;
  }

  /** Takes what has come. */
  Received take() {
    Received received = round.take(false);
    taken = received.slots().size();
    return received;
  }

  /** The places of the queries whose own answers are among those received, each once. */
  IntStream places(Received received) {
    return Arrays.stream(received.slots().toArray())
        .map(slot -> coding.place(order, slot))
        .filter(place -> place >= 0 && place < queries)
        .distinct();
  }
}
