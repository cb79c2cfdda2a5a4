package io.github.approxifer.bench.accuracy.study;

import io.github.approxifer.bench.workload.Workload;
import io.github.approxifer.coding.CodeParameters;
import io.github.approxifer.coding.attack.Attack;
import io.github.approxifer.coding.attack.Attacks;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.ejml.data.FMatrixRMaj;

/** Error locators on photographs: ResNet-18 on CIFAR-10, K=12, E=1 and 2, queries ordered. */
final class LocatorPhotographs implements Study {
  private static final int QUERIES = 12;
  private static final int GROUPS = 80;
  private static final int HONEST_GROUPS = 150;
  private static final double RATE = 0.02;
  private static final double PUSH = 20;

  @Override
  public String question() {
    return "Which liars are found among answers to photographs?";
  }

  @Override
  public void run(PrintStream out) throws IOException {
    try (Workload workload = Workload.openReal("CIFAR-10")) {
      LabelledImages images = LabelledImages.of(workload.images());
      int half = images.images().numRows / 2;
      LabelledImages test = images.part(0, half);
      LabelledImages heldOut = images.part(half, 2 * half);
      UnaryOperator<FMatrixRMaj> model =
          queries -> {
            FMatrixRMaj answers =
                new FMatrixRMaj(queries.numRows, workload.model().outputShape().size());
            workload.model().predict(queries.data, queries.numRows, answers.data);
            return answers;
          };
      out.println("- " + Workload.describe("CIFAR-10"));
      out.printf(
          Locale.ROOT,
          "- %d groups of %d images out of one half of them, queries ordered; calibrated with %d groups out of the other half%n",
          GROUPS,
          QUERIES,
          HONEST_GROUPS);
      out.println(
          "- each cell: share of the liars found / share of the groups in which an honest worker was named / accuracy of the"
              + " predictions, whose standard error is about 0.01");
      List<Attack> attacks = Attacks.all(PUSH);
      for (int errors = 1; errors <= 2; errors++) {
        CodeParameters parameters = new CodeParameters(QUERIES, 0, errors);
        List<Contender> contenders =
            Contenders.all(
                parameters,
                code -> CodedGroups.draw(code, model, heldOut, HONEST_GROUPS, true, 2),
                RATE);
        LocatorStudy study =
            new LocatorStudy(
                contender -> CodedGroups.draw(contender.code(), model, test, GROUPS, true, 3));
        StringBuilder text = new StringBuilder();
        LocatorTables.table(
            text, parameters, contenders, attacks, study.run(contenders, attacks, errors, 4));
        out.print(text);
        System.out.println("E=" + errors + " done");
      }
    }
  }
}
