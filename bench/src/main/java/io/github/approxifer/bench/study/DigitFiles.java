package io.github.approxifer.bench.study;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import org.ejml.data.FMatrixRMaj;

/**
 * Reads the files of MNIST and of the data sets that share its format (IDX, compressed by gzip).
 * Thread-safe.
 */
public final class DigitFiles {
  private static final int IMAGE_MAGIC = 0x803;
  private static final int LABEL_MAGIC = 0x801;

  private DigitFiles() {}

  /** Images with their classes. */
  public static final class Labelled {
    private final FMatrixRMaj images;
    private final int[] labels;

    Labelled(FMatrixRMaj images, int[] labels) {
      this.images = images;
      this.labels = labels;
    }

    /**
     * The images.
     *
     * @return n x d, one image a row, pixels from 0 to 1; not to be modified
     */
    public FMatrixRMaj images() {
      return images;
    }

    /**
     * The classes.
     *
     * @return n numbers, a new array
     */
    public int[] labels() {
      return labels.clone();
    }

    /**
     * A stretch of the images.
     *
     * @param begin the first
     * @param end behind the last
     * @return copies of the images from begin to end-1, with their classes
     */
    public Labelled part(int begin, int end) {
      FMatrixRMaj some = new FMatrixRMaj(end - begin, images.numCols);
      System.arraycopy(images.data, begin * images.numCols, some.data, 0, some.getNumElements());
      return new Labelled(some, Arrays.copyOfRange(labels, begin, end));
    }
  }

  /**
   * Reads the training set.
   *
   * @param folder the folder of {@code train-images-idx3-ubyte.gz} and {@code
   *     train-labels-idx1-ubyte.gz}
   * @return the images and labels
   * @throws IOException if a file is missing or is not what it should be
   */
  public static Labelled train(Path folder) throws IOException {
    return read(
        folder.resolve("train-images-idx3-ubyte.gz"), folder.resolve("train-labels-idx1-ubyte.gz"));
  }

  /**
   * Reads the test set.
   *
   * @param folder the folder of {@code t10k-images-idx3-ubyte.gz} and {@code
   *     t10k-labels-idx1-ubyte.gz}
   * @return the images and labels
   * @throws IOException if a file is missing or is not what it should be
   */
  public static Labelled test(Path folder) throws IOException {
    return read(
        folder.resolve("t10k-images-idx3-ubyte.gz"), folder.resolve("t10k-labels-idx1-ubyte.gz"));
  }

  private static Labelled read(Path imageFile, Path labelFile) throws IOException {
    FMatrixRMaj images;
    try (DataInputStream in = open(imageFile, IMAGE_MAGIC)) {
      int count = in.readInt();
      int pixels = in.readInt() * in.readInt();
      byte[] bytes = exactly(in, count * pixels, imageFile);
      images = new FMatrixRMaj(count, pixels);
      for (int i = 0; i < bytes.length; i++) {
        images.data[i] = (bytes[i] & 0xff) / 255f;
      }
    }
    try (DataInputStream in = open(labelFile, LABEL_MAGIC)) {
      int count = in.readInt();
      if (count != images.numRows) {
        throw new IOException(
            labelFile + " has " + count + " labels for " + images.numRows + " images");
      }
      byte[] bytes = exactly(in, count, labelFile);
      int[] labels = new int[count];
      for (int i = 0; i < count; i++) {
        labels[i] = bytes[i];
      }
      return new Labelled(images, labels);
    }
  }

  private static DataInputStream open(Path file, int magic) throws IOException {
    InputStream raw = Files.newInputStream(file);
    try {
      DataInputStream in = new DataInputStream(new GZIPInputStream(raw, 1 << 16));
      int found = in.readInt();
      if (found != magic) {
        throw new IOException(
            "%s starts with 0x%x instead of 0x%x: it is not an IDX file of this kind"
                .formatted(file, found, magic));
      }
      return in;
    } catch (IOException e) {
      raw.close();
      throw e;
    }
  }

  private static byte[] exactly(InputStream in, int count, Path file) throws IOException {
    byte[] bytes = in.readNBytes(count);
    if (bytes.length < count) {
      throw new IOException(
          file + " ends after " + bytes.length + " of " + count + " bytes; get it anew");
    }
    return bytes;
  }
}
