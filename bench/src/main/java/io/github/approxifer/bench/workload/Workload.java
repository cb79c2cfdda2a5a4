package io.github.approxifer.bench.workload;

import io.github.approxifer.models.ImageShape;
import io.github.approxifer.models.Model;
import io.github.approxifer.models.datasets.Dataset;
import io.github.approxifer.models.datasets.DatasetStore;
import io.github.approxifer.models.datasets.PublishedDataset;
import io.github.approxifer.models.datasets.Split;
import io.github.approxifer.models.networks.Network;
import io.github.approxifer.models.networks.Networks;
import io.github.approxifer.models.tensorflow.TensorFlowThreads;
import io.github.approxifer.models.weights.HeInitialization;
import io.github.approxifer.models.weights.SafetensorsFile;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A network and test images for the benchmarks: the real ones where they are at hand, else images
 * and weights of the same shapes drawn from a fixed seed. Nothing is downloaded. Close it to close
 * the model.
 *
 * @param model the network on all cores
 * @param images test images, normalised as in the published experiments
 */
public record Workload(Model model, Dataset images) implements AutoCloseable {
  private static final String RESNET_18 = "ResNet-18";
  private static final long SEED = 20230203;
  private static final int SYNTHETIC_IMAGES = 256;

  /**
   * The first records of CIFAR-10's test batch. Copies of the batch whose later records went
   * through JPEG are in use; a thousand images are plenty for timing and leave those out.
   */
  private static final int IMAGES = 1000;

  /**
   * Loads model and images.
   *
   * @param network such as {@code ResNet-18}
   * @param dataset {@code CIFAR-10} or {@code MNIST}
   * @return the workload
   * @throws IOException if a file is damaged
   */
  public static Workload open(String network, String dataset) throws IOException {
    PublishedDataset published = published(dataset);
    return new Workload(model(network, published), images(published));
  }

  /**
   * Loads ResNet-18 and images for a study of accuracy, which makes no sense on anything but real
   * images and trained weights.
   *
   * @param dataset {@code CIFAR-10} or {@code MNIST}
   * @return the workload
   * @throws IOException if images or weights are not at hand, or a file is damaged
   */
  public static Workload openReal(String dataset) throws IOException {
    PublishedDataset published = published(dataset);
    if (weights(RESNET_18, published).isEmpty()) {
      throw new FileNotFoundException(
          "there are no trained weights of ResNet-18 for "
              + dataset
              + "; name the folder that has them by -Dapproxifer.weights=DIR");
    }
    Dataset images =
        LearnedBatches.unseen(CommittedWeights.files(), fileName(RESNET_18), published);
    return new Workload(model(RESNET_18, published), images);
  }

  /**
   * Says what the workload of a study is made of.
   *
   * @param dataset {@code CIFAR-10} or {@code MNIST}
   * @return a sentence for the report
   * @throws IOException if a file is damaged
   */
  public static String describe(String dataset) throws IOException {
    return describe(dataset, List.of(RESNET_18));
  }

  /**
   * Says what workloads are made of, without loading a model.
   *
   * @param dataset {@code CIFAR-10} or {@code MNIST}
   * @param networks such as {@code ResNet-18}
   * @return a sentence for the report
   * @throws IOException if a file is damaged
   */
  public static String describe(String dataset, List<String> networks) throws IOException {
    PublishedDataset published = published(dataset);
    Dataset images = images(published);
    StringBuilder text = new StringBuilder();
    text.append(dataset)
        .append(": ")
        .append(images.size())
        .append(" images of ")
        .append(images.name());
    List<String> remarks = images.provenance().remarks();
    text.append(remarks.isEmpty() ? "" : " (" + String.join("; ", remarks) + ")");
    for (String network : networks) {
      text.append("; ").append(network);
      text.append(weights(network, published).isPresent() ? " trained" : " with drawn weights");
    }
    return text.append(" (a time does not depend on the values of weights)").toString();
  }

  @Override
  public void close() {
    model.close();
  }

  private static PublishedDataset published(String dataset) {
    return switch (dataset) {
      case "CIFAR-10" -> PublishedDataset.CIFAR_10;
      case "MNIST" -> PublishedDataset.MNIST;
      default ->
          throw new IllegalArgumentException(
              "'" + dataset + "' is no dataset of these tables; use CIFAR-10 or MNIST");
    };
  }

  private static Dataset images(PublishedDataset published) throws IOException {
    DatasetStore store = DatasetStore.standard();
    return store.isLocal(published, Split.TEST)
        ? store.open(published, Split.TEST).slice(0, IMAGES)
        : Dataset.synthetic(published, SYNTHETIC_IMAGES, SEED);
  }

  private static Model model(String name, PublishedDataset published) throws IOException {
    ImageShape shape = published.inputShape();
    Network network = Networks.of(fileName(name), shape, published.classes());
    Optional<Path> weights = weights(name, published);
    if (weights.isEmpty()) {
      return Networks.serve(network, HeInitialization.of(SEED), TensorFlowThreads.allCores());
    }
    try (SafetensorsFile file = SafetensorsFile.open(weights.get())) {
      return Networks.serve(network, file, TensorFlowThreads.allCores());
    }
  }

  private static Optional<Path> weights(String network, PublishedDataset published) {
    return CommittedWeights.files().find(fileName(network), published.shortName());
  }

  /** The name of a network as files have it: {@code resnet18} for {@code ResNet-18}. */
  private static String fileName(String network) {
    return network.toLowerCase(Locale.ROOT).replace("-", "");
  }
}
