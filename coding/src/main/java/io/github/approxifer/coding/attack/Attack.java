package io.github.approxifer.coding.attack;

import java.util.Random;
import org.ejml.data.FMatrixRMaj;

/**
 * What Byzantine workers, the liars, answer. They know everything: the honest answers of all
 * workers, and what the workers would have answered to other groups. Immutable and thread-safe.
 */
public interface Attack {

  /**
   * A short name for tables.
   *
   * @return the name
   */
  String name();

  /**
   * Which workers lie in a group.
   *
   * @param workers N
   * @param liars how many lie, at most N
   * @param random draws them
   * @return the indices of the liars, distinct; by default any workers, each with the same
   *     probability
   */
  default int[] choose(int workers, int liars, Random random) {
    return random.ints(0, workers).distinct().limit(liars).toArray();
  }

  /**
   * Replaces the answers of the liars.
   *
   * @param answers N x c, the honest answers of all workers; the rows of the liars are overwritten
   * @param liars the indices of the liars
   * @param others the honest answers N x c to other groups, at least as many as there are liars;
   *     not modified
   * @param random draws what is random
   */
  void corrupt(FMatrixRMaj answers, int[] liars, FMatrixRMaj[] others, Random random);
}
