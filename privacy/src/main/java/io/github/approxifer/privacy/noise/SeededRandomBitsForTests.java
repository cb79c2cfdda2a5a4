package io.github.approxifer.privacy.noise;

import java.util.SplittableRandom;

/**
 * Random bits that a seed repeats, <b>for tests only</b>. Noise drawn from them can be computed and
 * subtracted by anybody who knows or guesses the seed: it protects nothing.
 */
public final class SeededRandomBitsForTests extends RandomBits {
  private final SplittableRandom generator;

  /**
   * Creates a source whose bits are determined by the seed.
   *
   * @param seed any value
   */
  public SeededRandomBitsForTests(long seed) {
    this.generator = new SplittableRandom(seed);
  }

  @Override
  void fill(byte[] destination) {
    generator.nextBytes(destination);
  }
}
