package io.github.approxifer.models.datasets;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every way in which a file can be damaged is refused with a message that names it. */
class DatasetFaultsTest {

  @TempDir private Path folder;

  /**
   * Opens a dataset of MNIST's format whose files have the expected lengths, whatever is in them.
   */
  private void assertIdxRefused(byte[] images, byte[] labels, String file, String message)
      throws IOException {
    PublishedDataset tiny = SmallDatasets.idx();
    PublishedDataset dataset =
        new PublishedDataset(
            tiny.title(),
            tiny.folder(),
            tiny.format(),
            tiny.inputShape(),
            tiny.classes(),
            tiny.normalization(),
            Map.of(
                Split.TEST,
                List.of(
                    SmallDatasets.published("images", images),
                    SmallDatasets.published("labels", labels))),
            URI.create("http://127.0.0.1:9/"));
    assertRefused(dataset, Map.of("images", images, "labels", labels), file, message);
  }

  private void assertRefused(
      PublishedDataset dataset, Map<String, byte[]> files, String file, String message)
      throws IOException {
    Path subfolder = Files.createDirectories(folder.resolve(dataset.folder()));
    for (Map.Entry<String, byte[]> entry : files.entrySet()) {
      Files.write(subfolder.resolve(entry.getKey()), entry.getValue());
    }
    DatasetStore store = DatasetStore.of(folder, folder.resolve("cache"));
    assertThatExceptionOfType(DatasetException.class)
        .isThrownBy(() -> store.open(dataset, Split.TEST))
        .withMessageContaining(subfolder.resolve(file).toString())
        .withMessageContaining(message);
  }

  @Test
  void refusesIdxHeadersThatAreWrong() throws IOException {
    byte[] images = SmallDatasets.IDX_IMAGES;
    byte[] labels = SmallDatasets.IDX_LABELS;
    assertIdxRefused(labels, labels, "images", "16");
    assertIdxRefused(
        SmallDatasets.idxImages(2049, 2, 2, 3, new int[12]),
        labels,
        "images",
        "magic number 2049, not 2051");
    assertIdxRefused(
        SmallDatasets.idxImages(2051, 2, 3, 2, new int[12]),
        labels,
        "images",
        "3 x 2 pixels, but 2 x 3");
    assertIdxRefused(
        SmallDatasets.idxImages(2051, 3, 2, 3, new int[12]),
        labels,
        "images",
        "has 28 bytes, but 3 images need 34");
    assertIdxRefused(SmallDatasets.idxImages(2051, 0, 2, 3), labels, "images", "announces 0 items");
    assertIdxRefused(
        SmallDatasets.idxImages(2051, -1, 2, 3), labels, "images", "announces -1 items");
    assertIdxRefused(images, SmallDatasets.idxLabels(2051, 2, 0, 0), "labels", "2051, not 2049");
    assertIdxRefused(
        images,
        SmallDatasets.idxLabels(2049, 3, 0, 0),
        "labels",
        "has 10 bytes, but 3 labels need 11");
    assertIdxRefused(images, SmallDatasets.idxLabels(2049, 1, 0), "labels", "has 1 labels, but");
  }

  @Test
  void refusesLabelsOutOfRange() throws IOException {
    assertIdxRefused(
        SmallDatasets.IDX_IMAGES,
        SmallDatasets.idxLabels(2049, 2, 1, 2),
        "labels",
        "image 1 the label 2, but labels are 0 to 1");
    byte[] negative = SmallDatasets.CIFAR.clone();
    negative[7] = -1;
    assertRefused(
        SmallDatasets.cifar(),
        Map.of("test.bin", negative),
        "test.bin",
        "image 1 the label 255, but labels are 0 to 1");
  }

  @Test
  void refusesFilesOfTheWrongLength() throws IOException {
    byte[] whole = SmallDatasets.CIFAR;
    assertRefused(
        SmallDatasets.cifar(),
        Map.of("test.bin", Arrays.copyOf(whole, 13)),
        "test.bin",
        "is truncated: it has 13 of 14 bytes");
    assertRefused(
        SmallDatasets.cifar(),
        Map.of("test.bin", Arrays.copyOf(whole, 15)),
        "test.bin",
        "is longer than the 14 bytes");
  }

  @Test
  void refusesATruncatedPackedFileWhereverItIsCut() throws IOException {
    byte[] whole = SmallDatasets.gzip(SmallDatasets.CIFAR);
    for (int length = 0; length < whole.length; length++) {
      assertRefused(
          SmallDatasets.cifar(),
          Map.of("test.bin.gz", Arrays.copyOf(whole, length)),
          "test.bin.gz",
          "truncated");
    }
  }

  @Test
  void refusesAFileThatIsPackedInNameOnly() throws IOException {
    assertRefused(
        SmallDatasets.cifar(), Map.of("test.bin.gz", SmallDatasets.CIFAR), "test.bin.gz", "gzip");
  }

  @Test
  void refusesRecordsThatAreNotWhole() throws IOException {
    PublishedDataset tiny = SmallDatasets.cifar();
    byte[] content = Arrays.copyOf(SmallDatasets.CIFAR, 13);
    PublishedDataset dataset =
        new PublishedDataset(
            tiny.title(),
            tiny.folder(),
            tiny.format(),
            tiny.inputShape(),
            tiny.classes(),
            tiny.normalization(),
            Map.of(Split.TEST, List.of(SmallDatasets.published("test.bin", content))),
            tiny.address());
    assertRefused(
        dataset, Map.of("test.bin", content), "test.bin", "13 bytes, which is not a whole number");
  }
}
