package io.github.approxifer.serving;

import io.github.approxifer.coding.Code;
import io.github.approxifer.coding.GroupDecoder;
import io.github.approxifer.coding.answers.Decoded;
import io.github.approxifer.coding.answers.Received;
import io.github.approxifer.coding.answers.Recheck;
import io.github.approxifer.coding.answers.WorkerSet;
import io.github.approxifer.coding.decode.LinearDecoder;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.ejml.data.FMatrixRMaj;
import org.jspecify.annotations.Nullable;

/** Decoders for tests. */
final class Decoders {
  private Decoders() {}

  /** Draws from a seed, so that a test knows who is asked. */
  static GroupDecoder seeded(GroupDecoder decoder, long seed) {
    return seeded(decoder, seed, askable -> {});
  }

  /** Draws from a seed, and tells each time who could have been asked again. */
  static GroupDecoder seeded(GroupDecoder decoder, long seed, Consumer<WorkerSet> told) {
    return new Seeded(decoder, new Random(seed), told);
  }

  /** Believes every answer, and has something to tell. */
  static GroupDecoder warning(Code code, String warning) {
    return new Warning(code, warning);
  }

  /** Does something before it believes every answer. */
  static GroupDecoder doing(Code code, Runnable something) {
    return new Doing(code, something);
  }

  /** Hangs until it is let go, and then believes every answer. */
  static GroupDecoder hanging(Code code, CountDownLatch until) {
    return doing(
        code,
        () -> {
          try {
            until.await();
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        });
  }

  private record Seeded(GroupDecoder decoder, Random seeded, Consumer<WorkerSet> told)
      implements GroupDecoder {
    @Override
    public Code code() {
      return decoder.code();
    }

    @Override
    public Decoded decode(Received received, @Nullable FMatrixRMaj predictions) {
      return decoder.decode(received, predictions);
    }

    @Override
    public List<Recheck> rechecks(Received received, WorkerSet askable, Random random) {
      told.accept(askable);
      return decoder.rechecks(received, askable, seeded);
    }
  }

  private record Warning(Code code, String warning) implements GroupDecoder {
    @Override
    public Decoded decode(Received received, @Nullable FMatrixRMaj predictions) {
      Decoded decoded = LinearDecoder.of(code).decode(received, predictions);
      return new Decoded(
          decoded.predictions(), decoded.provenances(), decoded.used(), decoded.liars(), warning);
    }
  }

  private record Doing(Code code, Runnable something) implements GroupDecoder {
    @Override
    public Decoded decode(Received received, @Nullable FMatrixRMaj predictions) {
      something.run();
      return LinearDecoder.of(code).decode(received, predictions);
    }
  }
}
