package io.github.approxifer.coding;

import io.github.approxifer.coding.order.GroupOrdering;
import java.util.Objects;
import java.util.Optional;

/**
 * How a group of queries is served: a code, the order of the queries on its places, and what
 * decodes the answers. {@link #of} is right for every code; the {@code with} methods change one
 * part.
 *
 * <p>Immutable and thread-safe if its ordering is.
 */
public final class Scheme {
  private final Code code;
  private final GroupOrdering ordering;
  private final GroupDecoder decoder;
  private final boolean ownOrdering;
  private final boolean ownDecoder;

  private Scheme(
      Code code,
      GroupOrdering ordering,
      boolean ownOrdering,
      GroupDecoder decoder,
      boolean ownDecoder) {
    this.code = code;
    this.ordering = Objects.requireNonNull(ordering, "ordering");
    this.ownOrdering = ownOrdering;
    this.decoder = Objects.requireNonNull(decoder, "decoder");
    this.ownDecoder = ownDecoder;
  }

  /**
   * A code with the ordering and the decoder that suit it.
   *
   * @param code the code
   * @return the scheme
   */
  public static Scheme of(Code code) {
    return new Scheme(code, code.ordering(), true, code.decoder(), true);
  }

  /**
   * The code of a decoder, ordered as suits it.
   *
   * @param decoder the decoder
   * @return the scheme
   */
  public static Scheme of(GroupDecoder decoder) {
    return new Scheme(decoder.code(), decoder.code().ordering(), true, decoder, false);
  }

  /**
   * The same scheme with another rule for the order.
   *
   * @param rule for instance {@link GroupOrdering#AS_GIVEN}; thread-safe
   * @return a new scheme
   */
  public Scheme withOrdering(GroupOrdering rule) {
    return new Scheme(code, rule, false, decoder, ownDecoder);
  }

  /**
   * The same scheme with another decoder.
   *
   * @param rule a decoder of the same code
   * @return a new scheme
   * @throws IllegalArgumentException if it decodes a code of other parameters, or of another number
   *     of workers
   */
  public Scheme withDecoder(GroupDecoder rule) {
    Code other = rule.code();
    if (other.workers() != code.workers() || !other.parameters().equals(code.parameters())) {
      throw new IllegalArgumentException(
          "the decoder is for %s, but the scheme's code is %s; make the decoder from that code"
              .formatted(other, code));
    }
    return new Scheme(code, ordering, ownOrdering, rule, false);
  }

  /**
   * The same scheme for a group that is not full, see {@link Code#shortened}.
   *
   * @param queries how many there are, 1..K
   * @return a scheme for as many, or a few more where the code needs them; this one if its code or
   *     its decoder is for full groups only
   */
  public Scheme shortened(int queries) {
    return code.shortened(queries)
        .filter(shorter -> shorter.parameters().queries() < code.parameters().queries())
        .flatMap(
            shorter ->
                (ownDecoder ? Optional.of(shorter.decoder()) : decoder.shortened(shorter))
                    .map(
                        rule ->
                            new Scheme(
                                shorter,
                                ownOrdering ? shorter.ordering() : ordering,
                                ownOrdering,
                                rule,
                                ownDecoder)))
        .orElse(this);
  }

  /**
   * Which mixtures the workers get.
   *
   * @return the code
   */
  public Code code() {
    return code;
  }

  /**
   * Which query takes which place of the code.
   *
   * @return the ordering
   */
  public GroupOrdering ordering() {
    return ordering;
  }

  /**
   * What makes predictions of the answers.
   *
   * @return the decoder
   */
  public GroupDecoder decoder() {
    return decoder;
  }

  /** The code with all choices. */
  @Override
  public String toString() {
    return code.toString();
  }
}
