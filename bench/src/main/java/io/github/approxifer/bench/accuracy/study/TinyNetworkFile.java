package io.github.approxifer.bench.accuracy.study;

import io.github.approxifer.bench.accuracy.measure.LabelledImages;
import io.github.approxifer.models.datasets.Split;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.ejml.data.FMatrixRMaj;

/**
 * Makes the file that gives the unit tests of the codes real answers without any data: {@code
 * TinyNetworkFile FILE} trains a network of 196-32-16-10 on MNIST images of 14 x 14 pixels (means
 * of 2 x 2), and writes it with the first 600 test images.
 *
 * <p>The file is compressed by gzip and holds, big-endian: the number of sizes and the sizes
 * (bytes, the input as 196); for each layer the weights, inputs x outputs, and the biases, each
 * number as the upper 16 bits of a float; the number of images (short); and for each image its
 * class (byte) and 98 bytes of two pixels each, in sixteenths, the first in the upper half.
 */
public final class TinyNetworkFile {
  private static final int[] SIZES = {196, 32, 16, 10};
  private static final int SIDE = 28;
  private static final int IMAGES = 600;

  private TinyNetworkFile() {}

  /**
   * Makes the file.
   *
   * @param arguments the file to write
   * @throws IOException if a file cannot be read or written
   */
  public static void main(String[] arguments) throws IOException {
    if (arguments.length != 1) {
      throw new IllegalArgumentException("usage: TinyNetworkFile FILE");
    }
    LabelledImages train = LabelledImages.mnist(Split.TRAIN);
    LabelledImages test = LabelledImages.mnist(Split.TEST);
    SmallNetwork network = SmallNetwork.train(SIZES, halved(train.images()), train.labels(), 6, 1);
    try (DataOutputStream out =
        new DataOutputStream(new GZIPOutputStream(Files.newOutputStream(Path.of(arguments[0]))))) {
      out.writeByte(SIZES.length);
      for (int size : SIZES) {
        out.writeByte(size);
      }
      for (int layer = 0; layer < network.depth(); layer++) {
        write(out, network.weights(layer).data);
        write(out, network.biases(layer));
      }
      out.writeShort(IMAGES);
      FMatrixRMaj images = halved(test.images());
      for (int image = 0; image < IMAGES; image++) {
        out.writeByte(test.labels()[image]);
        for (int pixel = 0; pixel < SIZES[0]; pixel += 2) {
          int first = Math.round(15 * images.get(image, pixel));
          out.writeByte(first << 4 | Math.round(15 * images.get(image, pixel + 1)));
        }
      }
    }
  }

  private static void write(DataOutputStream out, float[] values) throws IOException {
    for (float value : values) {
      out.writeShort(Float.floatToIntBits(value) >> 16);
    }
  }

  /** n x 196 out of n x 784. */
  private static FMatrixRMaj halved(FMatrixRMaj images) {
    int half = SIDE / 2;
    FMatrixRMaj small = new FMatrixRMaj(images.numRows, half * half);
    for (int image = 0; image < images.numRows; image++) {
      for (int pixel = 0; pixel < half * half; pixel++) {
        int corner = 2 * (pixel / half) * SIDE + 2 * (pixel % half);
        float sum =
            images.get(image, corner)
                + images.get(image, corner + 1)
                + images.get(image, corner + SIDE)
                + images.get(image, corner + SIDE + 1);
        small.set(image, pixel, sum / 4);
      }
    }
    return small;
  }
}
