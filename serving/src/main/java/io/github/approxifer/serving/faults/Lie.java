package io.github.approxifer.serving.faults;

import io.github.approxifer.coding.attack.Attack;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.ejml.data.FMatrixRMaj;

/** What a Byzantine worker makes of an honest answer. Implementations are thread-safe. */
@FunctionalInterface
public interface Lie {

  /**
   * Falsifies the answer to one query.
   *
   * @param answer the honest answer, c values; changed in place
   * @param earlier the honest answer to an earlier query, c values; not modified. For the first
   *     query it is the same answer
   * @param random the only source of randomness
   */
  void falsify(float[] answer, float[] earlier, RandomGenerator random);

  /**
   * A behaviour of Byzantine workers as one of them sees it, who knows its own honest answers only:
   * what it was honestly going to answer stands for the answers of all, and its answer to an
   * earlier query for those to other groups.
   *
   * @param attack the behaviour
   * @return the lie
   */
  static Lie of(Attack attack) {
    return (answer, earlier, random) -> {
      FMatrixRMaj own = FMatrixRMaj.wrap(1, answer.length, answer);
      FMatrixRMaj before = FMatrixRMaj.wrap(1, earlier.length, earlier.clone());
      attack.corrupt(own, new int[] {0}, new FMatrixRMaj[] {before}, new Random(random.nextLong()));
    };
  }

  /**
   * The same normal shift of all classes by every worker that tells this lie, whatever its seed, so
   * that the lies support each other.
   *
   * @param sigma the standard deviation of the shift of a class, at least 0
   * @param seed of the shift
   * @return the lie, to be given to all colluding workers
   * @throws IllegalArgumentException if sigma is negative or not finite
   */
  static Lie sharedShift(double sigma, long seed) {
    if (!(sigma >= 0) || Double.isInfinite(sigma)) {
      throw new IllegalArgumentException("sigma must be finite and at least 0, but was " + sigma);
    }
    return (answer, earlier, random) -> {
      SplittableRandom shift = new SplittableRandom(seed);
      for (int c = 0; c < answer.length; c++) {
        answer[c] += (float) (sigma * shift.nextGaussian());
      }
    };
  }
}
