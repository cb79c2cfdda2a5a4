package io.github.approxifer.coding.codes;

import io.github.approxifer.coding.Code;
import io.github.approxifer.coding.CodeParameters;
import io.github.approxifer.coding.WorkerSet;
import org.ejml.data.DMatrixRMaj;

/**
 * A Berrut code for K queries and T random blocks (private Berrut approximated coded computing,
 * arXiv 2405.01704). To the code the blocks are further queries; nobody asks for their predictions.
 *
 * <p>The K+T queries and blocks stand on the Chebyshev nodes of the first kind of K+T points, the
 * blocks spread evenly among the queries so that every coded query has some in its mixture. (The
 * source puts its blocks after the queries; then the workers at the other end would see hardly any
 * of them.)
 *
 * <p><b>What it is worth</b> depends on the deviation of the blocks, on which workers collude and
 * on the encoding weights, and is to be computed, not assumed: {@code GaussianBlockLeakage} of the
 * privacy module takes {@link #fullEncodingMatrix()} as it is. Any T+1 workers can cancel the
 * blocks, a worker that stands on a query's node sees that query in clear, and over the real
 * numbers the leakage is never zero. The price is T more workers and a curve that swings with the
 * blocks: the larger their deviation, the worse the predictions.
 *
 * <p>Immutable and thread-safe.
 */
public final class MaskedCode implements Code {
  private final CodeParameters parameters;
  private final int blocks;
  private final BerrutCode inner;
  private final int[] queryPositions;
  private final int[] blockPositions;

  private MaskedCode(CodeParameters parameters, int blocks, BerrutCode inner) {
    this.parameters = parameters;
    this.blocks = blocks;
    this.inner = inner;
    int total = parameters.queries() + blocks;
    this.blockPositions = new int[blocks];
    this.queryPositions = new int[parameters.queries()];
    int query = 0;
    int block = 0;
    for (int position = 0; position < total; position++) {
      // Block t stands at the middle of the t-th of T equal parts.
      if (block < blocks && position == (2 * block + 1) * total / (2 * blocks)) {
        blockPositions[block++] = position;
      } else {
        queryPositions[query++] = position;
      }
    }
  }

  /**
   * The code with workers at cos(i pi / N).
   *
   * @param parameters K, S and E
   * @param blocks T, how many random blocks to mix in; at least 1
   * @return the code, of as many workers as a Berrut code of K+T queries
   * @throws IllegalArgumentException if T is below 1
   */
  public static MaskedCode of(CodeParameters parameters, int blocks) {
    if (blocks < 1) {
      throw new IllegalArgumentException(
          "T, the number of random blocks, must be at least 1, but is "
              + blocks
              + "; without blocks use BerrutCode");
    }
    CodeParameters withBlocks =
        new CodeParameters(
            parameters.queries() + blocks, parameters.stragglers(), parameters.errors());
    return new MaskedCode(parameters, blocks, BerrutCode.of(withBlocks));
  }

  /**
   * The same code with the workers at other nodes.
   *
   * @param nodes the family
   * @return a new code
   */
  public MaskedCode with(WorkerNodes nodes) {
    return new MaskedCode(parameters, blocks, inner.with(nodes));
  }

  @Override
  public String name() {
    return "masked Berrut";
  }

  @Override
  public CodeParameters parameters() {
    return parameters;
  }

  /**
   * The number of random blocks.
   *
   * @return T
   */
  public int blocks() {
    return blocks;
  }

  @Override
  public int workers() {
    return inner.workers();
  }

  @Override
  public int quorum() {
    return inner.quorum();
  }

  /**
   * {@inheritDoc}
   *
   * <p>These are the weights of the queries alone. A row sums to 1 only together with the weights
   * of the blocks, so {@link MaskedEncoder}, not {@link io.github.approxifer.coding.Encoder},
   * encodes for this code.
   */
  @Override
  public DMatrixRMaj encodingMatrix() {
    DMatrixRMaj full = inner.encodingMatrix();
    DMatrixRMaj matrix = new DMatrixRMaj(full.numRows, queryPositions.length);
    copyColumns(full, queryPositions, matrix, 0);
    return matrix;
  }

  /**
   * The weights of the queries and of the blocks.
   *
   * @return N x (K+T): in each worker's row first the weights of the K queries, then those of the T
   *     blocks
   */
  public DMatrixRMaj fullEncodingMatrix() {
    DMatrixRMaj full = inner.encodingMatrix();
    DMatrixRMaj matrix = new DMatrixRMaj(full.numRows, full.numCols);
    copyColumns(full, queryPositions, matrix, 0);
    copyColumns(full, blockPositions, matrix, queryPositions.length);
    return matrix;
  }

  @Override
  public DMatrixRMaj decodingMatrix(WorkerSet answers) {
    DMatrixRMaj full = inner.decodingMatrix(answers);
    DMatrixRMaj matrix = new DMatrixRMaj(queryPositions.length, full.numCols);
    for (int query = 0; query < queryPositions.length; query++) {
      System.arraycopy(
          full.data,
          queryPositions[query] * full.numCols,
          matrix.data,
          query * full.numCols,
          full.numCols);
    }
    return matrix;
  }

  /** The name with all choices, for instance {@code masked Berrut (K=8, S=1, E=0, T=2, N=11)}. */
  @Override
  public String toString() {
    return name() + " (" + parameters + ", T=" + blocks + ", N=" + workers() + ")";
  }

  private static void copyColumns(
      DMatrixRMaj from, int[] columns, DMatrixRMaj to, int firstColumn) {
    for (int row = 0; row < from.numRows; row++) {
      for (int i = 0; i < columns.length; i++) {
        to.set(row, firstColumn + i, from.get(row, columns[i]));
      }
    }
  }
}
