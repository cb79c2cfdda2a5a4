package io.github.approxifer.bench.study;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.ejml.data.FMatrixRMaj;

/**
 * Images and labels in the IDX format of MNIST, gzipped.
 *
 * @param images n x 784, pixels from 0 to 1
 * @param labels n labels, 0..9
 */
@SuppressWarnings("ArrayRecordComponent")
record DigitImages(FMatrixRMaj images, int[] labels) {

  static DigitImages training(Path folder) throws IOException {
    return read(folder, "train");
  }

  static DigitImages test(Path folder) throws IOException {
    return read(folder, "t10k");
  }

  private static DigitImages read(Path folder, String prefix) throws IOException {
    byte[] pixels = content(folder.resolve(prefix + "-images-idx3-ubyte.gz"), 2051, 16);
    byte[] labels = content(folder.resolve(prefix + "-labels-idx1-ubyte.gz"), 2049, 8);
    int count = labels.length;
    FMatrixRMaj images = new FMatrixRMaj(count, pixels.length / count);
    for (int i = 0; i < pixels.length; i++) {
      images.data[i] = (pixels[i] & 0xff) / 255f;
    }
    int[] numbers = new int[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = labels[i];
    }
    return new DigitImages(images, numbers);
  }

  private static byte[] content(Path file, int magic, int header) throws IOException {
    try (DataInputStream in =
        new DataInputStream(new GZIPInputStream(Files.newInputStream(file)))) {
      int found = in.readInt();
      if (found != magic) {
        throw new IOException(file + " begins with " + found + " instead of " + magic);
      }
      in.skipNBytes(header - 4);
      return in.readAllBytes();
    }
  }
}
