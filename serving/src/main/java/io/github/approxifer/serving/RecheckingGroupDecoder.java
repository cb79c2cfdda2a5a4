package io.github.approxifer.serving;

import io.github.approxifer.coding.Recheck;
import io.github.approxifer.coding.WorkerSet;
import io.github.approxifer.coding.decode.RecheckingDecoder;
import io.github.approxifer.coding.decode.RobustDecoder.Decoded;
import java.util.List;
import java.util.Random;
import org.ejml.data.FMatrixRMaj;

/** A {@link RecheckingDecoder} with its source of randomness. */
record RecheckingGroupDecoder(RecheckingDecoder decoder, Random random) implements GroupDecoder {

  @Override
  public Decoded decode(WorkerSet answers, FMatrixRMaj values) {
    return decoder.decode(answers, values, List.of(), List.of());
  }

  @Override
  public List<Recheck> rechecks(WorkerSet answers, FMatrixRMaj values, WorkerSet askable) {
    return decoder.rechecks(answers, values, askable, random);
  }

  @Override
  public Decoded decode(
      WorkerSet answers, FMatrixRMaj values, List<Recheck> rechecks, List<FMatrixRMaj> further) {
    return decoder.decode(answers, values, rechecks, further);
  }
}
