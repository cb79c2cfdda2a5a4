package io.github.approxifer.models.datasets;

/**
 * CIFAR-10's binary version: records of a label byte and the planes of red, green and blue, each
 * row by row.
 */
final class CifarFormat {

  private CifarFormat() {}

  static ImageSource read(PublishedDataset dataset, DataFile file) throws DatasetException {
    int record = 1 + dataset.inputShape().size();
    int length = file.content().length;
    if (length == 0 || length % record != 0) {
      throw file.broken(
          "has " + length + " bytes, which is not a whole number of records of " + record);
    }
    int count = length / record;
    for (int i = 0; i < count; i++) {
      file.requireLabel(i * record, i, dataset.classes());
    }
    return new ByteImages(
        file.content(),
        ByteImages.Layout.labelledPlanes(dataset.inputShape()),
        file.content(),
        0,
        record,
        count,
        dataset.inputShape(),
        dataset.normalization());
  }
}
