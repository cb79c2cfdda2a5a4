package io.github.approxifer.coding;

import org.ejml.data.FMatrixRMaj;
import org.jspecify.annotations.Nullable;

/** Believes every answer that is finite. Thread-safe. */
record TrustingDecoder(Decoder decoder) implements GroupDecoder {

  @Override
  public Code code() {
    return decoder.code();
  }

  @Override
  public Decoded decode(Received received, @Nullable FMatrixRMaj predictions) {
    Received kept = code().parameters().errors() > 0 ? received.finite() : received;
    return new Decoded(
        decoder.decodeDegraded(kept.answers(), kept.values(), predictions),
        decoder.provenances(kept.answers()),
        kept.answers(),
        received.answers().without(kept.answers()));
  }
}
