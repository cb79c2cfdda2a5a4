package io.github.approxifer.serving.faults;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

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
   * Independent normal noise on every class, as in the published experiments.
   *
   * @param sigma the standard deviation in the unit of the answers, at least 0
   * @return the lie
   * @throws IllegalArgumentException if sigma is negative or not finite
   */
  static Lie gaussian(double sigma) {
    if (!(sigma >= 0) || Double.isInfinite(sigma)) {
      throw new IllegalArgumentException("sigma must be finite and at least 0, but was " + sigma);
    }
    return (answer, earlier, random) -> {
      for (int c = 0; c < answer.length; c++) {
        answer[c] += (float) (sigma * random.nextGaussian());
      }
    };
  }

  /**
   * The negative of the answer.
   *
   * @return the lie
   */
  static Lie signFlip() {
    return (answer, earlier, random) -> {
      for (int c = 0; c < answer.length; c++) {
        answer[c] = -answer[c];
      }
    };
  }

  /**
   * The honest answer to an earlier query: by itself beyond suspicion.
   *
   * @return the lie
   */
  static Lie plausible() {
    return (answer, earlier, random) -> System.arraycopy(earlier, 0, answer, 0, answer.length);
  }

  /**
   * Pushes one class.
   *
   * @param target the class, from 0
   * @param push what is added to it, in the unit of the answers
   * @return the lie; a class that the answers do not have is an {@link
   *     ArrayIndexOutOfBoundsException} when it is told
   */
  static Lie targeted(int target, float push) {
    return (answer, earlier, random) -> answer[target] += push;
  }

  /**
   * The same shift of all classes by every worker that tells this lie, whatever its seed, so that
   * the lies support each other.
   *
   * @param sigma the standard deviation of the shift of a class, at least 0
   * @param seed of the shift
   * @return the lie, to be given to all colluding workers
   * @throws IllegalArgumentException if sigma is negative or not finite
   */
  static Lie colluding(double sigma, long seed) {
    Lie shift = gaussian(sigma);
    return (answer, earlier, random) -> shift.falsify(answer, earlier, new SplittableRandom(seed));
  }
}
