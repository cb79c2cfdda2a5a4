package io.github.approxifer.serving.internal.group;

import io.github.approxifer.coding.confidence.Confidence;
import io.github.approxifer.serving.health.WorkerPool;
import io.github.approxifer.serving.health.WorkerPool.Chosen;
import io.github.approxifer.serving.metrics.ServingMetrics;
import io.github.approxifer.serving.student.StudentDesk;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * What all groups of a predictor share. Knows no group. Thread-safe.
 *
 * @param coding the code and what goes with it, for full groups
 * @param classes c, the number of outputs of the model
 * @param times how long things may take
 * @param leastAnswers from how few answers a group is decoded, marked as degraded
 * @param dealer draws who gets which coded query; null if they are dealt out in turn
 * @param confidence of predictions, if it is known
 * @param desk the student, if there is one
 * @param pool the workers
 * @param metrics what is counted and timed
 * @param clockwork threads and clock
 * @param ends who hears of the ends of queries
 */
public record GroupContext(
    Coding coding,
    int classes,
    Times times,
    int leastAnswers,
    @Nullable Random dealer,
    @Nullable Confidence confidence,
    StudentDesk desk,
    WorkerPool pool,
    ServingMetrics metrics,
    Clockwork clockwork,
    Ends ends) {

  /**
   * Chooses the workers of a group. If some may lie, they come in an order that nobody can foresee:
   * liars who hold both copies of a query, or neighbouring mixtures of it, could pass a lie off by
   * agreeing on it.
   *
   * @param group of as many queries as the group has
   * @return those to ask, and those to ask in need
   */
  Chosen choose(Coding group) {
    Chosen chosen = pool.choose(group.workers());
    Random random = dealer;
    if (random == null) {
      return chosen;
    }
    List<Integer> asked = new ArrayList<>(chosen.asked());
    Collections.shuffle(asked, random);
    return new Chosen(asked, chosen.reserves());
  }
}
