package io.github.approxifer.models.datasets;

import io.github.approxifer.models.Reasons;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** A file of a dataset in memory: where it came from and its content, uncompressed. */
@SuppressWarnings("ArrayRecordComponent") // holds the content, is never compared
record DataFile(Path path, PublishedFile published, byte[] content) {

  /**
   * Reads a file, plain or (by its name) gzip, and checks its length.
   *
   * @throws DatasetException if it is truncated, too long or not gzip although its name says so
   */
  static DataFile read(Path path, PublishedFile published) throws IOException {
    try (InputStream in = open(path)) {
      byte[] content = in.readNBytes(published.bytes());
      DataFile file = new DataFile(path, published, content);
      if (content.length < published.bytes()) {
        throw file.broken(
            "is truncated: it has " + content.length + " of " + published.bytes() + " bytes");
      }
      if (in.read() >= 0) {
        throw file.broken("is longer than the " + published.bytes() + " bytes that are expected");
      }
      return file;
    } catch (EOFException | ZipException e) {
      throw new DatasetException(
          path
              + " cannot be unpacked ("
              + Reasons.of(e)
              + "): it is truncated or not gzip; get it anew or delete it",
          e);
    }
  }

  /** Says whether this is the published file. */
  boolean isPublished() {
    return Sha256.of(content).equals(published.sha256());
  }

  /** Checks that the byte at a position is a class; {@code item} is the image's number. */
  void requireLabel(int position, int item, int classes) throws DatasetException {
    int label = content[position] & 0xff;
    if (label >= classes) {
      throw broken(
          "gives image " + item + " the label " + label + ", but labels are 0 to " + (classes - 1));
    }
  }

  DatasetException broken(String what) {
    return new DatasetException(path + " " + what + "; get it anew or delete it");
  }

  private static InputStream open(Path path) throws IOException {
    InputStream in = Files.newInputStream(path);
    if (!path.toString().endsWith(".gz")) {
      return in;
    }
    try {
      return new GZIPInputStream(in, 1 << 16);
    } catch (IOException e) {
      in.close();
      throw e;
    }
  }
}
