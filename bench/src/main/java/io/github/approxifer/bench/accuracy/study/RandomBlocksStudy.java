package io.github.approxifer.bench.accuracy.study;

import io.github.approxifer.bench.report.MarkdownTable;
import io.github.approxifer.bench.workload.Workload;
import io.github.approxifer.coding.CodeParameters;
import io.github.approxifer.coding.Encoder;
import io.github.approxifer.coding.codes.MaskedCode;
import io.github.approxifer.privacy.leakage.GaussianBlockLeakage;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Random;

/**
 * What random blocks in the coded queries hide from colluding workers, and what they cost:
 * ResNet-18 on CIFAR-10, K=8 and S=1, T blocks of deviation sigma.
 */
final class RandomBlocksStudy implements Study {
  private static final CodeParameters PARAMETERS = CodeParameters.stragglersOnly(8, 1);
  private static final double[] DEVIATIONS = {0.5, 1, 2, 4, 16};

  /** Normalised pixels lie within this distance of the middle of their range. */
  private static final double RADIUS = 2.06;

  @Override
  public String question() {
    return "What do random blocks hide from colluding workers, and what do they cost?";
  }

  @Override
  public void run(PrintStream out, Path folder) throws IOException {
    try (Workload workload = Workload.openReal("CIFAR-10")) {
      out.println("- " + Workload.describe("CIFAR-10"));
      out.println(
          "- "
              + PARAMETERS
              + ", blocks spread among the queries, workers at cos(i pi / N), random groups and"
              + " stragglers, seed "
              + ImageGroups.SEED);
      out.println(
          "- bits: a bound on what the worst set of colluders learns about one pixel of one query"
              + " when it knows all other queries; a pixel of 8 bits has no more than 8");
      out.println();
      MarkdownTable table =
          new MarkdownTable(
              "T",
              "sigma",
              "N",
              "bits, 1 worker",
              "bits, 2 workers",
              "accuracy of the predictions");
      for (int blocks = 1; blocks <= 2; blocks++) {
        for (double deviation : DEVIATIONS) {
          table.row(row(workload, MaskedCode.of(PARAMETERS, blocks, deviation)));
          System.out.println("T=" + blocks + ", sigma=" + deviation + " done");
        }
      }
      out.println(table);
    }
  }

  private static String[] row(Workload workload, MaskedCode code) {
    Encoder encoder = Encoder.of(code.withInsecureNoise(new Random(ImageGroups.SEED)));
    ImageGroups groups = new ImageGroups(workload, code, encoder::encode);
    GaussianBlockLeakage leakage =
        GaussianBlockLeakage.of(
            code.fullEncodingMatrix().data,
            code.workers(),
            PARAMETERS.queries(),
            code.blocks(),
            code.deviation());
    return new String[] {
      String.valueOf(code.blocks()),
      String.valueOf(code.deviation()),
      String.valueOf(code.workers()),
      bits(leakage.worstBitsAboutQuery(1, RADIUS)),
      bits(leakage.worstBitsAboutQuery(2, RADIUS)),
      ImageGroups.text(groups.accuracy(answers -> answers, predictions -> predictions))
    };
  }

  private static String bits(double bits) {
    return Double.isInfinite(bits) ? "unbounded" : String.format(Locale.ROOT, "%.2f", bits);
  }
}
