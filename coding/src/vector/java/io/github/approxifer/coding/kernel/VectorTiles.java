package io.github.approxifer.coding.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Some output rows of a block of columns, two vectors at a time, summed in registers over all
 * inputs. So an output is written once, and an input read once for all rows of the tile.
 *
 * <p>Five rows are ten sums, two inputs and a weight: thirteen registers of the sixteen that AVX2
 * has. With twelve sums the compiler keeps some in memory, which costs more than the wider tile
 * saves. Ten sums are also enough for two fused multiply-adds a cycle with a latency of four.
 *
 * <p>The step from one input to the next is a variable for the weights, though it could be a
 * constant, and so for the inputs: given constants the compiler (JDK 17) moves the checks of the
 * bounds out of the loop by splitting it in three, which is slower for a dozen inputs.
 */
final class VectorTiles {
  static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  static final int LANES = SPECIES.length();

  private VectorTiles() {}

  /**
   * Five rows.
   *
   * @param weights five weights for the first input, five for the second, and so on
   * @param w where they begin
   * @param height 5
   * @param inputs how many inputs
   * @param x the inputs
   * @param from where the block begins in the first of them
   * @param stride from one input to the next
   * @param columns of the block, a multiple of two vectors
   * @param out the outputs
   * @param to where the block begins in the first of the five
   * @param length from one output to the next
   */
  static void five(
      float[] weights,
      int w,
      int height,
      int inputs,
      float[] x,
      int from,
      int stride,
      int columns,
      float[] out,
      int to,
      int length) {
    FloatVector zero = FloatVector.zero(SPECIES);
    for (int c = 0; c < columns; c += 2 * LANES) {
      FloatVector a0 = zero;
      FloatVector a1 = zero;
      FloatVector b0 = zero;
      FloatVector b1 = zero;
      FloatVector c0 = zero;
      FloatVector c1 = zero;
      FloatVector d0 = zero;
      FloatVector d1 = zero;
      FloatVector e0 = zero;
      FloatVector e1 = zero;
      int at = from + c;
      int u = w;
      for (int i = 0; i < inputs; i++) {
        FloatVector x0 = FloatVector.fromArray(SPECIES, x, at);
        FloatVector x1 = FloatVector.fromArray(SPECIES, x, at + LANES);
        FloatVector weight = FloatVector.broadcast(SPECIES, weights[u]);
        a0 = x0.fma(weight, a0);
        a1 = x1.fma(weight, a1);
        weight = FloatVector.broadcast(SPECIES, weights[u + 1]);
        b0 = x0.fma(weight, b0);
        b1 = x1.fma(weight, b1);
        weight = FloatVector.broadcast(SPECIES, weights[u + 2]);
        c0 = x0.fma(weight, c0);
        c1 = x1.fma(weight, c1);
        weight = FloatVector.broadcast(SPECIES, weights[u + 3]);
        d0 = x0.fma(weight, d0);
        d1 = x1.fma(weight, d1);
        weight = FloatVector.broadcast(SPECIES, weights[u + 4]);
        e0 = x0.fma(weight, e0);
        e1 = x1.fma(weight, e1);
        at += stride;
        u += height;
      }
      store(a0, a1, out, to + c);
      store(b0, b1, out, to + c + length);
      store(c0, c1, out, to + c + 2 * length);
      store(d0, d1, out, to + c + 3 * length);
      store(e0, e1, out, to + c + 4 * length);
    }
  }
  /** Four rows; the parameters are those of {@code five}, {@code height} is 4. */
  static void four(
      float[] weights,
      int w,
      int height,
      int inputs,
      float[] x,
      int from,
      int stride,
      int columns,
      float[] out,
      int to,
      int length) {
    FloatVector zero = FloatVector.zero(SPECIES);
    for (int c = 0; c < columns; c += 2 * LANES) {
      FloatVector a0 = zero;
      FloatVector a1 = zero;
      FloatVector b0 = zero;
      FloatVector b1 = zero;
      FloatVector c0 = zero;
      FloatVector c1 = zero;
      FloatVector d0 = zero;
      FloatVector d1 = zero;
      int at = from + c;
      int u = w;
      for (int i = 0; i < inputs; i++) {
        FloatVector x0 = FloatVector.fromArray(SPECIES, x, at);
        FloatVector x1 = FloatVector.fromArray(SPECIES, x, at + LANES);
        FloatVector weight = FloatVector.broadcast(SPECIES, weights[u]);
        a0 = x0.fma(weight, a0);
        a1 = x1.fma(weight, a1);
        weight = FloatVector.broadcast(SPECIES, weights[u + 1]);
        b0 = x0.fma(weight, b0);
        b1 = x1.fma(weight, b1);
        weight = FloatVector.broadcast(SPECIES, weights[u + 2]);
        c0 = x0.fma(weight, c0);
        c1 = x1.fma(weight, c1);
        weight = FloatVector.broadcast(SPECIES, weights[u + 3]);
        d0 = x0.fma(weight, d0);
        d1 = x1.fma(weight, d1);
        at += stride;
        u += height;
      }
      store(a0, a1, out, to + c);
      store(b0, b1, out, to + c + length);
      store(c0, c1, out, to + c + 2 * length);
      store(d0, d1, out, to + c + 3 * length);
    }
  }
  /** Three rows; the parameters are those of {@code five}, {@code height} is 3. */
  static void three(
      float[] weights,
      int w,
      int height,
      int inputs,
      float[] x,
      int from,
      int stride,
      int columns,
      float[] out,
      int to,
      int length) {
    FloatVector zero = FloatVector.zero(SPECIES);
    for (int c = 0; c < columns; c += 2 * LANES) {
      FloatVector a0 = zero;
      FloatVector a1 = zero;
      FloatVector b0 = zero;
      FloatVector b1 = zero;
      FloatVector c0 = zero;
      FloatVector c1 = zero;
      int at = from + c;
      int u = w;
      for (int i = 0; i < inputs; i++) {
        FloatVector x0 = FloatVector.fromArray(SPECIES, x, at);
        FloatVector x1 = FloatVector.fromArray(SPECIES, x, at + LANES);
        FloatVector weight = FloatVector.broadcast(SPECIES, weights[u]);
        a0 = x0.fma(weight, a0);
        a1 = x1.fma(weight, a1);
        weight = FloatVector.broadcast(SPECIES, weights[u + 1]);
        b0 = x0.fma(weight, b0);
        b1 = x1.fma(weight, b1);
        weight = FloatVector.broadcast(SPECIES, weights[u + 2]);
        c0 = x0.fma(weight, c0);
        c1 = x1.fma(weight, c1);
        at += stride;
        u += height;
      }
      store(a0, a1, out, to + c);
      store(b0, b1, out, to + c + length);
      store(c0, c1, out, to + c + 2 * length);
    }
  }
  /** One row; the parameters are those of {@code five}. */
  static void one(
      float[] weights,
      int w,
      int inputs,
      float[] x,
      int from,
      int stride,
      int columns,
      float[] out,
      int to) {
    FloatVector zero = FloatVector.zero(SPECIES);
    for (int c = 0; c < columns; c += 2 * LANES) {
      FloatVector a0 = zero;
      FloatVector a1 = zero;
      int at = from + c;
      int u = w;
      for (int i = 0; i < inputs; i++) {
        FloatVector x0 = FloatVector.fromArray(SPECIES, x, at);
        FloatVector x1 = FloatVector.fromArray(SPECIES, x, at + LANES);
        FloatVector weight = FloatVector.broadcast(SPECIES, weights[u]);
        a0 = x0.fma(weight, a0);
        a1 = x1.fma(weight, a1);
        at += stride;
        u++;
      }
      store(a0, a1, out, to + c);
    }
  }
  private static void store(FloatVector v0, FloatVector v1, float[] out, int to) {
    v0.intoArray(out, to);
    v1.intoArray(out, to + LANES);
  }
}
