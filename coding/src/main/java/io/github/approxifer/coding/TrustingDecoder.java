package io.github.approxifer.coding;

import java.util.Optional;
import org.ejml.data.FMatrixRMaj;
import org.jspecify.annotations.Nullable;

/** Believes every answer that is finite. Thread-safe. */
record TrustingDecoder(Decoder decoder) implements GroupDecoder {
  /** Of float32, relative to the number. */
  private static final double ROUNDOFF = 0x1p-24;

  /** The share of an answer that may be wrong without a word. */
  private static final double VISIBLE = 1e-2;

  @Override
  public Code code() {
    return decoder.code();
  }

  @Override
  public Optional<GroupDecoder> shortened(Code code) {
    return Optional.of(GroupDecoder.trusting(code));
  }

  @Override
  public Decoded decode(Received received, @Nullable FMatrixRMaj predictions) {
    Received kept = code().parameters().errors() > 0 ? received.finite() : received;
    return new Decoded(
        decoder.decodeDegraded(kept.answers(), kept.values(), predictions),
        decoder.provenances(kept.answers()),
        kept.answers(),
        received.answers().without(kept.answers()),
        warning(kept.answers()));
  }

  /** Roundings of the answers that may be seen in the predictions. */
  private @Nullable String warning(WorkerSet answers) {
    double amplification = decoder.amplification(answers);
    return amplification * ROUNDOFF <= VISIBLE
        ? null
        : "the weights of F = %s amplify roundings of the answers by %.1g, to %.1g of their size; wait for more answers"
            .formatted(answers, amplification, amplification * ROUNDOFF);
  }
}
