package io.github.approxifer.bench.workload;

import io.github.approxifer.models.datasets.Dataset;
import io.github.approxifer.models.datasets.DatasetStore;
import io.github.approxifer.models.datasets.PublishedDataset;
import io.github.approxifer.models.datasets.Split;
import io.github.approxifer.models.weights.SafetensorsFile;
import io.github.approxifer.models.weights.WeightFiles;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * From which of CIFAR-10's five training batches a network learned. The others can judge it.
 *
 * @param first the first batch, from 1
 * @param last the last batch, at most 5
 */
public record LearnedBatches(int first, int last) {
  /** What is assumed of a network of which nothing is known: it saw every batch. */
  public static final LearnedBatches ALL = new LearnedBatches(1, 5);

  /** The list that lies beside weights whose files do not say it. */
  static final String LIST = "batches.csv";

  private static final Pattern TRAINED_ON =
      Pattern.compile("CIFAR-10 train batch(?:es)? ([1-5])(?: to ([1-5]))?");

  /**
   * Looks in the weights for what they were trained on, then in the list {@value #LIST} beside
   * them, with lines such as {@code resnet18-cifar10,1-4}.
   *
   * @param weights where the weights are found
   * @param network their network's name in files, such as {@code resnet18}
   * @param dataset what they are for
   * @return the batches; all where neither says
   * @throws IOException if there are no such weights, or reading fails
   */
  public static LearnedBatches of(WeightFiles weights, String network, PublishedDataset dataset)
      throws IOException {
    Path file =
        weights
            .find(network, dataset.shortName())
            .orElseThrow(
                () ->
                    new FileNotFoundException(
                        "there are no weights of " + network + " for " + dataset.title()));
    try (SafetensorsFile values = SafetensorsFile.open(file)) {
      String trained = values.metadata().getOrDefault("trained on", "");
      Matcher named = TRAINED_ON.matcher(trained);
      if (named.matches()) {
        return of(named);
      }
    }
    Path list = file.resolveSibling(LIST);
    if (Files.isRegularFile(list)) {
      Pattern row =
          Pattern.compile(
              Pattern.quote(network + "-" + dataset.shortName()) + ",([1-5])(?:-([1-5]))?");
      for (String line : Files.readAllLines(list)) {
        Matcher named = row.matcher(line.strip());
        if (named.matches()) {
          return of(named);
        }
      }
    }
    return ALL;
  }

  private static LearnedBatches of(Matcher named) {
    String first = named.group(1);
    String last = named.group(2) == null ? first : named.group(2);
    return new LearnedBatches(Integer.parseInt(first), Integer.parseInt(last));
  }

  /**
   * The images that judge a network: exact ones that it never saw.
   *
   * @param weights where the weights are found
   * @param network their network's name in files, such as {@code resnet18}
   * @param dataset what they are for
   * @return of CIFAR-10 what {@link #unseen()} says, otherwise the test images
   * @throws IOException if a file is not at hand, cannot be got, or is damaged
   */
  public static Dataset unseen(WeightFiles weights, String network, PublishedDataset dataset)
      throws IOException {
    return dataset.equals(PublishedDataset.CIFAR_10)
        ? of(weights, network, dataset).unseen()
        : DatasetStore.standard().open(dataset, Split.TEST);
  }

  /**
   * The exact images that the network never saw: the other batches, and the first 1,000 test
   * images.
   *
   * @return the images
   * @throws IOException if a file is not at hand, cannot be got, or is damaged
   */
  public Dataset unseen() throws IOException {
    return DatasetStore.standard().openUnseen(PublishedDataset.CIFAR_10, first, last);
  }

  /**
   * The last images that the network learned from, for what must not be chosen by those that judge.
   *
   * @param count how many, at most 10,000
   * @return the images
   * @throws IOException if a file is not at hand, cannot be got, or is damaged
   */
  public Dataset last(int count) throws IOException {
    Dataset batch =
        DatasetStore.standard().openFiles(PublishedDataset.CIFAR_10, Split.TRAIN, last, last);
    return batch.slice(batch.size() - count, batch.size());
  }
}
