package io.github.approxifer.coding.codes;

import io.github.approxifer.coding.Code;
import io.github.approxifer.coding.CodeParameters;
import io.github.approxifer.coding.GroupDecoder;
import io.github.approxifer.coding.Mixer;
import io.github.approxifer.coding.answers.WorkerSet;
import io.github.approxifer.coding.decode.LinearDecoder;
import io.github.approxifer.coding.order.GroupOrdering;
import java.util.Optional;
import org.ejml.data.DMatrixRMaj;
import org.ejml.data.FMatrixRMaj;
import org.jspecify.annotations.Nullable;

/**
 * Clean queries to K workers, and to S more a {@link Collage} of two queries each: {@link
 * SubsetParityCode} with m = 2 and theta = 1 for images, whose parities are not the mean of two
 * images but show one beside the other.
 *
 * <p>A network that ends in a mean over positions answers a picture of two things about with the
 * mean of its answers to each, since every position sees one of them; the mean of two photographs
 * has both at every position and is like nothing the network was trained on. So a lost answer is
 * predicted by twice the answer to the collage less the answer to the other image, as with the mean
 * of two queries, only better. Not so for drawings on an empty ground, such as digits, which stay
 * legible on top of each other: there the mean is better.
 *
 * <p>Immutable and thread-safe.
 */
public final class CollageCode implements Code {
  private final SubsetParityCode pairs;
  private final Collage collage;

  private CollageCode(SubsetParityCode pairs, Collage collage) {
    this.pairs = pairs;
    this.collage = collage;
  }

  /**
   * A code for images.
   *
   * @param parameters K, S and E; K at least 2, S at least 1 and E = 0
   * @param collage the size of the images, and how two become one
   * @return the code; d is {@link Collage#length()}
   * @throws IllegalArgumentException if an argument is out of range
   */
  public static CollageCode of(CodeParameters parameters, Collage collage) {
    return new CollageCode(SubsetParityCode.of(parameters, 2, 1), collage);
  }

  /**
   * How two images become one.
   *
   * @return the collage
   */
  public Collage collage() {
    return collage;
  }

  /**
   * {@inheritDoc}
   *
   * <p>A single image has no other one to stand beside, so its second worker gets it as it is.
   */
  @Override
  public Optional<Code> shortened(int queries) {
    return queries == 1
        ? pairs.shortened(1)
        : Optional.of(of(parameters().withQueries(queries), collage));
  }

  @Override
  public String name() {
    return "Collage";
  }

  @Override
  public CodeParameters parameters() {
    return pairs.parameters();
  }

  @Override
  public int workers() {
    return pairs.workers();
  }

  @Override
  public int quorum() {
    return pairs.quorum();
  }

  @Override
  public GroupDecoder decoder() {
    return LinearDecoder.of(this);
  }

  /**
   * {@inheritDoc}
   *
   * <p>One half for each of the two queries of a collage: the share of its pixels.
   */
  @Override
  public DMatrixRMaj encodingMatrix() {
    return pairs.encodingMatrix();
  }

  /**
   * {@inheritDoc}
   *
   * <p>Any set of at least one worker can be decoded from.
   */
  @Override
  public DMatrixRMaj decodingMatrix(WorkerSet answers) {
    return pairs.decodingMatrix(answers);
  }

  /**
   * {@inheritDoc}
   *
   * <p>The two most similar images first, a pair for each collage.
   */
  @Override
  public GroupOrdering ordering() {
    return pairs.ordering();
  }

  /**
   * {@inheritDoc}
   *
   * <p>Queries as they are, and collages of two.
   */
  @Override
  public Mixer mixer() {
    return this::mix;
  }

  private FMatrixRMaj mix(FMatrixRMaj queries, @Nullable FMatrixRMaj coded) {
    int length = collage.length();
    if (queries.numCols != length) {
      throw new IllegalArgumentException(
          "the code is for images of %d x %d x %d = %d values, but the queries have %d"
              .formatted(
                  collage.rows(), collage.columns(), collage.channels(), length, queries.numCols));
    }
    FMatrixRMaj result = coded == null ? new FMatrixRMaj(workers(), length) : coded;
    result.reshape(workers(), length);
    int first = parameters().queries();
    System.arraycopy(queries.data, 0, result.data, 0, first * length);
    for (int parity = 0; parity < parameters().stragglers(); parity++) {
      int left = pairs.begin(parity) * length;
      collage.mix(
          queries.data, left, queries.data, left + length, result.data, (first + parity) * length);
    }
    return result;
  }

  /** The name with all choices. */
  @Override
  public String toString() {
    return "Collage (%s, N=%d, %s)".formatted(parameters(), workers(), collage);
  }
}
