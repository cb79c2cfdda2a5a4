package io.github.approxifer.bench.accuracy.study;

import io.github.approxifer.bench.report.MarkdownTable;
import io.github.approxifer.bench.workload.Workload;
import io.github.approxifer.coding.CodeParameters;
import io.github.approxifer.coding.Encoder;
import io.github.approxifer.coding.answers.Answers;
import io.github.approxifer.coding.codes.BerrutCode;
import io.github.approxifer.privacy.budget.NoisePlacement;
import io.github.approxifer.privacy.mechanism.LaplaceMechanism;
import io.github.approxifer.privacy.noise.SeededRandomBitsForTests;
import io.github.approxifer.privacy.sensitivity.Clipping;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Locale;
import org.ejml.data.FMatrixRMaj;

/**
 * What Laplace noise costs in accuracy: ResNet-18 on CIFAR-10, K=8 and S=1 with the published code,
 * noise at each worker, at the decoder or on the queries, by the total epsilon that one query is
 * charged.
 */
final class PrivacyStudy implements Study {
  private static final int K = 8;
  private static final BerrutCode CODE = BerrutCode.of(CodeParameters.stragglersOnly(K, 1));
  private static final Encoder ENCODER = Encoder.of(CODE);
  private static final double[] EPSILONS = {1, 10, 100, 1_000, 10_000, 100_000};

  /** Logits are clipped to [-B, B]; those of the model rarely exceed it. */
  private static final double LOGIT_BOUND = 20;

  /** Normalised pixels lie in [-1.99, 2.13]. */
  private static final double PIXEL_BOUND = 2.13;

  @Override
  public String question() {
    return "What does differential privacy cost in accuracy?";
  }

  @Override
  public void run(PrintStream out, Path folder) throws IOException {
    try (Workload workload = Workload.openReal("CIFAR-10")) {
      ImageGroups groups = new ImageGroups(workload, CODE, ENCODER::encode);
      out.println("- " + Workload.describe("CIFAR-10"));
      out.println(
          "- K=8, S=1, Berrut code, workers at cos(i pi / N), a random straggler in each of "
              + groups.count()
              + " groups, seed "
              + ImageGroups.SEED);
      out.printf(
          Locale.ROOT,
          "- accuracy without a code %.3f, with the code and without noise %s%n%n",
          groups.base(),
          ImageGroups.text(groups.accuracy(answers -> answers, predictions -> predictions)));
      out.println(table(workload, groups));
    }
  }

  private static MarkdownTable table(Workload workload, ImageGroups groups) {
    MarkdownTable table =
        new MarkdownTable(
            "epsilon of a query",
            "logits, at each worker",
            "logits, at the decoder",
            "softmax, at each worker",
            "softmax, at the decoder",
            "pixels, on the query");
    Clipping logits =
        Clipping.toRange(-LOGIT_BOUND, LOGIT_BOUND, workload.model().outputShape().size());
    // A softmax output has l1 norm 1: clipping to it changes nothing but rounding, and says so.
    Clipping softmax = Clipping.toL1Norm(1, workload.model().outputShape().size());
    for (double epsilon : EPSILONS) {
      table.row(
          String.format(Locale.ROOT, "%,.0f", epsilon),
          atWorkers(groups, logits, false, epsilon),
          atDecoder(groups, logits, false, epsilon),
          atWorkers(groups, softmax, true, epsilon),
          atDecoder(groups, softmax, true, epsilon),
          onQueries(workload, epsilon));
      System.out.println("epsilon " + epsilon + " done");
    }
    return table;
  }

  /**
   * Basic composition: each of the N answers holds the query, so each gets an Nth of its epsilon.
   */
  private static String atWorkers(
      ImageGroups groups, Clipping clipping, boolean probabilities, double epsilon) {
    LaplaceMechanism mechanism =
        mechanism(clipping, epsilon / NoisePlacement.WORKER.releases(K, CODE.workers()));
    return ImageGroups.text(
        groups.accuracy(
            answers -> noised(probabilities ? softmax(answers) : answers, clipping, mechanism),
            predictions -> predictions));
  }

  private static String atDecoder(
      ImageGroups groups, Clipping clipping, boolean probabilities, double epsilon) {
    LaplaceMechanism mechanism =
        mechanism(clipping, epsilon / NoisePlacement.DECODER.releases(K, CODE.workers()));
    return ImageGroups.text(
        groups.accuracy(
            answers -> probabilities ? softmax(answers) : answers,
            predictions -> noised(predictions, clipping, mechanism)));
  }

  private static String onQueries(Workload workload, double epsilon) {
    Clipping pixels =
        Clipping.toRange(-PIXEL_BOUND, PIXEL_BOUND, workload.model().inputShape().size());
    LaplaceMechanism mechanism = mechanism(pixels, epsilon);
    return ImageGroups.text(
        new ImageGroups(
                workload, CODE, queries -> ENCODER.encode(noised(queries, pixels, mechanism)))
            .accuracy(answers -> answers, predictions -> predictions));
  }

  private static LaplaceMechanism mechanism(Clipping clipping, double epsilon) {
    return LaplaceMechanism.of(
        clipping.l1Sensitivity(), epsilon, new SeededRandomBitsForTests(ImageGroups.SEED));
  }

  private static FMatrixRMaj noised(
      FMatrixRMaj rows, Clipping clipping, LaplaceMechanism mechanism) {
    FMatrixRMaj result = new FMatrixRMaj(rows.numRows, rows.numCols);
    float[] row = new float[rows.numCols];
    for (int i = 0; i < rows.numRows; i++) {
      System.arraycopy(rows.data, i * rows.numCols, row, 0, rows.numCols);
      clipping.clip(row, row);
      mechanism.addNoise(row, row);
      System.arraycopy(row, 0, result.data, i * rows.numCols, rows.numCols);
    }
    return result;
  }

  private static FMatrixRMaj softmax(FMatrixRMaj logits) {
    FMatrixRMaj result = logits.copy();
    for (int i = 0; i < result.numRows; i++) {
      float largest = result.get(i, Answers.largest(result, i));
      double sum = 0;
      for (int c = 0; c < result.numCols; c++) {
        sum += Math.exp(result.get(i, c) - largest);
      }
      for (int c = 0; c < result.numCols; c++) {
        result.set(i, c, (float) (Math.exp(result.get(i, c) - largest) / sum));
      }
    }
    return result;
  }
}
