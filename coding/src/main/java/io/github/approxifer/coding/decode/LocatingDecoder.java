package io.github.approxifer.coding.decode;

import io.github.approxifer.coding.Code;
import io.github.approxifer.coding.GroupDecoder;
import io.github.approxifer.coding.answers.Decoded;
import io.github.approxifer.coding.answers.Received;
import io.github.approxifer.coding.answers.WorkerSet;
import io.github.approxifer.coding.locate.ErrorLocator;
import java.util.Optional;
import org.ejml.data.FMatrixRMaj;
import org.jspecify.annotations.Nullable;

/**
 * A decoder that locates the Byzantine workers of a group, leaves their answers out, and has the
 * rest decoded. Below the code's quorum nothing is located but answers that are not finite.
 * Immutable, and thread-safe if its locator is.
 */
public final class LocatingDecoder implements GroupDecoder {
  private final ErrorLocator locator;
  private final GroupDecoder rest;

  private LocatingDecoder(ErrorLocator locator, GroupDecoder rest) {
    this.locator = locator;
    this.rest = rest;
  }

  /**
   * A decoder that applies the weights of the code to what the locator leaves.
   *
   * @param code the code
   * @param locator names the liars; thread-safe
   * @return the decoder
   */
  public static LocatingDecoder of(Code code, ErrorLocator locator) {
    return of(LinearDecoder.of(code), locator);
  }

  /**
   * A decoder that hands on what the locator leaves.
   *
   * @param rest decodes it
   * @param locator names the liars; thread-safe
   * @return the decoder
   */
  public static LocatingDecoder of(GroupDecoder rest, ErrorLocator locator) {
    return new LocatingDecoder(locator, rest);
  }

  @Override
  public Code code() {
    return rest.code();
  }

  /**
   * {@inheritDoc}
   *
   * <p>If the locator has none, only for a lone query, of which the workers have copies: then as
   * the code itself decodes them.
   */
  @Override
  public Optional<GroupDecoder> shortened(Code shorter) {
    Optional<GroupDecoder> same =
        locator
            .shortened(shorter)
            .flatMap(other -> rest.shortened(shorter).map(decoder -> of(decoder, other)));
    return same.isPresent() || shorter.parameters().queries() > 1
        ? same
        : Optional.of(shorter.decoder());
  }

  @Override
  public Decoded decode(Received received, @Nullable FMatrixRMaj predictions) {
    WorkerSet answers = received.answers();
    Received kept;
    if (answers.size() < code().quorum()) {
      kept = received.finite();
    } else {
      kept = received.only(answers.without(locator.locate(answers, received.values())));
    }
    Decoded decoded = rest.decode(kept, predictions);
    return new Decoded(
        decoded.predictions(),
        decoded.provenances(),
        decoded.used(),
        answers.without(kept.answers()).with(decoded.liars()),
        decoded.warning());
  }
}
