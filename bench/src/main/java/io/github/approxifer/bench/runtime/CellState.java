package io.github.approxifer.bench.runtime;

import io.github.approxifer.bench.workload.Cell;
import io.github.approxifer.coding.Encoder;
import io.github.approxifer.coding.answers.Answers;
import io.github.approxifer.coding.answers.WorkerSet;
import io.github.approxifer.coding.codes.BerrutCode;
import io.github.approxifer.coding.codes.WorkerCount;
import io.github.approxifer.coding.decode.LinearDecoder;
import io.github.approxifer.coding.locate.RationalFitLocator;
import java.util.Random;
import org.ejml.data.FMatrixRMaj;

/**
 * The published scheme for one cell: the Berrut code as the reproduction ran it, and the random
 * stragglers and liars of a group. Not thread-safe.
 */
final class CellState {
  private final Cell cell;
  private final Random random;
  final BerrutCode code;
  final Encoder encoder;
  final LinearDecoder decoder;
  final RationalFitLocator locator;

  CellState(Cell cell, long seed) {
    this.cell = cell;
    this.random = new Random(seed);
    this.code = BerrutCode.of(cell.parameters()).withCount(WorkerCount.REPRODUCTION);
    this.encoder = Encoder.of(code);
    this.decoder = LinearDecoder.of(code);
    this.locator = RationalFitLocator.of(code, code.errorsToLocate());
  }

  /** The workers that answer when S random ones straggle. */
  WorkerSet answers() {
    return WorkerSet.all(code.workers())
        .without(randomIndices(code.workers(), cell.parameters().stragglers()));
  }

  /** Adds the noise of E random liars to the answers, in place. */
  void lie(FMatrixRMaj values) {
    for (int rank : randomIndices(values.numRows, cell.parameters().errors())) {
      for (int column = 0; column < values.numCols; column++) {
        double noise = cell.sigma() * random.nextGaussian();
        values.set(rank, column, (float) (values.get(rank, column) + noise));
      }
    }
  }

  /** Locates the liars if there may be any, and decodes. */
  FMatrixRMaj predictions(WorkerSet answers, FMatrixRMaj values) {
    if (cell.parameters().errors() == 0) {
      return decoder.combine(answers, values);
    }
    WorkerSet used = answers.without(locator.locate(answers, values));
    return decoder.combine(used, Answers.select(answers, values, used, null));
  }

  /** Answers with a spread like that of a network's logits, for benchmarks without a network. */
  FMatrixRMaj syntheticAnswers(int rows) {
    FMatrixRMaj values = new FMatrixRMaj(rows, CLASSES);
    for (int i = 0; i < values.data.length; i++) {
      values.data[i] = (float) (LOGIT_DEVIATION * random.nextGaussian());
    }
    return values;
  }

  int[] randomIndices(int bound, int count) {
    return random.ints(0, bound).distinct().limit(count).toArray();
  }

  /** The classes of MNIST and CIFAR-10. */
  static final int CLASSES = 10;

  /** About the standard deviation of the logits of a trained classifier of ten classes. */
  private static final double LOGIT_DEVIATION = 5;
}
