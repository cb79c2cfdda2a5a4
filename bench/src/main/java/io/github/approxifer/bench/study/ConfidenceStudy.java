package io.github.approxifer.bench.study;

import io.github.approxifer.coding.Answers;
import io.github.approxifer.coding.Code;
import io.github.approxifer.coding.CodeParameters;
import io.github.approxifer.coding.Decoder;
import io.github.approxifer.coding.Encoder;
import io.github.approxifer.coding.Provenance;
import io.github.approxifer.coding.WorkerSet;
import io.github.approxifer.coding.advisor.StragglerSets;
import io.github.approxifer.coding.berrut.BerrutCode;
import io.github.approxifer.coding.confidence.Confidence;
import io.github.approxifer.coding.confidence.Confidence.Observation;
import io.github.approxifer.coding.confidence.Margin;
import io.github.approxifer.coding.confidence.Reliability;
import io.github.approxifer.coding.grouping.QueryOrder;
import io.github.approxifer.coding.grouping.QueryPath;
import io.github.approxifer.coding.systematic.SystematicCode;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ejml.data.FMatrixRMaj;

/**
 * Reliability of calibrated confidences on a small MNIST network: calibrated on one half of the
 * test images, checked on the other, for the Berrut and the systematic code with K=8, S=1 and 2.
 *
 * <p>Argument: the folder with MNIST's four gzipped files.
 */
public final class ConfidenceStudy {
  private static final int QUERIES = 8;

  private ConfidenceStudy() {}

  /**
   * Trains the network and prints the tables.
   *
   * @param arguments the folder
   * @throws IOException if the files cannot be read
   */
  public static void main(String[] arguments) throws IOException {
    if (arguments.length != 1) {
      throw new IllegalArgumentException("give the folder of MNIST");
    }
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    Path folder = Path.of(arguments[0]);
    DigitNetwork network = DigitNetwork.train(DigitImages.training(folder), 8, 1);
    DigitImages test = DigitImages.test(folder);
    int[] order = CodeStudy.shuffled(test.labels().length, 2);
    int[] calibration = Arrays.copyOfRange(order, 0, 2000);
    int[] heldOut = Arrays.copyOfRange(order, 2000, 4000);
    for (int stragglers = 1; stragglers <= 2; stragglers++) {
      CodeParameters p = CodeParameters.stragglersOnly(QUERIES, stragglers);
      for (Code code : List.of(BerrutCode.of(p), SystematicCode.of(p))) {
        Confidence confidence = Confidence.calibrate(observe(code, network, test, calibration));
        List<Observation> checked = observe(code, network, test, heldOut);
        double[] confidences = new double[checked.size()];
        boolean[] right = new boolean[checked.size()];
        for (int i = 0; i < right.length; i++) {
          Observation observation = checked.get(i);
          confidences[i] = confidence.of(observation.provenance(), observation.margin());
          right[i] = observation.right();
        }
        Reliability reliability = Reliability.of(confidences, right, 10);
        out.printf(
            "%n%s, expected calibration error %.4f%n",
            code, reliability.expectedCalibrationError());
        out.printf("%8s %12s %12s%n", "count", "confidence", "accuracy");
        for (Reliability.Bin bin : reliability.bins()) {
          out.printf("%8d %12.3f %12.3f%n", bin.count(), bin.confidence(), bin.accuracy());
        }
      }
    }
  }

  /** Margins and outcomes, against the labels, over all straggler sets. */
  private static List<Observation> observe(
      Code code, DigitNetwork network, DigitImages test, int[] sample) {
    Encoder encoder = new Encoder(code);
    Decoder decoder = new Decoder(code);
    List<Observation> observations = new ArrayList<>();
    List<WorkerSet> sets = StragglerSets.of(code.workers(), code.parameters().stragglers(), 50, 1);
    for (int begin = 0; begin + QUERIES <= sample.length; begin += QUERIES) {
      int[] group = Arrays.copyOfRange(sample, begin, begin + QUERIES);
      FMatrixRMaj queries = CodeStudy.rows(test.images(), group);
      QueryOrder order = QueryPath.of(queries);
      FMatrixRMaj answers = network.predict(encoder.encode(order.apply(queries, null)));
      for (WorkerSet set : sets) {
        FMatrixRMaj received = Answers.select(WorkerSet.all(code.workers()), answers, set, null);
        FMatrixRMaj predictions = decoder.decode(set, received);
        List<Provenance> provenances = Provenance.of(code, set);
        for (int position = 0; position < QUERIES; position++) {
          int best = 0;
          for (int c = 1; c < predictions.numCols; c++) {
            best = predictions.get(position, c) > predictions.get(position, best) ? c : best;
          }
          boolean right = best == test.labels()[group[order.source(position)]];
          double margin = Margin.of(predictions, position);
          observations.add(new Observation(provenances.get(position), margin, right));
        }
      }
    }
    return observations;
  }
}
