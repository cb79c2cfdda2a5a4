package io.github.approxifer.models.datasets;

import io.github.approxifer.models.ImageShape;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/** Datasets of the published formats, small enough to be written down. */
final class SmallDatasets {

  /** Two grey images of 2 x 3 pixels: 0 to 5 and 250 to 255. */
  static final byte[] IDX_IMAGES =
      idxImages(2051, 2, 2, 3, 0, 1, 2, 3, 4, 5, 250, 251, 252, 253, 254, 255);

  /** Their labels, 1 and 0. */
  static final byte[] IDX_LABELS = idxLabels(2049, 2, 1, 0);

  /**
   * Two colour images of 1 x 2 pixels, (10, 30, 50) (20, 40, 60) of label 1, and zeros of label 0.
   */
  static final byte[] CIFAR = bytes(1, 10, 20, 30, 40, 50, 60, 0, 0, 0, 0, 0, 0, 0);

  /** One more, of label 1, all 255. */
  static final byte[] CIFAR_MORE = bytes(1, 255, 255, 255, 255, 255, 255);

  private static final URI NOWHERE = URI.create("http://127.0.0.1:9/");

  private SmallDatasets() {}

  /** A test split in MNIST's format whose published files are the ones above. */
  static PublishedDataset idx() {
    return new PublishedDataset(
        "Tiny IDX",
        "tiny-idx",
        PublishedDataset.Format.IDX,
        new ImageShape(2, 3, 1),
        2,
        Normalization.UNIT_GREY,
        Map.of(
            Split.TEST, List.of(published("images", IDX_IMAGES), published("labels", IDX_LABELS))),
        NOWHERE);
  }

  /** A test split of one file and a training split of two in CIFAR-10's format. */
  static PublishedDataset cifar() {
    return new PublishedDataset(
        "Tiny CIFAR",
        "tiny-cifar",
        PublishedDataset.Format.CIFAR_BINARY,
        new ImageShape(1, 2, 3),
        2,
        new Normalization(List.of(0f, 0f, 0.5f), List.of(1f, 2f, 1f)),
        Map.of(
            Split.TEST,
            List.of(published("test.bin", CIFAR)),
            Split.TRAIN,
            List.of(published("one.bin", CIFAR), published("two.bin", CIFAR_MORE))),
        NOWHERE.resolve("tiny.tar.gz"));
  }

  static PublishedFile published(String name, byte[] content) {
    return new PublishedFile(name, content.length, Sha256.of(content));
  }

  static byte[] idxImages(int magic, int count, int rows, int columns, int... pixels) {
    return ByteBuffer.allocate(16 + pixels.length)
        .putInt(magic)
        .putInt(count)
        .putInt(rows)
        .putInt(columns)
        .put(bytes(pixels))
        .array();
  }

  static byte[] idxLabels(int magic, int count, int... labels) {
    return ByteBuffer.allocate(8 + labels.length)
        .putInt(magic)
        .putInt(count)
        .put(bytes(labels))
        .array();
  }

  static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }

  static byte[] gzip(byte[] content) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(bytes)) {
      out.write(content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
