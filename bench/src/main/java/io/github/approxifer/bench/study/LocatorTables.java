package io.github.approxifer.bench.study;

import io.github.approxifer.bench.study.attack.Attack;
import io.github.approxifer.bench.study.attack.Attacks;
import io.github.approxifer.coding.CodeParameters;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Writes the tables of error locators: {@code LocatorTables MNIST-FOLDER DOCUMENT [GROUPS]} trains
 * the small network, runs the study for K=12 and E=1, 2, 3, and puts the tables between the two
 * marker lines of the document.
 */
public final class LocatorTables {
  private static final String BEGIN = "<!-- tables of LocatorTables: begin -->";
  private static final String END = "<!-- tables of LocatorTables: end -->";
  private static final int QUERIES = 12;
  private static final int HONEST_GROUPS = 600;
  private static final int TRAINED = 50_000;
  private static final double RATE = 0.01;
  private static final double PUSH = 30;

  private LocatorTables() {}

  /**
   * Runs the study.
   *
   * @param arguments the folder of the MNIST files, the document, and how many groups a cell has
   *     (300 if left out)
   * @throws IOException if a file cannot be read or written
   */
  public static void main(String[] arguments) throws IOException {
    if (arguments.length < 2) {
      throw new IllegalArgumentException("usage: LocatorTables MNIST-FOLDER DOCUMENT [GROUPS]");
    }
    int groups = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 300;
    DigitFiles.Labelled all = DigitFiles.train(Path.of(arguments[0]));
    DigitFiles.Labelled train = all.part(0, TRAINED);
    DigitFiles.Labelled heldOut = all.part(TRAINED, all.images().numRows);
    DigitFiles.Labelled test = DigitFiles.test(Path.of(arguments[0]));
    SmallNetwork network =
        SmallNetwork.train(new int[] {784, 256, 128, 10}, train.images(), train.labels(), 5, 1);
    StringBuilder text = new StringBuilder();
    text.append(
        "\nNetwork 784-256-128-10 trained on %,d images, accuracy %.4f on the 10,000 test images.\n"
            .formatted(TRAINED, network.accuracy(test.images(), test.labels())));
    text.append(
        "%d groups of %d test images a cell; calibrated with %d groups of held-out training images.\n"
            .formatted(groups, QUERIES, HONEST_GROUPS));
    List<Attack> attacks = Attacks.all(PUSH);
    for (boolean ordered : new boolean[] {false, true}) {
      text.append(
          ordered
              ? "\n### Queries ordered so that neighbours resemble each other\n"
              : "\n### Queries in random order\n");
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
                    CodedGroups.draw(contender.code(), network::predict, test, groups, ordered, 3));
        List<List<LocatorStudy.Cell>> rows = study.run(contenders, attacks, errors, 4);
        table(text, parameters, contenders, attacks, rows);
      }
    }
    Path document = Path.of(arguments[1]);
    String page = Files.readString(document);
    int begin = page.indexOf(BEGIN);
    int end = page.indexOf(END);
    if (begin < 0 || end < begin) {
      throw new IOException(document + " has no lines " + BEGIN + " and " + END);
    }
    Files.writeString(
        document, page.substring(0, begin) + BEGIN + "\n" + text + "\n" + page.substring(end));
  }

  static void table(
      StringBuilder text,
      CodeParameters parameters,
      List<Contender> contenders,
      List<Attack> attacks,
      List<List<LocatorStudy.Cell>> rows) {
    text.append("\n#### ").append(parameters).append("\n\n| | workers | nobody lies |");
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
