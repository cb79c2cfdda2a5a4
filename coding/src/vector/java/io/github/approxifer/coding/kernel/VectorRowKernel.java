package io.github.approxifer.coding.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The product with the Vector API, for virtual machines started with {@code --add-modules
 * jdk.incubator.vector}.
 *
 * <p>Three output rows by four vectors are summed in registers over all inputs, so an output is
 * written once and an input read once for three outputs. Columns go in blocks whose inputs stay in
 * the first-level cache. With many outputs the block is copied to work space first, because rows of
 * a length that is a multiple of 4 kB (an image of 3 x 224 x 224 floats is one) all compete for the
 * same cache lines.
 *
 * <p>Loaded by name only, so that the module is not needed where it is not there.
 */
final class VectorRowKernel implements RowKernel {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();

  /** Inputs times columns of a block: 16 kB, half of a first-level cache. */
  private static final int BLOCK_ELEMENTS = 4096;

  private static final int LONGEST_BLOCK = 256;
  private static final int PADDING = 16;

  /** With fewer outputs than this an input is not read often enough to pay for its copy. */
  private static final int LEAST_OUTPUTS_TO_COPY = 12;

  private static final ThreadLocal<float[][]> WORK_SPACE =
      ThreadLocal.withInitial(() -> new float[][] {new float[0]});

  VectorRowKernel() {
    if (LANES < 4) {
      throw new UnsupportedOperationException("vectors of " + LANES + " floats are too short");
    }
  }

  @Override
  public String name() {
    return "vectors of " + LANES;
  }

  @Override
  public void combine(
      float[] weights,
      int outputs,
      int inputs,
      float[] rows,
      int length,
      int begin,
      int end,
      float[] out) {
    if (end - begin < LANES) {
      few(weights, outputs, inputs, rows, length, begin, end, out);
      return;
    }
    int tile = 4 * LANES;
    int block = Math.max(tile, Math.min(LONGEST_BLOCK, BLOCK_ELEMENTS / inputs) / tile * tile);
    int full = begin + (end - begin) / tile * tile;
    boolean copy = outputs >= LEAST_OUTPUTS_TO_COPY;
    int stride = block + PADDING;
    float[] space = copy ? workSpace(inputs * stride) : rows;
    for (int from = begin; from < full; from += block) {
      int columns = Math.min(block, full - from);
      if (copy) {
        for (int input = 0; input < inputs; input++) {
          System.arraycopy(rows, input * length + from, space, input * stride, columns);
        }
        block(weights, outputs, inputs, space, 0, stride, columns, out, from, length);
      } else {
        block(weights, outputs, inputs, rows, from, length, columns, out, from, length);
      }
    }
    for (int column = full; column < end; column += LANES) {
      // The last vector may overlap the one before it: the same sums are then written again.
      int at = Math.min(column, end - LANES);
      for (int output = 0; output < outputs; output++) {
        one(weights, output * inputs, inputs, rows, at, length, out, output * length + at);
      }
    }
  }

  private static float[] workSpace(int size) {
    float[][] holder = WORK_SPACE.get();
    if (holder[0].length < size) {
      holder[0] = new float[size];
    }
    return holder[0];
  }

  private static void block(
      float[] weights,
      int outputs,
      int inputs,
      float[] x,
      int offset,
      int stride,
      int columns,
      float[] out,
      int from,
      int length) {
    int output = 0;
    for (; output <= outputs - 3; output += 3) {
      for (int c = 0; c < columns; c += 4 * LANES) {
        int to = output * length + from + c;
        threeRows(weights, output * inputs, inputs, x, offset + c, stride, out, to, length);
      }
    }
    for (; output < outputs; output++) {
      for (int c = 0; c < columns; c += 4 * LANES) {
        int to = output * length + from + c;
        oneRow(weights, output * inputs, inputs, x, offset + c, stride, out, to);
      }
    }
  }

  private static void threeRows(
      float[] weights,
      int w,
      int inputs,
      float[] x,
      int offset,
      int stride,
      float[] out,
      int to,
      int length) {
    FloatVector zero = FloatVector.zero(SPECIES);
    FloatVector a0 = zero;
    FloatVector a1 = zero;
    FloatVector a2 = zero;
    FloatVector a3 = zero;
    FloatVector b0 = zero;
    FloatVector b1 = zero;
    FloatVector b2 = zero;
    FloatVector b3 = zero;
    FloatVector c0 = zero;
    FloatVector c1 = zero;
    FloatVector c2 = zero;
    FloatVector c3 = zero;
    int at = offset;
    for (int i = 0; i < inputs; i++) {
      FloatVector x0 = FloatVector.fromArray(SPECIES, x, at);
      FloatVector x1 = FloatVector.fromArray(SPECIES, x, at + LANES);
      FloatVector x2 = FloatVector.fromArray(SPECIES, x, at + 2 * LANES);
      FloatVector x3 = FloatVector.fromArray(SPECIES, x, at + 3 * LANES);
      FloatVector weight = FloatVector.broadcast(SPECIES, weights[w + i]);
      a0 = x0.fma(weight, a0);
      a1 = x1.fma(weight, a1);
      a2 = x2.fma(weight, a2);
      a3 = x3.fma(weight, a3);
      weight = FloatVector.broadcast(SPECIES, weights[w + inputs + i]);
      b0 = x0.fma(weight, b0);
      b1 = x1.fma(weight, b1);
      b2 = x2.fma(weight, b2);
      b3 = x3.fma(weight, b3);
      weight = FloatVector.broadcast(SPECIES, weights[w + 2 * inputs + i]);
      c0 = x0.fma(weight, c0);
      c1 = x1.fma(weight, c1);
      c2 = x2.fma(weight, c2);
      c3 = x3.fma(weight, c3);
      at += stride;
    }
    store(a0, a1, a2, a3, out, to);
    store(b0, b1, b2, b3, out, to + length);
    store(c0, c1, c2, c3, out, to + 2 * length);
  }

  private static void oneRow(
      float[] weights, int w, int inputs, float[] x, int offset, int stride, float[] out, int to) {
    FloatVector a0 = FloatVector.zero(SPECIES);
    FloatVector a1 = a0;
    FloatVector a2 = a0;
    FloatVector a3 = a0;
    int at = offset;
    for (int i = 0; i < inputs; i++) {
      FloatVector weight = FloatVector.broadcast(SPECIES, weights[w + i]);
      a0 = FloatVector.fromArray(SPECIES, x, at).fma(weight, a0);
      a1 = FloatVector.fromArray(SPECIES, x, at + LANES).fma(weight, a1);
      a2 = FloatVector.fromArray(SPECIES, x, at + 2 * LANES).fma(weight, a2);
      a3 = FloatVector.fromArray(SPECIES, x, at + 3 * LANES).fma(weight, a3);
      at += stride;
    }
    store(a0, a1, a2, a3, out, to);
  }

  private static void store(
      FloatVector v0, FloatVector v1, FloatVector v2, FloatVector v3, float[] out, int to) {
    v0.intoArray(out, to);
    v1.intoArray(out, to + LANES);
    v2.intoArray(out, to + 2 * LANES);
    v3.intoArray(out, to + 3 * LANES);
  }

  private static void one(
      float[] weights, int w, int inputs, float[] x, int offset, int stride, float[] out, int to) {
    FloatVector sum = FloatVector.zero(SPECIES);
    for (int i = 0; i < inputs; i++) {
      FloatVector weight = FloatVector.broadcast(SPECIES, weights[w + i]);
      sum = FloatVector.fromArray(SPECIES, x, offset + i * stride).fma(weight, sum);
    }
    sum.intoArray(out, to);
  }

  /** Fewer columns than a vector has lanes, as the answers of a model of ten classes. */
  private static void few(
      float[] weights,
      int outputs,
      int inputs,
      float[] rows,
      int length,
      int begin,
      int end,
      float[] out) {
    for (int output = 0; output < outputs; output++) {
      for (int column = begin; column < end; column++) {
        float sum = 0;
        for (int i = 0; i < inputs; i++) {
          sum = Math.fma(rows[i * length + column], weights[output * inputs + i], sum);
        }
        out[output * length + column] = sum;
      }
    }
  }
}
