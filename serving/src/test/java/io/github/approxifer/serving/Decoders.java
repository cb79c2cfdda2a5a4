package io.github.approxifer.serving;

import io.github.approxifer.coding.Code;
import io.github.approxifer.coding.Decoded;
import io.github.approxifer.coding.GroupDecoder;
import io.github.approxifer.coding.Received;
import java.util.Random;
import org.ejml.data.FMatrixRMaj;
import org.jspecify.annotations.Nullable;

/** Decoders for tests. */
final class Decoders {
  private Decoders() {}

  /** Draws from a seed, so that a test knows who is asked. */
  static GroupDecoder seeded(GroupDecoder decoder, long seed) {
    return new SeededDecoder(decoder, new Random(seed));
  }

  /** Does something before it believes every answer. */
  static GroupDecoder doing(Code code, Runnable something) {
    return new Doing(code, something);
  }

  private record Doing(Code code, Runnable something) implements GroupDecoder {
    @Override
    public Decoded decode(Received received, @Nullable FMatrixRMaj predictions) {
      something.run();
      return GroupDecoder.trusting(code).decode(received, predictions);
    }
  }
}
