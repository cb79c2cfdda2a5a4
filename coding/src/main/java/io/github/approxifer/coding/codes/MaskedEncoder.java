package io.github.approxifer.coding.codes;

import io.github.approxifer.coding.kernel.Finite;
import io.github.approxifer.coding.kernel.RowCombiner;
import java.security.SecureRandom;
import java.util.random.RandomGenerator;
import org.ejml.data.FMatrixRMaj;
import org.jspecify.annotations.Nullable;

/**
 * Turns K queries and T blocks of fresh Gaussian noise into N coded queries. The noise is forgotten
 * at once: decoding does not need it.
 *
 * <p>Thread-safe if its generator is, as {@link SecureRandom} is.
 */
public final class MaskedEncoder {
  private final MaskedCode code;
  private final double deviation;
  private final RandomGenerator random;
  private final RowCombiner combiner;

  private MaskedEncoder(MaskedCode code, double deviation, RandomGenerator random) {
    if (!(deviation > 0) || Double.isInfinite(deviation)) {
      throw new IllegalArgumentException(
          "the deviation of the random blocks must be positive and finite, but is " + deviation);
    }
    this.code = code;
    this.deviation = deviation;
    this.random = random;
    this.combiner = RowCombiner.of(code.fullEncodingMatrix());
  }

  /**
   * An encoder that draws its blocks from the platform's secure generator.
   *
   * @param code the code
   * @param deviation the standard deviation of each value of a block, in units of the queries;
   *     positive and finite
   * @throws IllegalArgumentException if the deviation is not positive and finite
   */
  public MaskedEncoder(MaskedCode code, double deviation) {
    this(code, deviation, new SecureRandom());
  }

  /**
   * An encoder with blocks that everybody who knows the seed can take out again. For tests and
   * studies only.
   *
   * @param code the code
   * @param deviation the standard deviation of each value of a block
   * @param generator where the blocks come from
   * @return the encoder
   * @throws IllegalArgumentException if the deviation is not positive and finite
   */
  public static MaskedEncoder insecureForTests(
      MaskedCode code, double deviation, RandomGenerator generator) {
    return new MaskedEncoder(code, deviation, generator);
  }

  /**
   * Encodes one group.
   *
   * @param queries K x d, one query a row; not modified
   * @param coded where to write, reshaped to N x d if it has another shape; null for a new matrix.
   *     Must not be {@code queries}
   * @return N x d, row i is for worker i; the destination if one was given
   * @throws IllegalArgumentException if there are not K rows, d is 0, or an element is NaN or
   *     infinite
   */
  public FMatrixRMaj encode(FMatrixRMaj queries, @Nullable FMatrixRMaj coded) {
    int count = code.parameters().queries();
    int length = queries.numCols;
    if (queries.numRows != count || length == 0) {
      throw new IllegalArgumentException(
          "the code takes K="
              + count
              + " queries of at least one element a group, but got "
              + queries.numRows
              + " x "
              + length);
    }
    Finite.require(queries, "query");
    FMatrixRMaj mixed = new FMatrixRMaj(count + code.blocks(), length);
    System.arraycopy(queries.data, 0, mixed.data, 0, count * length);
    for (int i = count * length; i < mixed.data.length; i++) {
      mixed.data[i] = (float) (deviation * random.nextGaussian());
    }
    return combiner.apply(mixed, coded);
  }
}
