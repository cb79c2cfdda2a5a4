package io.github.approxifer.coding.codes;

import io.github.approxifer.coding.Code;
import io.github.approxifer.coding.CodeParameters;
import io.github.approxifer.coding.GroupDecoder;
import io.github.approxifer.coding.Mixer;
import io.github.approxifer.coding.answers.WorkerSet;
import io.github.approxifer.coding.decode.LinearDecoder;
import io.github.approxifer.coding.decode.LocatingDecoder;
import io.github.approxifer.coding.kernel.RowCombiner;
import io.github.approxifer.coding.locate.RationalFitLocator;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.ejml.data.DMatrixRMaj;
import org.ejml.data.FMatrixRMaj;

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
 * <p>There is no {@link #shortened} form: with fewer queries the same blocks hide less, and a
 * worker may come to stand on a query's node, as it does for a lone query with T = 2 and S = 1.
 * What was computed for K queries would then not hold.
 *
 * <p>Encoding adds noise whoever encodes: it is part of the code's {@link #mixer()}. Immutable and
 * thread-safe.
 */
public final class MaskedCode implements Code {
  private final CodeParameters parameters;
  private final int blocks;
  private final double deviation;
  private final RandomGenerator noise;
  private final BerrutCode inner;
  private final int[] queryPositions;
  private final int[] blockPositions;

  private MaskedCode(
      CodeParameters parameters,
      int blocks,
      double deviation,
      RandomGenerator noise,
      BerrutCode inner) {
    this.parameters = parameters;
    this.blocks = blocks;
    this.deviation = deviation;
    this.noise = noise;
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
   * The code with workers at cos(i pi / N), whose blocks the platform's secure generator draws anew
   * for every group.
   *
   * @param parameters K, S and E
   * @param blocks T, how many random blocks to mix in; at least 1
   * @param deviation the standard deviation of each value of a block, in units of the queries;
   *     positive and finite
   * @return the code, of as many workers as a Berrut code of K+T queries
   * @throws IllegalArgumentException if T is below 1 or the deviation out of range
   */
  public static MaskedCode of(CodeParameters parameters, int blocks, double deviation) {
    if (blocks < 1) {
      throw new IllegalArgumentException(
          "T, the number of random blocks, must be at least 1, but is "
              + blocks
              + "; without blocks use BerrutCode");
    }
    if (!(deviation > 0) || Double.isInfinite(deviation)) {
      throw new IllegalArgumentException(
          "the deviation of the random blocks must be positive and finite, but is " + deviation);
    }
    CodeParameters withBlocks =
        new CodeParameters(
            Math.addExact(parameters.queries(), blocks),
            parameters.stragglers(),
            parameters.errors());
    return new MaskedCode(
        parameters, blocks, deviation, new SecureRandom(), BerrutCode.of(withBlocks));
  }

  /**
   * The same code with the workers at other nodes.
   *
   * @param nodes the family
   * @return a new code
   */
  public MaskedCode withNodes(WorkerNodes nodes) {
    return new MaskedCode(parameters, blocks, deviation, noise, inner.withNodes(nodes));
  }

  /**
   * The same code with blocks that everybody who knows the seed can take out again. For tests and
   * studies only.
   *
   * @param generator where the blocks come from; the code is thread-safe only if it is
   * @return a new code
   */
  public MaskedCode withInsecureNoise(RandomGenerator generator) {
    return new MaskedCode(parameters, blocks, deviation, generator, inner);
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
   * The deviation of the noise.
   *
   * @return the standard deviation of each value of a block, in units of the queries
   */
  public double deviation() {
    return deviation;
  }

  /**
   * {@inheritDoc}
   *
   * <p>Queries and fresh noise, mixed by {@link #fullEncodingMatrix()}. The noise is forgotten at
   * once: decoding does not need it.
   */
  @Override
  public Mixer mixer() {
    RowCombiner combiner = RowCombiner.of(fullEncodingMatrix());
    return (queries, coded) -> {
      FMatrixRMaj mixed = new FMatrixRMaj(Math.addExact(queries.numRows, blocks), queries.numCols);
      int length = queries.getNumElements();
      System.arraycopy(queries.data, 0, mixed.data, 0, length);
      for (int i = length; i < mixed.data.length; i++) {
        mixed.data[i] = (float) (deviation * noise.nextGaussian());
      }
      return combiner.apply(mixed, coded);
    };
  }

  @Override
  public int[] cleanQueries() {
    // A worker at a query's node gets that query, and no noise.
    int[] clean = inner.cleanQueries();
    int[] queryAt = new int[inner.parameters().queries()];
    Arrays.fill(queryAt, -1);
    for (int query = 0; query < queryPositions.length; query++) {
      queryAt[queryPositions[query]] = query;
    }
    return Arrays.stream(clean).map(at -> at < 0 ? -1 : queryAt[at]).toArray();
  }

  /**
   * {@inheritDoc}
   *
   * <p>If workers may lie, the published locator of the inner code names them.
   */
  @Override
  public GroupDecoder decoder() {
    int errors = inner.errorsToLocate();
    return errors == 0
        ? LinearDecoder.of(this)
        : LocatingDecoder.of(this, RationalFitLocator.of(inner, errors));
  }

  /**
   * {@inheritDoc}
   *
   * <p>These are the weights of the queries alone: a row sums to 1 only together with the weights
   * of the blocks.
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

  /**
   * The name with all choices, for instance {@code masked Berrut (K=8, S=1, E=0, T=2, deviation
   * 1.0, N=11)}.
   */
  @Override
  public String toString() {
    return "%s (%s, T=%d, deviation %s, N=%d)"
        .formatted(name(), parameters, blocks, deviation, workers());
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
