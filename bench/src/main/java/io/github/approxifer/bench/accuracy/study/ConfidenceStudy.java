package io.github.approxifer.bench.accuracy.study;

import io.github.approxifer.bench.report.MarkdownTable;
import io.github.approxifer.coding.Answers;
import io.github.approxifer.coding.Code;
import io.github.approxifer.coding.CodeParameters;
import io.github.approxifer.coding.Decoder;
import io.github.approxifer.coding.Encoder;
import io.github.approxifer.coding.Provenance;
import io.github.approxifer.coding.WorkerSet;
import io.github.approxifer.coding.advisor.StragglerSets;
import io.github.approxifer.coding.codes.BerrutCode;
import io.github.approxifer.coding.codes.SystematicCode;
import io.github.approxifer.coding.confidence.Confidence;
import io.github.approxifer.coding.confidence.Confidence.Observation;
import io.github.approxifer.coding.confidence.Margin;
import io.github.approxifer.coding.confidence.Reliability;
import io.github.approxifer.coding.order.QueryOrder;
import io.github.approxifer.coding.order.QueryPath;
import io.github.approxifer.models.datasets.Split;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.ejml.data.FMatrixRMaj;

/**
 * Reliability of calibrated confidences on a small MNIST network: calibrated on one half of the
 * test images, checked on the other, for the Berrut and the systematic code with K=8, S=1 and 2.
 */
final class ConfidenceStudy implements Study {
  private static final int QUERIES = 8;

  @Override
  public String question() {
    return "Is a confidence as often right as it says?";
  }

  @Override
  public void run(PrintStream out) throws IOException {
    SmallNetwork network = SmallNetwork.forDigits(LabelledImages.mnist(Split.TRAIN));
    LabelledImages test = LabelledImages.mnist(Split.TEST);
    int[] order = CodeStudy.shuffled(test.images().numRows, 2);
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
            Locale.ROOT,
            "%n%s: expected calibration error %.4f%n%n",
            code,
            reliability.expectedCalibrationError());
        MarkdownTable table = new MarkdownTable("predictions", "confidence", "accuracy");
        for (Reliability.Bin bin : reliability.bins()) {
          table.row(
              String.valueOf(bin.count()),
              String.format(Locale.ROOT, "%.3f", bin.confidence()),
              String.format(Locale.ROOT, "%.3f", bin.accuracy()));
        }
        out.print(table);
      }
    }
  }

  /** Margins and outcomes, against the labels, over all straggler sets. */
  private static List<Observation> observe(
      Code code, SmallNetwork network, LabelledImages test, int[] sample) {
    Encoder encoder = new Encoder(code);
    Decoder decoder = new Decoder(code);
    List<Observation> observations = new ArrayList<>();
    List<WorkerSet> sets = StragglerSets.of(code.workers(), code.parameters().stragglers(), 50, 1);
    for (int begin = 0; begin + QUERIES <= sample.length; begin += QUERIES) {
      int[] group = Arrays.copyOfRange(sample, begin, begin + QUERIES);
      LabelledImages images = test.select(group);
      FMatrixRMaj queries = images.images();
      int[] labels = images.labels();
      QueryOrder order = QueryPath.of(queries);
      FMatrixRMaj answers = network.predict(encoder.encode(order.apply(queries, null)));
      for (WorkerSet set : sets) {
        FMatrixRMaj received = Answers.select(WorkerSet.all(code.workers()), answers, set, null);
        FMatrixRMaj predictions = decoder.decode(set, received);
        List<Provenance> provenances = Provenance.of(code, set);
        for (int position = 0; position < QUERIES; position++) {
          boolean right = Answers.largest(predictions, position) == labels[order.source(position)];
          double margin = Margin.of(predictions, position);
          observations.add(new Observation(provenances.get(position), margin, right));
        }
      }
    }
    return observations;
  }
}
