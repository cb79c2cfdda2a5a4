package io.github.approxifer.models.datasets;

import io.github.approxifer.models.ImageShape;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A published dataset: its files, their checksums and where they are published.
 *
 * @param title its name in results, for example {@code CIFAR-10}
 * @param folder the name of its folder below a data folder
 * @param format the format of its files
 * @param inputShape the shape of one image
 * @param classes the number of classes; labels run from 0 to one less
 * @param normalization how pixels become inputs
 * @param files the files of each split, in order; for IDX the images, then the labels
 * @param address where it is published: the folder of the {@code .gz} files, ending with a slash,
 *     or a {@code .tar.gz} that holds all files
 */
public record PublishedDataset(
    String title,
    String folder,
    Format format,
    ImageShape inputShape,
    int classes,
    Normalization normalization,
    Map<Split, List<PublishedFile>> files,
    URI address) {

  /** The formats of files. */
  public enum Format {
    /** MNIST's: a file of images and a file of labels, each with a big-endian header. */
    IDX,
    /** CIFAR-10's binary version: records of a label and the planes of red, green and blue. */
    CIFAR_BINARY
  }

  /**
   * Handwritten digits (LeCun, Cortes, Burges), 60,000 and 10,000 images of 28 x 28 grey levels.
   */
  public static final PublishedDataset MNIST =
      idx(
          "MNIST",
          "mnist",
          "https://ossci-datasets.s3.amazonaws.com/mnist/",
          "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",
          "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5",
          "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7",
          "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2");

  /** Articles of clothing (Zalando), the same format and numbers as MNIST. */
  public static final PublishedDataset FASHION_MNIST =
      idx(
          "Fashion-MNIST",
          "fashion-mnist",
          "http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/",
          "c59f468a2f672dc815687fe0f83887768d799fd8a3f3276145d20f83aa44d888",
          "bad3541b69d912435c50bb6ba87bec294ff4f6a2e1246121d8633921760443d9",
          "5b4141f0afbad91edebe8549f8fcffe087ea10ca49f1dbef5c9a5cd8815ce37b",
          "0402a96d92fd2663957122ceb108a494c5af83dab82d92729df917d7dec38c34");

  /** Colour photographs (Krizhevsky, Nair, Hinton), 50,000 and 10,000 images of 32 x 32 pixels. */
  public static final PublishedDataset CIFAR_10 =
      new PublishedDataset(
          "CIFAR-10",
          "cifar-10",
          Format.CIFAR_BINARY,
          new ImageShape(32, 32, 3),
          10,
          Normalization.CIFAR_10,
          Map.of(
              Split.TRAIN,
              List.of(
                  cifar(1, "cee916563c9f80d84e3cc88e17fdc0941787f1244f00a67874d45b261883ada5"),
                  cifar(2, "a591ca11fa1708a91ee40f54b3da4784ccd871ecf2137de63f51ada8b3fa57ed"),
                  cifar(3, "bbe8596564c0f86427f876058170b84dac6670ddf06d79402899d93ceea26f67"),
                  cifar(4, "014e562d6e23c72197cc727519169a60359f5eccd8945ad5a09d710285ff4e48"),
                  cifar(5, "755304fc0b379caeae8c14f0dac912fbc7d6cd469eb67a1029a08a39453a9add")),
              Split.TEST,
              List.of(
                  new PublishedFile(
                      "test_batch.bin",
                      30_730_000,
                      "8e2eb146ae340b09e24670f29cabc6326dba54da8789dab6768acf480273f65b"))),
          URI.create("https://www.cs.toronto.edu/~kriz/cifar-10-binary.tar.gz"));

  /** The published datasets of this module. */
  public static final List<PublishedDataset> ALL = List.of(MNIST, FASHION_MNIST, CIFAR_10);

  /**
   * Copies the files.
   *
   * @param title its name in results
   * @param folder the name of its folder below a data folder
   * @param format the format of its files
   * @param inputShape the shape of one image
   * @param classes the number of classes
   * @param normalization how pixels become inputs
   * @param files the files of each split
   * @param address where it is published
   */
  public PublishedDataset {
    files = Map.copyOf(files);
  }

  /**
   * Returns a dataset by name.
   *
   * @param name its short name or its title, in upper or lower case, with or without hyphens
   * @return the dataset
   * @throws IllegalArgumentException if there is no dataset of that name
   */
  public static PublishedDataset named(String name) {
    String wanted = withoutHyphens(name);
    return ALL.stream()
        .filter(dataset -> dataset.shortName().equals(wanted))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "there is no dataset '"
                        + name
                        + "'; there are "
                        + ALL.stream().map(PublishedDataset::shortName).toList()));
  }

  /**
   * Returns the name that stands in names of files and on command lines.
   *
   * @return {@code mnist}, {@code fashionmnist} or {@code cifar10}
   */
  public String shortName() {
    return withoutHyphens(title);
  }

  /**
   * The folder that the published archive unpacks to.
   *
   * @return such as {@code cifar-10-batches-bin}; empty where the files are published one by one
   */
  Optional<String> unpackedFolder() {
    return format == Format.CIFAR_BINARY ? Optional.of(folder + "-batches-bin") : Optional.empty();
  }

  private static String withoutHyphens(String name) {
    return name.toLowerCase(Locale.ROOT).replace("-", "");
  }

  /**
   * Returns the files of a split.
   *
   * @param split the split
   * @return its files, in order; empty if the dataset has no such split
   */
  public List<PublishedFile> files(Split split) {
    return files.getOrDefault(split, List.of());
  }

  /**
   * Returns the same dataset published elsewhere, for a mirror.
   *
   * @param mirror the address, of the form described for {@link #address()}
   * @return a dataset that differs in the address only
   */
  public PublishedDataset at(URI mirror) {
    return new PublishedDataset(
        title, folder, format, inputShape, classes, normalization, files, mirror);
  }

  private static PublishedDataset idx(
      String title,
      String folder,
      String address,
      String trainImages,
      String trainLabels,
      String testImages,
      String testLabels) {
    return new PublishedDataset(
        title,
        folder,
        Format.IDX,
        new ImageShape(28, 28, 1),
        10,
        Normalization.UNIT_GREY,
        Map.of(
            Split.TRAIN,
            List.of(
                new PublishedFile("train-images-idx3-ubyte", 47_040_016, trainImages),
                new PublishedFile("train-labels-idx1-ubyte", 60_008, trainLabels)),
            Split.TEST,
            List.of(
                new PublishedFile("t10k-images-idx3-ubyte", 7_840_016, testImages),
                new PublishedFile("t10k-labels-idx1-ubyte", 10_008, testLabels))),
        URI.create(address));
  }

  private static PublishedFile cifar(int batch, String sha256) {
    return new PublishedFile("data_batch_" + batch + ".bin", 30_730_000, sha256);
  }
}
