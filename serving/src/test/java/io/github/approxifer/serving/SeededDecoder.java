package io.github.approxifer.serving;

import io.github.approxifer.coding.Code;
import io.github.approxifer.coding.Decoded;
import io.github.approxifer.coding.GroupDecoder;
import io.github.approxifer.coding.Received;
import io.github.approxifer.coding.Recheck;
import io.github.approxifer.coding.WorkerSet;
import java.util.List;
import java.util.Random;
import org.ejml.data.FMatrixRMaj;
import org.jspecify.annotations.Nullable;

/** Draws the workers to ask by a seed, whatever random numbers it is offered. */
record SeededDecoder(GroupDecoder decoder, Random seeded) implements GroupDecoder {
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
    return decoder.rechecks(received, askable, seeded);
  }
}
