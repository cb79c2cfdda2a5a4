package io.github.approxifer.bench.accuracy.student;

import io.github.approxifer.coding.Answers;
import io.github.approxifer.models.Model;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import org.ejml.data.FMatrixRMaj;

/**
 * A model's answers, kept in a file from run to run: the answers to mixtures take nearly all of the
 * time, and depend on no student. An input is known by 128 bits of its values. Confined to one
 * thread.
 */
final class KnownAnswers {
  private static final int BATCH = 100;

  private final Model model;
  private final Path file;
  private final Map<Key, float[]> known = new HashMap<>();

  private record Key(long first, long second) {}

  /**
   * The answers of a model.
   *
   * @param model the model
   * @param file where they are kept; another file for each model
   */
  KnownAnswers(Model model, Path file) throws IOException {
    this.model = model;
    this.file = file;
    Files.createDirectories(file.toAbsolutePath().getParent());
    if (Files.exists(file)) {
      read();
    }
  }

  private void read() throws IOException {
    int classes = model.outputShape().size();
    long entry = 2L * Long.BYTES + (long) classes * Float.BYTES;
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      // A run that was stopped may have left a part of an entry.
      channel.truncate(channel.size() / entry * entry);
    }
    long count = Files.size(file) / entry;
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
      for (long i = 0; i < count; i++) {
        Key key = new Key(in.readLong(), in.readLong());
        float[] answer = new float[classes];
        for (int c = 0; c < classes; c++) {
          answer[c] = in.readFloat();
        }
        known.put(key, answer);
      }
    }
  }

  /** Answers inputs, n x d to n x c. */
  FMatrixRMaj predict(FMatrixRMaj inputs) {
    int classes = model.outputShape().size();
    FMatrixRMaj outputs = new FMatrixRMaj(inputs.numRows, classes);
    Key[] keys = new Key[inputs.numRows];
    int[] unknown = new int[inputs.numRows];
    int count = 0;
    for (int row = 0; row < keys.length; row++) {
      keys[row] = key(inputs, row);
      float[] answer = known.get(keys[row]);
      if (answer == null) {
        unknown[count++] = row;
      } else {
        System.arraycopy(answer, 0, outputs.data, row * classes, classes);
      }
    }
    for (int first = 0; first < count; first += BATCH) {
      int size = Math.min(BATCH, count - first);
      FMatrixRMaj batch = new FMatrixRMaj(size, inputs.numCols);
      for (int i = 0; i < size; i++) {
        Answers.copyRow(inputs, unknown[first + i], batch, i);
      }
      FMatrixRMaj answers = new FMatrixRMaj(size, classes);
      model.predict(batch.data, size, answers.data);
      for (int i = 0; i < size; i++) {
        Answers.copyRow(answers, i, outputs, unknown[first + i]);
      }
      keep(keys, unknown, first, answers);
    }
    return outputs;
  }

  private void keep(Key[] keys, int[] rows, int first, FMatrixRMaj answers) {
    try (DataOutputStream out =
        new DataOutputStream(
            new BufferedOutputStream(
                Files.newOutputStream(
                    file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)))) {
      for (int i = 0; i < answers.numRows; i++) {
        Key key = keys[rows[first + i]];
        float[] answer = Answers.rows(answers, i, 1).data;
        known.put(key, answer);
        out.writeLong(key.first());
        out.writeLong(key.second());
        for (float value : answer) {
          out.writeFloat(value);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Two hashes by multiplication with different odd numbers, each mixed at every step. */
  private static Key key(FMatrixRMaj inputs, int row) {
    long first = inputs.numCols;
    long second = ~first;
    for (int i = row * inputs.numCols; i < (row + 1) * inputs.numCols; i++) {
      int bits = Float.floatToRawIntBits(inputs.data[i]);
      first = (first ^ bits) * 0x9E3779B97F4A7C15L;
      first ^= first >>> 32;
      second = (second ^ bits) * 0xC2B2AE3D27D4EB4FL;
      second ^= second >>> 29;
    }
    return new Key(first, second);
  }
}
