package io.github.approxifer.bench.accuracy.reproduce;

import io.github.approxifer.bench.accuracy.measure.Batches;
import io.github.approxifer.bench.accuracy.measure.LabelledImages;
import io.github.approxifer.bench.workload.LearnedBatches;
import io.github.approxifer.models.Model;
import io.github.approxifer.models.datasets.Dataset;
import io.github.approxifer.models.datasets.DatasetStore;
import io.github.approxifer.models.datasets.PublishedDataset;
import io.github.approxifer.models.datasets.Split;
import io.github.approxifer.models.networks.Networks;
import io.github.approxifer.models.tensorflow.TensorFlowThreads;
import io.github.approxifer.models.weights.SafetensorsFile;
import io.github.approxifer.models.weights.WeightFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.ejml.data.FMatrixRMaj;
import org.jspecify.annotations.Nullable;

/**
 * A trained model, test images, and held-out images for what needs a sample of honest groups. To be
 * closed.
 */
final class TestBed implements AutoCloseable {
  private static final int HELD_OUT = 3000;

  private final String network;
  private final PublishedDataset dataset;
  private final Model model;
  private final @Nullable WeightFiles weights;
  private final String source;
  private final LabelledImages test;
  private final LabelledImages heldOut;
  private final FMatrixRMaj base;
  private final @Nullable TestBed owner;
  private long predicted;

  private TestBed(
      String network,
      PublishedDataset dataset,
      Model model,
      @Nullable WeightFiles weights,
      String source,
      LabelledImages test,
      LabelledImages heldOut,
      @Nullable TestBed owner) {
    this.network = network;
    this.dataset = dataset;
    this.model = model;
    this.weights = weights;
    this.source = source;
    this.test = test;
    this.heldOut = heldOut;
    this.owner = owner;
    this.base = predict(test.images());
  }

  /** The name of a network as files have it: {@code resnet18} for {@code ResNet-18}. */
  static String fileName(String network) {
    return network.toLowerCase(Locale.ROOT).replace("-", "");
  }

  static boolean isTrained(WeightFiles weights, String network, String dataset) {
    return weights.find(fileName(network), PublishedDataset.named(dataset).shortName()).isPresent();
  }

  /** Opens a model that is trained. */
  static TestBed open(WeightFiles weights, String network, String dataset) throws IOException {
    PublishedDataset published = PublishedDataset.named(dataset);
    boolean cifar = published.equals(PublishedDataset.CIFAR_10);
    LearnedBatches learned = LearnedBatches.of(weights, fileName(network), published);
    Dataset test = cifar ? learned.unseen() : DatasetStore.standard().open(published, Split.TEST);
    return new TestBed(
        fileName(network),
        published,
        serve(weights, fileName(network), fileName(network), published),
        weights,
        test.name(),
        LabelledImages.of(test),
        cifar
            ? LabelledImages.of(learned.last(HELD_OUT))
            : LabelledImages.lastOfTraining(published, HELD_OUT),
        null);
  }

  /**
   * A bed of given parts, without parity models.
   *
   * @param network the network's name in files
   * @param dataset what the images are of
   * @param model the model; closed with the bed
   * @param test the images to be served
   * @param heldOut the images to calibrate with
   */
  static TestBed of(
      String network,
      PublishedDataset dataset,
      Model model,
      LabelledImages test,
      LabelledImages heldOut) {
    return new TestBed(network, dataset, model, null, dataset.title(), test, heldOut, null);
  }

  /**
   * The same model with other test images; closing that bed leaves the model to this one.
   *
   * @param images to be served
   */
  TestBed onImages(LabelledImages images) {
    return new TestBed(network, dataset, model, weights, source, images, heldOut, this);
  }

  PublishedDataset dataset() {
    return dataset;
  }

  private static Model serve(
      WeightFiles weights, String file, String network, PublishedDataset dataset)
      throws IOException {
    try (SafetensorsFile values = weights.open(file, dataset.shortName())) {
      return Networks.serve(
          Networks.of(network, dataset.inputShape(), dataset.classes()),
          values,
          TensorFlowThreads.allCores());
    }
  }

  /** The parity model for K queries, or nothing if none is trained; to be closed by the caller. */
  @Nullable Model parityModel(int queries) throws IOException {
    if (weights == null) {
      return null;
    }
    String file = "parity" + queries + "-" + network;
    Optional<Path> found = weights.find(file, dataset.shortName());
    return found.isEmpty() ? null : serve(weights, file, network, dataset);
  }

  /** Which images are served: {@code CIFAR-10 train batch 5 and CIFAR-10 test [0, 1000)}. */
  String source() {
    return source;
  }

  LabelledImages test() {
    return test;
  }

  LabelledImages heldOut() {
    return heldOut;
  }

  /** What the model answers to each test image, n x c; not to be modified. */
  FMatrixRMaj base() {
    return base;
  }

  /** How many inputs the model has answered so far, for this bed and those made of it. */
  long predicted() {
    return owner == null ? predicted : owner.predicted();
  }

  /** Answers inputs, n x d to n x c, in batches. */
  FMatrixRMaj predict(FMatrixRMaj inputs) {
    if (owner != null) {
      return owner.predict(inputs);
    }
    predicted += inputs.numRows;
    return Batches.of(model).predict(inputs);
  }

  @Override
  public void close() {
    if (owner == null) {
      model.close();
    }
  }
}
