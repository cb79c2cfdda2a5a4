package io.github.approxifer.bench.accuracy.measure;

import io.github.approxifer.bench.workload.LearnedBatches;
import io.github.approxifer.coding.student.Student;
import io.github.approxifer.models.ImageShape;
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
import io.github.approxifer.models.weights.WeightFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.ejml.data.FMatrixRMaj;
import org.jspecify.annotations.Nullable;

/**
 * A trained model, test images, and held-out images for what needs a sample of honest groups. To be
 * closed.
 */
public final class TestBed implements AutoCloseable {
  private static final int HELD_OUT = 3000;
  private static final String STUDENT = "student";

  private final String network;
  private final PublishedDataset dataset;
  private final Model model;
  private final @Nullable WeightFiles weights;
  private final String source;
  private final LabelledImages test;
  private final LabelledImages heldOut;
  private final FMatrixRMaj base;
  private final @Nullable Model student;
  private final @Nullable TestBed owner;
  private @Nullable FMatrixRMaj heldOutBase;
  private @Nullable FMatrixRMaj studentBase;
  private long predicted;

  private TestBed(
      String network,
      PublishedDataset dataset,
      Model model,
      @Nullable WeightFiles weights,
      String source,
      LabelledImages test,
      LabelledImages heldOut,
      @Nullable Model student,
      @Nullable FMatrixRMaj known,
      @Nullable TestBed owner) {
    this.network = network;
    this.dataset = dataset;
    this.model = model;
    this.weights = weights;
    this.source = source;
    this.test = test;
    this.heldOut = heldOut;
    this.student = student;
    this.owner = owner;
    this.base = known == null ? predict(test.images()) : known;
  }

  /** The name of a network as files have it: {@code resnet18} for {@code ResNet-18}. */
  public static String fileName(String network) {
    return network.toLowerCase(Locale.ROOT).replace("-", "");
  }

  public static boolean isTrained(WeightFiles weights, String network, String dataset) {
    return find(weights, fileName(network), PublishedDataset.named(dataset)).isPresent();
  }

  /** Opens a model that is trained. */
  public static TestBed open(WeightFiles weights, String network, String dataset)
      throws IOException {
    PublishedDataset published = PublishedDataset.named(dataset);
    boolean cifar = published.equals(PublishedDataset.CIFAR_10);
    LearnedBatches learned = LearnedBatches.of(weights, fileName(network), published);
    Dataset test = cifar ? learned.unseen() : DatasetStore.standard().open(published, Split.TEST);
    return new TestBed(
        fileName(network),
        published,
        serve(weights, fileName(network), published),
        weights,
        test.name(),
        LabelledImages.of(test),
        cifar
            ? LabelledImages.of(learned.last(HELD_OUT))
            : LabelledImages.lastOfTraining(published, HELD_OUT),
        find(weights, studentOf(network), published).isEmpty()
            ? null
            : serve(weights, studentOf(network), published),
        null,
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
   * @param student what has learned the model's answers, not those to the images to be served;
   *     closed with the bed; null for none
   */
  public static TestBed of(
      String network,
      PublishedDataset dataset,
      Model model,
      LabelledImages test,
      LabelledImages heldOut,
      @Nullable Model student) {
    return new TestBed(
        network, dataset, model, null, dataset.title(), test, heldOut, student, null, null);
  }

  /**
   * The same model with other test images; closing that bed leaves the model to this one.
   *
   * @param images to be served
   */
  public TestBed onImages(LabelledImages images) {
    return new TestBed(
        network, dataset, model, weights, source, images, heldOut, student, null, this);
  }

  /**
   * The same model and images with another student; closing that bed closes the student alone.
   *
   * @param file the student's name in files, such as {@code student3000-resnet18}
   * @return the bed; empty if there is no such file
   * @throws IOException if it cannot be read
   */
  public Optional<TestBed> withStudent(String file) throws IOException {
    WeightFiles from = Objects.requireNonNull(weights, "a bed of files");
    if (find(from, file, dataset).isEmpty()) {
      return Optional.empty();
    }
    Model other = serve(from, file, dataset);
    return Optional.of(
        new TestBed(network, dataset, model, weights, source, test, heldOut, other, base, this));
  }

  /**
   * What the images are of.
   *
   * @return the dataset
   */
  public PublishedDataset dataset() {
    return dataset;
  }

  private static String studentOf(String network) {
    return STUDENT + "-" + fileName(network);
  }

  private static Optional<Path> find(WeightFiles weights, String file, PublishedDataset dataset) {
    return weights.find(file, dataset.shortName());
  }

  /**
   * Serves a network, its parity model such as {@code parity8-resnet20}, or its student such as
   * {@code student-resnet18}.
   */
  private static Model serve(WeightFiles weights, String file, PublishedDataset dataset)
      throws IOException {
    ImageShape shape = dataset.inputShape();
    try (SafetensorsFile values = weights.open(file, dataset.shortName())) {
      Network network =
          file.startsWith(STUDENT)
              ? StudentNetworks.of(
                  shape,
                  dataset.classes(),
                  Integer.parseInt(values.metadata().getOrDefault("width", "0")))
              : Networks.of(file.substring(file.indexOf('-') + 1), shape, dataset.classes());
      return Networks.serve(network, values, TensorFlowThreads.allCores());
    }
  }

  /**
   * The weights that cells of a network depend on, and what it learned from: whoever has measured
   * with the same need not measure again.
   */
  public static String fingerprint(WeightFiles weights, String network, String dataset)
      throws IOException {
    PublishedDataset published = PublishedDataset.named(dataset);
    List<String> files = new ArrayList<>(List.of(fileName(network), studentOf(network)));
    for (int queries : new int[] {2, 3, 4, 8, 12}) {
      files.add("parity" + queries + "-" + fileName(network));
    }
    StringBuilder text = new StringBuilder();
    text.append(LearnedBatches.of(weights, fileName(network), published));
    for (String file : files) {
      Optional<Path> found = find(weights, file, published);
      if (found.isPresent()) {
        CRC32C check = new CRC32C();
        check.update(Files.readAllBytes(found.get()));
        text.append(String.format(Locale.ROOT, " %s %08x", file, check.getValue()));
      }
    }
    return text.toString();
  }

  /** The parity model for K queries, or nothing if none is trained; to be closed by the caller. */
  public @Nullable Model parityModel(int queries) throws IOException {
    if (weights == null) {
      return null;
    }
    String file = "parity" + queries + "-" + network;
    return find(weights, file, dataset).isEmpty() ? null : serve(weights, file, dataset);
  }

  /** Which images are served: {@code CIFAR-10 train batch 5 and CIFAR-10 test [0, 1000)}. */
  public String source() {
    return source;
  }

  public LabelledImages test() {
    return test;
  }

  public LabelledImages heldOut() {
    return heldOut;
  }

  /** What the model answers to each test image, n x c; not to be modified. */
  public FMatrixRMaj base() {
    return base;
  }

  /** What the model answers to each held-out image, n x c; not to be modified. */
  public FMatrixRMaj heldOutBase() {
    if (owner != null) {
      return owner.heldOutBase();
    }
    if (heldOutBase == null) {
      heldOutBase = predict(heldOut.images());
    }
    return heldOutBase;
  }

  /** The student, if there is one for this model. */
  public Optional<Student> student() {
    return Optional.ofNullable(student)
        .map(s -> Student.of(dataset.inputShape().size(), dataset.classes(), s::predict));
  }

  /** What the student answers to each test image, n x c; not to be modified. */
  public FMatrixRMaj studentBase() {
    if (studentBase == null) {
      Model small = Objects.requireNonNull(student, "there is no student");
      studentBase = small.predict(test.images());
    }
    return studentBase;
  }

  /** How many inputs the model has answered so far, for this bed and those made of it. */
  public long predicted() {
    return owner == null ? predicted : owner.predicted();
  }

  /** Answers inputs, n x d to n x c, in batches. */
  public FMatrixRMaj predict(FMatrixRMaj inputs) {
    if (owner != null) {
      return owner.predict(inputs);
    }
    predicted += inputs.numRows;
    return model.predict(inputs);
  }

  @Override
  public void close() {
    if (owner == null) {
      model.close();
    }
    if (student != null && (owner == null || owner.student != student)) {
      student.close();
    }
  }
}
