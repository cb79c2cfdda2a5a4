package io.github.approxifer.bench.accuracy.measure;

import io.github.approxifer.coding.confidence.Confidence;
import io.github.approxifer.coding.confidence.Confidence.Observation;
import io.github.approxifer.coding.confidence.Reliability;
import java.util.ArrayList;
import java.util.List;

/**
 * How far the confidence of decoded predictions is from how often they are right. The predictions
 * of every other group calibrate the confidence of the rest, and the other way round, so that none
 * is judged by a curve that it has shaped. Confined to one thread.
 */
final class Calibration {
  private static final int BINS = 10;

  private final List<List<Observation>> halves = List.of(new ArrayList<>(), new ArrayList<>());

  /** Adds a prediction of a group. */
  void add(int group, Observation observation) {
    halves.get(group % 2).add(observation);
  }

  /**
   * The expected calibration error over all predictions, in ten bins (see {@link Reliability}).
   *
   * @return from 0 to 1; NaN if a half has too few predictions to calibrate with
   */
  double error() {
    int count = halves.get(0).size() + halves.get(1).size();
    double[] confidences = new double[count];
    boolean[] right = new boolean[count];
    int next = 0;
    for (int half = 0; half < 2; half++) {
      List<Observation> others = halves.get(1 - half);
      if (others.size() < Confidence.LEAST_OBSERVATIONS) {
        return Double.NaN;
      }
      Confidence confidence = Confidence.calibrate(others);
      for (Observation observation : halves.get(half)) {
        confidences[next] = confidence.of(observation.provenance(), observation.margin());
        right[next++] = observation.right();
      }
    }
    return Reliability.of(confidences, right, BINS).expectedCalibrationError();
  }
}
