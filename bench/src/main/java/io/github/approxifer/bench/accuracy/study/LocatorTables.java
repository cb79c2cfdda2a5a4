package io.github.approxifer.bench.accuracy.study;

import io.github.approxifer.coding.CodeParameters;
import io.github.approxifer.coding.attack.Attack;
import io.github.approxifer.coding.attack.Attacks;
import io.github.approxifer.models.datasets.Split;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;

/** The tables of error locators: the small network, K=12, E=1, 2, 3, every attack. */
final class LocatorTables implements Study {
  private static final int QUERIES = 12;
  private static final int GROUPS = 300;
  private static final int HONEST_GROUPS = 600;
  private static final int TRAINED = 50_000;
  private static final double RATE = 0.01;
  private static final double PUSH = 30;

  @Override
  public String question() {
    return "Which liars are found, at what price?";
  }

  @Override
  public void run(PrintStream out) throws IOException {
    LabelledImages all = LabelledImages.mnist(Split.TRAIN);
    LabelledImages train = all.part(0, TRAINED);
    LabelledImages heldOut = all.part(TRAINED, all.images().numRows);
    LabelledImages test = LabelledImages.mnist(Split.TEST);
    SmallNetwork network = SmallNetwork.forDigits(train);
    out.printf(
        Locale.ROOT,
        "Network 784-256-128-10 trained on %,d images of MNIST, accuracy %.4f on the 10,000 test images.%n",
        TRAINED,
        network.accuracy(test));
    out.printf(
        Locale.ROOT,
        "%d groups of %d test images a cell; calibrated with %d groups of held-out training images.%n",
        GROUPS,
        QUERIES,
        HONEST_GROUPS);
    out.println(
        """

        Each cell: share of the liars found / share of the groups in which an honest worker was named / accuracy of the
        predictions.""");
    List<Attack> attacks = Attacks.all(PUSH);
    for (boolean ordered : new boolean[] {false, true}) {
      out.println(
          ordered
              ? "\n## Queries ordered so that neighbours resemble each other"
              : "\n## Queries in random order");
      for (int errors = 1; errors <= 3; errors++) {
        CodeParameters parameters = new CodeParameters(QUERIES, 0, errors);
        List<Contender> contenders =
            Contenders.all(
                parameters,
                code ->
                    CodedGroups.draw(code, network::predict, heldOut, HONEST_GROUPS, ordered, 2),
                RATE);
        LocatorStudy study =
            new LocatorStudy(
                contender ->
                    CodedGroups.draw(contender.code(), network::predict, test, GROUPS, ordered, 3));
        List<List<LocatorStudy.Cell>> rows = study.run(contenders, attacks, errors, 4);
        StringBuilder text = new StringBuilder();
        table(text, parameters, contenders, attacks, rows);
        out.print(text);
        System.out.println((ordered ? "ordered" : "random") + ", E=" + errors + " done");
      }
    }
  }

  static void table(
      StringBuilder text,
      CodeParameters parameters,
      List<Contender> contenders,
      List<Attack> attacks,
      List<List<LocatorStudy.Cell>> rows) {
    text.append("\n### ").append(parameters).append("\n\n| | workers | nobody lies |");
    attacks.forEach(attack -> text.append(' ').append(attack.name()).append(" |"));
    text.append("\n|---|---|---|").append("---|".repeat(attacks.size())).append('\n');
    for (int row = 0; row < rows.size(); row++) {
      Contender contender = contenders.get(row);
      text.append("| ").append(contender.name()).append(" | ").append(contender.code().workers());
      for (int column = 0; column < rows.get(row).size(); column++) {
        LocatorStudy.Cell cell = rows.get(row).get(column);
        text.append(
            column == 0
                ? String.format(Locale.ROOT, " | - / %.3f / %.4f", cell.alarms(), cell.accuracy())
                : String.format(
                    Locale.ROOT,
                    " | %.3f / %.3f / %.4f",
                    cell.hits(),
                    cell.alarms(),
                    cell.accuracy()));
      }
      text.append(" |\n");
    }
  }
}
