package io.github.approxifer.models.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.approxifer.models.datasets.Provenance.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetStoreTest {

  @TempDir private Path folder;
  private DatasetStore store = DatasetStore.standard();
  private final PublishedDataset idx = SmallDatasets.idx();
  private final PublishedDataset cifar = SmallDatasets.cifar();

  @BeforeEach
  void open() throws IOException {
    store = DatasetStore.of(folder.resolve("provided"), folder.resolve("cache"));
    for (String root : new String[] {"provided", "cache"}) {
      Files.createDirectories(folder.resolve(root).resolve(idx.folder()));
      Files.createDirectories(folder.resolve(root).resolve(cifar.folder()));
    }
  }

  private Path put(String root, PublishedDataset dataset, String name, byte[] content)
      throws IOException {
    return Files.write(folder.resolve(root).resolve(dataset.folder()).resolve(name), content);
  }

  private void putIdx() throws IOException {
    put("provided", idx, "images", SmallDatasets.IDX_IMAGES);
    put("provided", idx, "labels.gz", SmallDatasets.gzip(SmallDatasets.IDX_LABELS));
  }

  @Test
  void readsIdxFilesPlainAndPacked() throws IOException {
    assertThat(store.isLocal(idx, Split.TEST)).isFalse();
    putIdx();
    assertThat(store.isLocal(idx, Split.TEST)).isTrue();
    Dataset images = store.open(idx, Split.TEST);
    assertThat(images.name()).isEqualTo("Tiny IDX test");
    assertThat(images.size()).isEqualTo(2);
    assertThat(images.inputShape()).isEqualTo(idx.inputShape());
    assertThat(images.classes()).isEqualTo(2);
    assertThat(images.label(0)).isEqualTo(1);
    assertThat(images.label(1)).isZero();
    assertThat(images.provenance().isExact()).isTrue();
    float[] values = new float[7];
    images.read(1, values, 1);
    assertThat(values)
        .containsExactly(0, 250 / 255f, 251 / 255f, 252 / 255f, 253 / 255f, 254 / 255f, 1);
  }

  @Test
  void putsTheColoursOfAPixelSideBySideAndNormalizesThem() throws IOException {
    put("provided", cifar, "test.bin", SmallDatasets.CIFAR);
    Dataset images = store.open(cifar, Split.TEST);
    float[] values = new float[6];
    images.readBatch(0, 1, values);
    assertThat(values)
        .containsExactly(
            10 / 255f, 30 / 255f / 2, 50 / 255f - 0.5f, 20 / 255f, 40 / 255f / 2, 60 / 255f - 0.5f);
    assertThat(images.label(0)).isEqualTo(1);
    assertThat(images.label(1)).isZero();
  }

  @Test
  void joinsTheFilesOfASplitAndLooksForEachInBothFolders() throws IOException {
    put("provided", cifar, "one.bin.gz", SmallDatasets.gzip(SmallDatasets.CIFAR));
    put("cache", cifar, "two.bin", SmallDatasets.CIFAR_MORE);
    Dataset images = store.open(cifar, Split.TRAIN);
    assertThat(images.size()).isEqualTo(3);
    assertThat(new int[] {images.label(0), images.label(1), images.label(2)})
        .containsExactly(1, 0, 1);
    float[] values = new float[12];
    images.readBatch(new int[] {2, 1}, values);
    assertThat(values).containsExactly(1, 0.5f, 0.5f, 1, 0.5f, 0.5f, 0, 0, -0.5f, 0, 0, -0.5f);
    Dataset last = images.slice(2, 3);
    assertThat(last.size()).isEqualTo(1);
    assertThat(last.label(0)).isEqualTo(1);
    assertThat(last.name()).isEqualTo("Tiny CIFAR train [2, 3)");
  }

  @Test
  void usesAFileOfTheUserThatDiffersButSaysSo() throws IOException {
    byte[] changed = SmallDatasets.CIFAR.clone();
    changed[3] = 99;
    put("provided", cifar, "test.bin", changed);
    Dataset images = store.open(cifar, Split.TEST);
    assertThat(images.provenance().source()).isEqualTo(Source.MODIFIED);
    assertThat(images.provenance().remarks())
        .singleElement()
        .asString()
        .contains("test.bin is not the published file");
    assertThat(images.slice(0, 1).provenance()).isEqualTo(images.provenance());
  }

  @Test
  void refusesADownloadThatWasChangedInTheCache() throws IOException {
    byte[] changed = SmallDatasets.CIFAR.clone();
    changed[3] = 99;
    Path file = put("cache", cifar, "test.bin", changed);
    assertThatExceptionOfType(DatasetException.class)
        .isThrownBy(() -> store.open(cifar, Split.TEST))
        .withMessageContaining(file.toString())
        .withMessageContaining("delete it");
  }

  @Test
  void opensAPartOnlyWhenAskedForAPart() throws IOException {
    put("provided", cifar, "two.bin", SmallDatasets.CIFAR_MORE);
    assertThatExceptionOfType(DatasetException.class)
        .isThrownBy(() -> store.open(cifar, Split.TRAIN))
        .withMessageContaining("one.bin");
    Dataset part = store.openPartial(cifar, Split.TRAIN);
    assertThat(part.size()).isEqualTo(1);
    assertThat(part.provenance().isExact()).isFalse();
    assertThat(part.provenance().remarks()).containsExactly("one.bin is missing");
    assertThatExceptionOfType(DatasetException.class)
        .isThrownBy(() -> store.openPartial(cifar, Split.TEST))
        .withMessageContaining("test.bin");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> store.openPartial(idx, Split.TEST))
        .withMessageContaining("Tiny IDX");
  }

  @Test
  void opensTheFilesThatAreAskedFor() throws IOException {
    put("provided", cifar, "two.bin", SmallDatasets.CIFAR_MORE);
    // The other file is not there, and not needed.
    Dataset second = store.openFiles(cifar, Split.TRAIN, 2, 2);
    assertThat(second.size()).isEqualTo(1);
    assertThat(second.name()).isEqualTo("Tiny CIFAR train batch 2");
    assertThat(second.provenance().isExact()).isTrue();
    assertThatExceptionOfType(DatasetException.class)
        .isThrownBy(() -> store.openFiles(cifar, Split.TRAIN, 1, 2))
        .withMessageContaining("one.bin");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> store.openFiles(cifar, Split.TRAIN, 2, 3))
        .withMessage("there are files 1 to 2 of Tiny CIFAR, but 2 to 3 were asked for");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> store.openFiles(idx, Split.TEST, 1, 1))
        .withMessageContaining("Tiny IDX");
  }

  @Test
  void whatANetworkNeverSawAreTheOtherFilesAndTheFirstTestImages() throws IOException {
    put("provided", cifar, "one.bin", SmallDatasets.CIFAR);
    put("provided", cifar, "two.bin", SmallDatasets.CIFAR_MORE);
    put("provided", cifar, "test.bin", SmallDatasets.CIFAR);
    int images = store.open(cifar, Split.TEST).size();

    Dataset unseen = store.openUnseen(cifar, 1, 1);
    assertThat(unseen.name()).isEqualTo("Tiny CIFAR train batch 2 and Tiny CIFAR test [0, 2)");
    assertThat(unseen.size()).isEqualTo(1 + images);
    assertThat(store.openUnseen(cifar, 2, 2).name())
        .isEqualTo("Tiny CIFAR train batch 1 and Tiny CIFAR test [0, 2)");
    assertThat(store.openUnseen(cifar, 1, 2).name()).isEqualTo("Tiny CIFAR test [0, 2)");
    assertThatIllegalArgumentException().isThrownBy(() -> store.openUnseen(cifar, 1, 3));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> store.openUnseen(idx, 1, 1))
        .withMessageContaining("Tiny IDX");
  }

  @Test
  void saysWhatIsMissingWhereItLookedAndHowToProvideIt() {
    assertThatExceptionOfType(DatasetException.class)
        .isThrownBy(() -> store.open(idx, Split.TEST))
        .withMessageContainingAll(
            "Tiny IDX",
            "images, labels",
            folder.resolve("provided").resolve("tiny-idx").toString(),
            folder.resolve("cache").resolve("tiny-idx").toString(),
            "http://127.0.0.1:9/",
            "-Dapproxifer.data=DIR");
  }

  @Test
  void findsTheFilesWhereThePublishedArchiveUnpacksThem() throws IOException {
    Path unpacked = Files.createDirectories(folder.resolve("provided/tiny-cifar-batches-bin"));
    Files.write(unpacked.resolve("test.bin"), SmallDatasets.CIFAR);
    Files.write(
        Files.createDirectories(folder.resolve("provided/tiny-cifar/tiny-cifar-batches-bin"))
            .resolve("one.bin"),
        SmallDatasets.CIFAR);
    Files.write(unpacked.resolve("two.bin"), SmallDatasets.CIFAR_MORE);
    assertThat(store.open(cifar, Split.TEST).describe()).isEqualTo("Tiny CIFAR test");
    assertThat(store.isLocal(cifar, Split.TRAIN)).isTrue();
  }

  @Test
  void describesWhatIsNotAsPublished() throws IOException {
    byte[] changed = SmallDatasets.CIFAR.clone();
    changed[3] = 99;
    put("provided", cifar, "test.bin", changed);
    assertThat(store.open(cifar, Split.TEST).describe())
        .isEqualTo(
            "Tiny CIFAR test (not as published: test.bin is not the published file (its SHA-256"
                + " differs))");
    assertThat(Dataset.synthetic(cifar, 3, 4).describe())
        .isEqualTo(
            "synthetic Tiny CIFAR (synthetic: images of the shape of Tiny CIFAR drawn from the seed"
                + " 4)");
  }
}
