package io.github.approxifer.bench.accuracy.study;

import io.github.approxifer.bench.accuracy.measure.ImageSamples;
import io.github.approxifer.bench.accuracy.measure.LabelledImages;
import io.github.approxifer.bench.accuracy.measure.LiarTables;
import io.github.approxifer.bench.accuracy.measure.Way;
import io.github.approxifer.bench.workload.CommittedWeights;
import io.github.approxifer.coding.BatchModel;
import io.github.approxifer.coding.CodeParameters;
import io.github.approxifer.coding.advisor.LiarScore;
import io.github.approxifer.coding.advisor.LiarTrial;
import io.github.approxifer.coding.advisor.SampleGroup;
import io.github.approxifer.coding.attack.Attack;
import io.github.approxifer.coding.attack.Attacks;
import io.github.approxifer.models.Model;
import io.github.approxifer.models.datasets.DatasetStore;
import io.github.approxifer.models.datasets.PublishedDataset;
import io.github.approxifer.models.datasets.Split;
import io.github.approxifer.models.networks.Networks;
import io.github.approxifer.models.tensorflow.TensorFlowThreads;
import io.github.approxifer.models.weights.SafetensorsFile;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** The tables of error locators: ResNet-20 on MNIST, K=12, E=1, 2, 3, every attack. */
final class LocatorTables implements Study {
  private static final String NETWORK = "resnet20";
  private static final int QUERIES = 12;
  private static final int GROUPS = 200;
  private static final int HONEST_GROUPS = 600;
  private static final int HELD_OUT = 10_000;
  private static final double RATE = 0.01;
  private static final double PUSH = 30;

  @Override
  public String question() {
    return "Which liars are found, at what price?";
  }

  @Override
  public void run(PrintStream out, Path folder) throws IOException {
    PublishedDataset mnist = PublishedDataset.MNIST;
    LabelledImages heldOut = LabelledImages.lastOfTraining(mnist, HELD_OUT);
    LabelledImages test = LabelledImages.of(DatasetStore.standard().open(mnist, Split.TEST));
    out.printf(
        Locale.ROOT,
        "ResNet-20 on MNIST; %d groups of %d test images a cell; calibrated with %d groups of"
            + " held-out training images.%n",
        GROUPS,
        QUERIES,
        HONEST_GROUPS);
    out.println(
        """

        Each cell: share of the liars found / share of the groups in which an honest worker was named / accuracy of the
        predictions.

        An accuracy p of n predictions has a standard error of about sqrt(p (1-p) / n): 0.001 at 0.997, 0.005 at 0.94. All ways
        of a table see the same images and the same lies. For the paired code, a liar that answered the same as its honest
        twin did not lie, which lowers its share found, not the accuracy.\
        """);
    try (SafetensorsFile weights = CommittedWeights.files().open(NETWORK, mnist.shortName());
        Model model =
            Networks.serve(
                Networks.of(NETWORK, mnist.inputShape(), mnist.classes()),
                weights,
                TensorFlowThreads.allCores())) {
      for (boolean ordered : new boolean[] {false, true}) {
        out.println(
            ordered
                ? "\n## Queries ordered so that neighbours resemble each other"
                : "\n## Queries in random order");
        LiarTables tables =
            new LiarTables(
                model,
                ordered,
                groups(model, heldOut, HONEST_GROUPS, 2),
                groups(model, test, GROUPS, 3));
        for (int errors = 1; errors <= 3; errors++) {
          out.print(table(tables, new CodeParameters(QUERIES, 0, errors)));
          System.out.println((ordered ? "ordered" : "random") + ", E=" + errors + " done");
        }
      }
    }
  }

  private static List<SampleGroup> groups(
      BatchModel model, LabelledImages images, int groups, long seed) {
    int count = images.labels().length;
    return ImageSamples.answered(images, model, ImageSamples.draw(count, QUERIES, groups, seed));
  }

  private static String table(LiarTables tables, CodeParameters parameters) {
    List<Attack> attacks = Attacks.all(PUSH);
    StringBuilder text = new StringBuilder();
    text.append("\n### ").append(parameters).append("\n\n| | workers | nobody lies |");
    attacks.forEach(attack -> text.append(' ').append(attack.name()).append(" |"));
    text.append("\n|---|---|---|").append("---|".repeat(attacks.size())).append('\n');
    for (Way way : Way.all(parameters, RATE)) {
      LiarTrial trial = tables.trials(way, 4).parts().get(0);
      text.append("| ").append(way.name()).append(" | ").append(way.code().workers());
      LiarScore calm = trial.score(null);
      text.append(String.format(Locale.ROOT, " | - / %.3f / %.4f", calm.alarms(), calm.accuracy()));
      for (Attack attack : attacks) {
        LiarScore score = trial.score(attack);
        text.append(
            String.format(
                Locale.ROOT,
                " | %.3f / %.3f / %.4f",
                score.found(),
                score.alarms(),
                score.accuracy()));
      }
      text.append(" |\n");
    }
    return text.toString();
  }
}
