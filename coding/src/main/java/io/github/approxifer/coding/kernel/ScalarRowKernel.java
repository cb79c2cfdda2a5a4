package io.github.approxifer.coding.kernel;

import java.util.Arrays;

/**
 * The product in plain loops that the virtual machine's compiler turns into vector instructions.
 *
 * <p>HotSpot's compiler vectorises a loop over several rows of one array only if it can prove that
 * they do not overlap, which it does for distances that are constants and not for distances that
 * are variables. So a block of columns is first copied to work space whose rows are a constant
 * distance apart, two input rows to an array, and two output rows are made from two input rows at a
 * time: with a larger body the compiler does not unroll the loop by the length of a vector (JDK 17;
 * three rows at a time ran at a third of the speed). The work space belongs to the thread and is
 * kept.
 */
final class ScalarRowKernel implements RowKernel {
  private static final int BLOCK = 1024;

  /** A little more than the block: at a distance of a power of two all rows share cache lines. */
  private static final int STRIDE = BLOCK + 16;

  private static final int TILE = 2;

  /** Below this the copies cost more than the vectors save. */
  private static final int LEAST_COLUMNS = 48;

  private static final ThreadLocal<WorkSpace> WORK_SPACE = ThreadLocal.withInitial(WorkSpace::new);

  private static final class WorkSpace {
    private float[][] pairs = {};
    private final float[] tile = new float[TILE * STRIDE];

    float[][] pairs(int count) {
      if (pairs.length < count) {
        int known = pairs.length;
        pairs = Arrays.copyOf(pairs, count);
        for (int pair = known; pair < count; pair++) {
          pairs[pair] = new float[2 * STRIDE];
        }
      }
      return pairs;
    }
  }

  @Override
  public String name() {
    return "loops";
  }

  @Override
  public float[] arrange(float[] weights, int outputs, int inputs) {
    return weights;
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
    if (end - begin < LEAST_COLUMNS) {
      combineFew(weights, outputs, inputs, rows, length, begin, end, out);
      return;
    }
    WorkSpace space = WORK_SPACE.get();
    int pairCount = (inputs + 1) / 2;
    float[][] pairs = space.pairs(pairCount);
    if (inputs % 2 == 1) {
      Arrays.fill(pairs[pairCount - 1], STRIDE, 2 * STRIDE, 0);
    }
    for (int block = begin; block < end; block += BLOCK) {
      int columns = Math.min(BLOCK, end - block);
      for (int input = 0; input < inputs; input++) {
        System.arraycopy(
            rows, input * length + block, pairs[input >> 1], (input & 1) * STRIDE, columns);
      }
      for (int output = 0; output < outputs; output += TILE) {
        tile(weights, output, outputs, inputs, pairs, space.tile, columns);
        for (int i = 0; i < Math.min(TILE, outputs - output); i++) {
          System.arraycopy(space.tile, i * STRIDE, out, (output + i) * length + block, columns);
        }
      }
    }
  }

  /** Two output rows; a row beyond the last repeats it and is not used. */
  private static void tile(
      float[] weights,
      int output,
      int outputs,
      int inputs,
      float[][] pairs,
      float[] tile,
      int columns) {
    int a = output * inputs;
    int b = Math.min(output + 1, outputs - 1) * inputs;
    if (inputs == 1) {
      start(pairs[0], tile, columns, weights[a], 0, weights[b], 0);
      return;
    }
    start(pairs[0], tile, columns, weights[a], weights[a + 1], weights[b], weights[b + 1]);
    int input = 2;
    for (; input < inputs - 1; input += 2) {
      add(
          pairs[input >> 1],
          tile,
          columns,
          weights[a + input],
          weights[a + input + 1],
          weights[b + input],
          weights[b + input + 1]);
    }
    if (input < inputs) {
      add(pairs[input >> 1], tile, columns, weights[a + input], 0, weights[b + input], 0);
    }
  }

  /** The first two inputs; 0 + makes the sum of zeros 0 and not -0, as it is for few columns. */
  private static void start(
      float[] x, float[] tile, int columns, float a, float b, float c, float d) {
    for (int j = 0; j < columns; j++) {
      float x0 = x[j];
      float x1 = x[j + STRIDE];
      tile[j] = 0 + a * x0 + b * x1;
      tile[j + STRIDE] = 0 + c * x0 + d * x1;
    }
  }

  private static void add(
      float[] x, float[] tile, int columns, float a, float b, float c, float d) {
    for (int j = 0; j < columns; j++) {
      float x0 = x[j];
      float x1 = x[j + STRIDE];
      float y0 = tile[j] + a * x0 + b * x1;
      float y1 = tile[j + STRIDE] + c * x0 + d * x1;
      tile[j] = y0;
      tile[j + STRIDE] = y1;
    }
  }

  private static void combineFew(
      float[] weights,
      int outputs,
      int inputs,
      float[] rows,
      int length,
      int begin,
      int end,
      float[] out) {
    for (int output = 0; output < outputs; output++) {
      int w = output * inputs;
      int o = output * length;
      for (int column = begin; column < end; column++) {
        float sum = 0;
        for (int input = 0; input < inputs; input++) {
          sum += weights[w + input] * rows[input * length + column];
        }
        out[o + column] = sum;
      }
    }
  }
}
