package io.github.approxifer.serving.internal.group;

import java.util.List;

/**
 * The states of a group, and what each of them knows. {@link Group} says what may happen in them.
 *
 * <pre>
 * Collecting -> Sent -> Decoding -> (Disputed) -> (Refining) -> Over
 *                  \-> InGrace /
 * </pre>
 *
 * <p>From every state a failure, or being abandoned, leads to {@link Over}.
 */
sealed interface GroupState {

  /** The queries that have no answer yet. */
  List<Query> queries();

  /** Its queries wait for a thread that encodes them. Next: sent, or over if all were given up. */
  record Collecting(List<Query> queries) implements GroupState {}

  /** Its requests are out. */
  sealed interface Out extends GroupState {
    /** What was sent. */
    SentGroup group();

    @Override
    default List<Query> queries() {
      return group().queries();
    }
  }

  /** It waits for answers; all of them, or the end of the time, lead to decoding. */
  sealed interface Waiting extends Out {}

  /** It waits for the quorum, until the deadline. */
  record Sent(SentGroup group) implements Waiting {}

  /** The quorum is there; it waits a little for the others. */
  record InGrace(SentGroup group) implements Waiting {}

  /** A thread of the coordinator decodes, or is about to; or finds out what to ask once more. */
  record Decoding(SentGroup group, long workerNanos, boolean begun) implements Out {}

  /** A further round is out; {@code earlier} is what came of those before it. */
  record Disputed(
      Decoding before, SecondRound again, Received received, Outcome earlier, long disputeNanos)
      implements Out {
    @Override
    public SentGroup group() {
      return before.group();
    }
  }

  /** Its queries are answered; late answers may still make the predictions better. */
  record Refining(SentGroup group, GroupResult first, Outcome second, int answered) implements Out {
    @Override
    public List<Query> queries() {
      return List.of();
    }
  }

  /** Nothing more will come of it. */
  record Over() implements GroupState {
    @Override
    public List<Query> queries() {
      return List.of();
    }
  }
}
