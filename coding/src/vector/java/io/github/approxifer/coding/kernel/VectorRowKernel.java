package io.github.approxifer.coding.kernel;

/**
 * The product with the Vector API, for virtual machines started with {@code --add-modules
 * jdk.incubator.vector}.
 *
 * <p>Outputs are made in {@linkplain VectorTiles tiles} of at most five rows by two vectors, as
 * even as can be: nine rows are a tile of five and one of four. The weights are arranged so that a
 * tile reads them one after the other.
 *
 * <p>Columns go in blocks, so that the tiles after the first find the inputs in the cache. From
 * memory it is best to read the rows where they are, since the processor then fetches ahead while
 * the tiles are computed. In two cases a block is first copied to work space whose rows lie less
 * than a page apart:
 *
 * <ul>
 *   <li>with many outputs, because rows a multiple of 4 kB long (3 x 32 x 32 floats) compete for
 *       the same lines of the first-level cache, which all tiles but the first then miss;
 *   <li>with such rows that are short enough for the second-level cache, because the processor
 *       takes a load for one of what was just stored if the addresses agree in the last twelve
 *       bits. Where the arrays lie decides that, and it doubles the time.
 * </ul>
 *
 * <p>Long rows that are not copied are begun so that tiles and cache lines coincide if the arrays
 * begin where a line does, as large ones do with the default collector: a line that belongs to two
 * tiles may be gone when the second comes.
 *
 * <p>Loaded by name only, so that the module is not needed where it is not there.
 */
final class VectorRowKernel implements RowKernel {
  private static final int LANES = VectorTiles.LANES;

  /** The columns of a tile. */
  private static final int TILE = 2 * LANES;

  private static final int HIGHEST_TILE = 5;

  /** Of one or two outputs each is made alone. */
  private static final int LEAST_HEIGHT = 3;

  /** Inputs times columns of a copied block. */
  private static final int COPIED_ELEMENTS = 4096;

  /** Inputs times columns of a block of rows read where they are. */
  private static final int BLOCK_ELEMENTS = 32_768;

  private static final int LONGEST_BLOCK = 4096;

  /** Keeps the rows of the work space off a common cache line. */
  private static final int PADDING = 16;

  /** With fewer outputs than this an input is not read often enough to pay for its copy. */
  private static final int LEAST_OUTPUTS_TO_COPY = 12;

  /** The floats of 4 kB. */
  private static final int PAGE = 1024;

  private static final int NEAR_A_PAGE = 64;

  /** Inputs and outputs that fit into the second-level cache: 512 kB. */
  private static final int SMALL = 131_072;

  /** The floats of a cache line. */
  private static final int LINE = 16;

  /** The floats before the second cache line of an array whose header is where a line begins. */
  private static final int FIRST_LINE = 12;

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

  /** The rows of a tile side by side: all weights for its first input, then for its second. */
  @Override
  public float[] arrange(float[] weights, int outputs, int inputs) {
    float[] arranged = new float[weights.length];
    int at = 0;
    for (int row = 0; row < outputs; ) {
      int height = height(row, outputs);
      for (int input = 0; input < inputs; input++) {
        for (int i = 0; i < height; i++) {
          arranged[at++] = weights[(row + i) * inputs + input];
        }
      }
      row += height;
    }
    return arranged;
  }

  /** The height of the tile that begins at a row; the higher ones come first. */
  private static int height(int row, int outputs) {
    int tiles = (outputs + HIGHEST_TILE - 1) / HIGHEST_TILE;
    int height = outputs / tiles;
    return height < LEAST_HEIGHT ? 1 : row < outputs % tiles * (height + 1) ? height + 1 : height;
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
    if (end - begin < TILE) {
      few(weights, outputs, inputs, rows, length, begin, end, out);
      return;
    }
    boolean small = (long) (inputs + outputs) * length <= SMALL;
    boolean copy = isWorthACopy(outputs, length, small);
    int start = begin;
    if (!copy && !small && length % LINE == 0 && TILE >= LINE) {
      tiles(weights, outputs, inputs, rows, begin, length, TILE, out, begin, length);
      start += FIRST_LINE;
    }
    int elements = copy ? COPIED_ELEMENTS : BLOCK_ELEMENTS;
    int block = Math.max(TILE, Math.min(LONGEST_BLOCK, elements / inputs) / TILE * TILE);
    int full = start + (end - start) / TILE * TILE;
    int stride = Math.min(block, full - start) + PADDING;
    float[] space = copy ? workSpace(inputs * stride) : rows;
    for (int from = start; from < full; from += block) {
      int columns = Math.min(block, full - from);
      if (copy) {
        copy(rows, from, length, space, 0, stride, inputs, columns);
        tiles(weights, outputs, inputs, space, 0, stride, columns, out, from, length);
      } else {
        tiles(weights, outputs, inputs, rows, from, length, columns, out, from, length);
      }
    }
    if (full < end) {
      // The last tile overlaps the one before it: the same sums are then written again.
      int from = end - TILE;
      tiles(weights, outputs, inputs, rows, from, length, TILE, out, from, length);
    }
  }

  private static boolean isWorthACopy(int outputs, int length, boolean small) {
    if (outputs >= LEAST_OUTPUTS_TO_COPY) {
      return true;
    }
    boolean nearPages = length >= PAGE / 2 && (length + NEAR_A_PAGE) % PAGE <= 2 * NEAR_A_PAGE;
    return small && nearPages && outputs > HIGHEST_TILE;
  }

  /** Fewer columns than a tile has, as the answers of a model of ten classes: in work space. */
  private static void few(
      float[] weights,
      int outputs,
      int inputs,
      float[] rows,
      int length,
      int begin,
      int end,
      float[] out) {
    float[] space = workSpace((inputs + outputs) * TILE);
    int result = inputs * TILE;
    copy(rows, begin, length, space, 0, TILE, inputs, end - begin);
    tiles(weights, outputs, inputs, space, 0, TILE, TILE, space, result, TILE);
    copy(space, result, TILE, out, begin, length, outputs, end - begin);
  }

  private static void copy(
      float[] source, int from, int stride, float[] target, int to, int step, int rows, int count) {
    for (int row = 0; row < rows; row++) {
      System.arraycopy(source, from + row * stride, target, to + row * step, count);
    }
  }

  private static void tiles(
      float[] weights,
      int outputs,
      int inputs,
      float[] x,
      int from,
      int stride,
      int columns,
      float[] out,
      int to,
      int length) {
    for (int row = 0; row < outputs; ) {
      int height = height(row, outputs);
      int w = row * inputs;
      int at = to + row * length;
      if (height == 5) {
        VectorTiles.five(weights, w, height, inputs, x, from, stride, columns, out, at, length);
      } else if (height == 4) {
        VectorTiles.four(weights, w, height, inputs, x, from, stride, columns, out, at, length);
      } else if (height == 3) {
        VectorTiles.three(weights, w, height, inputs, x, from, stride, columns, out, at, length);
      } else {
        VectorTiles.one(weights, w, inputs, x, from, stride, columns, out, at);
      }
      row += height;
    }
  }

  private static float[] workSpace(int size) {
    float[][] holder = WORK_SPACE.get();
    if (holder[0].length < size) {
      holder[0] = new float[size];
    }
    return holder[0];
  }
}
