package io.github.approxifer.models.datasets;

import io.github.approxifer.models.ImageShape;
import java.nio.ByteBuffer;

/**
 * MNIST's format. Images: int32 2051, count, rows, columns, then a byte a pixel. Labels: int32
 * 2049, count, then a byte a label. Integers are big-endian.
 */
final class IdxFormat {

  private static final int IMAGES_MAGIC = 2051;
  private static final int LABELS_MAGIC = 2049;
  private static final int IMAGES_HEADER = 16;
  private static final int LABELS_HEADER = 8;

  private IdxFormat() {}

  static ImageSource read(PublishedDataset dataset, DataFile images, DataFile labels)
      throws DatasetException {
    int count = count(images, IMAGES_MAGIC, IMAGES_HEADER);
    ImageShape shape = dataset.inputShape();
    ByteBuffer header = ByteBuffer.wrap(images.content());
    if (header.getInt(8) != shape.height() || header.getInt(12) != shape.width()) {
      throw images.broken(
          "has images of "
              + header.getInt(8)
              + " x "
              + header.getInt(12)
              + " pixels, but "
              + shape.height()
              + " x "
              + shape.width()
              + " are expected");
    }
    requireLength(images, IMAGES_HEADER + (long) count * shape.size(), count + " images");
    int labelCount = count(labels, LABELS_MAGIC, LABELS_HEADER);
    requireLength(labels, LABELS_HEADER + (long) labelCount, labelCount + " labels");
    if (labelCount != count) {
      throw labels.broken(
          "has " + labelCount + " labels, but " + images.path() + " has " + count + " images");
    }
    for (int i = 0; i < count; i++) {
      labels.requireLabel(LABELS_HEADER + i, i, dataset.classes());
    }
    return new ByteImages(
        images.content(),
        ByteImages.Layout.interleaved(IMAGES_HEADER, shape),
        labels.content(),
        LABELS_HEADER,
        1,
        count,
        shape,
        dataset.normalization());
  }

  private static int count(DataFile file, int magic, int header) throws DatasetException {
    if (file.content().length < header) {
      throw file.broken(
          "has " + file.content().length + " bytes, but its header alone needs " + header);
    }
    ByteBuffer buffer = ByteBuffer.wrap(file.content());
    if (buffer.getInt(0) != magic) {
      throw file.broken("starts with the magic number " + buffer.getInt(0) + ", not " + magic);
    }
    int count = buffer.getInt(4);
    if (count < 1) {
      throw file.broken("announces " + count + " items, at least 1 is expected");
    }
    return count;
  }

  private static void requireLength(DataFile file, long expected, String items)
      throws DatasetException {
    if (file.content().length != expected) {
      throw file.broken(
          "has " + file.content().length + " bytes, but " + items + " need " + expected);
    }
  }
}
