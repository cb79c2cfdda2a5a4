package io.github.approxifer.privacy.statistics;

import java.util.function.DoubleUnaryOperator;

/**
 * The attack on the least significant bits: an output that is not a multiple of 2^-53 cannot come
 * from an input whose neighbourhood of doubles is coarser.
 */
public final class PrecisionAttack {
  private PrecisionAttack() {}

  /** Returns the share of outputs that are not multiples of 2^-53. */
  public static double frequency(DoubleUnaryOperator mechanism, double input, int draws) {
    int hits = 0;
    for (int i = 0; i < draws; i++) {
      double scaled = mechanism.applyAsDouble(input) * 0x1p53;
      if (scaled != Math.rint(scaled)) {
        hits++;
      }
    }
    return (double) hits / draws;
  }
}
