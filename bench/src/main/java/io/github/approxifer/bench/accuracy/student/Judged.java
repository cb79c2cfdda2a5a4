package io.github.approxifer.bench.accuracy.student;

import io.github.approxifer.bench.accuracy.measure.Batches;
import io.github.approxifer.bench.accuracy.measure.LabelledImages;
import io.github.approxifer.bench.workload.CommittedWeights;
import io.github.approxifer.coding.Answers;
import io.github.approxifer.models.Model;
import io.github.approxifer.models.datasets.Dataset;
import io.github.approxifer.models.datasets.DatasetStore;
import io.github.approxifer.models.datasets.PublishedDataset;
import io.github.approxifer.models.datasets.Split;
import io.github.approxifer.models.networks.Network;
import io.github.approxifer.models.networks.Networks;
import io.github.approxifer.models.networks.StudentNetworks;
import io.github.approxifer.models.tensorflow.TensorFlowThreads;
import io.github.approxifer.models.weights.SafetensorsFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;
import org.ejml.data.FMatrixRMaj;
import org.jspecify.annotations.Nullable;

/**
 * A served model, images that neither it nor a student has learned from, and what it and its
 * students answer to them. To be closed.
 */
final class Judged implements AutoCloseable {
  /** The test images of CIFAR-10 that are exact in all copies of the dataset in use. */
  private static final int EXACT_CIFAR = 1000;

  /** The training batch of CIFAR-10 from which neither the networks nor their students learn. */
  private static final int LAST_BATCH = 5;

  /** So many images are enough for an interval of 0.003 of most differences. */
  private static final int MOST_CIFAR = 2000;

  private static final int MOST_IMAGES = 1500;

  private final PublishedDataset dataset;
  private final Model model;
  private final KnownAnswers known;
  private final LabelledImages images;
  private final FMatrixRMaj base;
  private final List<Surrogate> students = new ArrayList<>();
  private final @Nullable Surrogate backup;

  /**
   * A small model in the served model's stead.
   *
   * @param name for tables
   * @param card what its file says of it
   * @param model the model
   * @param answers n x c, what it answers to the images
   */
  record Surrogate(String name, Map<String, String> card, Model model, FMatrixRMaj answers) {}

  private Judged(
      PublishedDataset dataset,
      Model model,
      KnownAnswers known,
      LabelledImages images,
      @Nullable Surrogate backup) {
    this.dataset = dataset;
    this.model = model;
    this.known = known;
    this.images = images;
    this.base = known.predict(images.images());
    this.backup = backup;
  }

  /**
   * Opens a model with the students that are trained for it.
   *
   * @param network the served network's name in files
   * @param dataset what it classifies
   * @param students the names of students in files; those that are not there are left out
   * @param backup the name of an approximate backup model in files
   * @param folder where answers are kept from run to run
   */
  static Judged open(
      String network, PublishedDataset dataset, List<String> students, String backup, Path folder)
      throws IOException {
    LabelledImages images = images(dataset);
    Surrogate surrogate = exists(backup, dataset) ? surrogate(backup, dataset, images) : null;
    Model model = serve(network, dataset);
    Path weights = CommittedWeights.files().find(network, dataset.shortName()).orElseThrow();
    CRC32C check = new CRC32C();
    check.update(Files.readAllBytes(weights));
    String file = "%s-%s-%08x.answers".formatted(network, dataset.shortName(), check.getValue());
    KnownAnswers known = new KnownAnswers(model, folder.resolve(file));
    Judged judged = new Judged(dataset, model, known, images, surrogate);
    for (String name : students) {
      if (exists(name, dataset)) {
        judged.students.add(surrogate(name, dataset, images));
      }
    }
    return judged;
  }

  private static LabelledImages images(PublishedDataset dataset) throws IOException {
    Dataset test = DatasetStore.standard().open(dataset, Split.TEST);
    if (!dataset.equals(PublishedDataset.CIFAR_10)) {
      return LabelledImages.of(test.slice(0, MOST_IMAGES));
    }
    Dataset last =
        DatasetStore.standard()
            .openFiles(dataset, Split.TRAIN, LAST_BATCH, LAST_BATCH)
            .slice(0, MOST_CIFAR - EXACT_CIFAR);
    return LabelledImages.of(test.slice(0, EXACT_CIFAR).followedBy(last));
  }

  private static boolean exists(String name, PublishedDataset dataset) {
    return CommittedWeights.files().find(name, dataset.shortName()).isPresent();
  }

  private static Surrogate surrogate(String name, PublishedDataset dataset, LabelledImages images)
      throws IOException {
    Model model = serve(name, dataset);
    try (SafetensorsFile file = CommittedWeights.files().open(name, dataset.shortName())) {
      return new Surrogate(
          name, file.metadata(), model, Batches.of(model).predict(images.images()));
    }
  }

  private static Model serve(String name, PublishedDataset dataset) throws IOException {
    try (SafetensorsFile file = CommittedWeights.files().open(name, dataset.shortName())) {
      Network network =
          name.startsWith("student")
              ? StudentNetworks.of(
                  dataset.inputShape(),
                  dataset.classes(),
                  Integer.parseInt(file.metadata().getOrDefault("width", "0")))
              : Networks.of(name, dataset.inputShape(), dataset.classes());
      return Networks.serve(network, file, TensorFlowThreads.allCores());
    }
  }

  PublishedDataset dataset() {
    return dataset;
  }

  LabelledImages images() {
    return images;
  }

  int count() {
    return base.numRows;
  }

  /** What the served model answers, n x c; not to be modified. */
  FMatrixRMaj base() {
    return base;
  }

  List<Surrogate> students() {
    return students;
  }

  @Nullable Surrogate backup() {
    return backup;
  }

  /** What the served model answers to any inputs. */
  FMatrixRMaj predict(FMatrixRMaj inputs) {
    return known.predict(inputs);
  }

  /** Some rows of answers to the images, in a new matrix. */
  static FMatrixRMaj rows(FMatrixRMaj answers, int... images) {
    FMatrixRMaj rows = new FMatrixRMaj(images.length, answers.numCols);
    for (int i = 0; i < images.length; i++) {
      Answers.copyRow(answers, images[i], rows, i);
    }
    return rows;
  }

  @Override
  public void close() {
    model.close();
    students.forEach(student -> student.model().close());
    if (backup != null) {
      backup.model().close();
    }
  }
}
