package io.github.approxifer.coding;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import org.ejml.data.FMatrixRMaj;

/**
 * A small network that was trained on digits of 14 x 14 pixels, and 600 digits it was not trained
 * on: real answers for tests. The file was made by TinyNetworkFile of the module bench, where its
 * format is written down.
 */
public final class TinyNetwork {
  private final int[] sizes;
  private final float[][] weights;
  private final float[][] biases;
  private final FMatrixRMaj images;
  private final int[] labels;

  private TinyNetwork(DataInputStream in) throws IOException {
    sizes = new int[in.readByte()];
    for (int i = 0; i < sizes.length; i++) {
      sizes[i] = in.readUnsignedByte();
    }
    weights = new float[sizes.length - 1][];
    biases = new float[sizes.length - 1][];
    for (int layer = 0; layer < weights.length; layer++) {
      weights[layer] = floats(in, sizes[layer] * sizes[layer + 1]);
      biases[layer] = floats(in, sizes[layer + 1]);
    }
    labels = new int[in.readShort()];
    images = new FMatrixRMaj(labels.length, sizes[0]);
    for (int image = 0; image < labels.length; image++) {
      labels[image] = in.readByte();
      for (int pixel = 0; pixel < sizes[0]; pixel += 2) {
        int two = in.readUnsignedByte();
        images.set(image, pixel, (two >> 4) / 15f);
        images.set(image, pixel + 1, (two & 15) / 15f);
      }
    }
  }

  public static TinyNetwork load() {
    try (InputStream raw =
            Objects.requireNonNull(TinyNetwork.class.getResourceAsStream("tiny-network.gz"));
        DataInputStream in = new DataInputStream(new GZIPInputStream(raw))) {
      return new TinyNetwork(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static float[] floats(DataInputStream in, int count) throws IOException {
    float[] floats = new float[count];
    for (int i = 0; i < count; i++) {
      floats[i] = Float.intBitsToFloat(in.readShort() << 16);
    }
    return floats;
  }

  public FMatrixRMaj images() {
    return images;
  }

  public int[] labels() {
    return labels.clone();
  }

  /** n x 196 to n x 10. */
  public FMatrixRMaj predict(FMatrixRMaj inputs) {
    FMatrixRMaj values = inputs;
    for (int layer = 0; layer < weights.length; layer++) {
      FMatrixRMaj next = new FMatrixRMaj(inputs.numRows, sizes[layer + 1]);
      for (int row = 0; row < inputs.numRows; row++) {
        for (int to = 0; to < next.numCols; to++) {
          float sum = biases[layer][to];
          for (int from = 0; from < values.numCols; from++) {
            sum += values.get(row, from) * weights[layer][from * next.numCols + to];
          }
          next.set(row, to, layer + 1 < weights.length ? Math.max(0, sum) : sum);
        }
      }
      values = next;
    }
    return values;
  }

  /**
   * Honest answers N x 10 to groups of K digits out of a range of the images, and their classes.
   */
  public static final class Groups {
    private final List<FMatrixRMaj> answers;
    private final int[][] labels;

    Groups(List<FMatrixRMaj> answers, int[][] labels) {
      this.answers = answers;
      this.labels = labels;
    }

    public List<FMatrixRMaj> answers() {
      return answers;
    }

    public int label(int group, int query) {
      return labels[group][query];
    }
  }

  public Groups groups(Code code, int groups, int firstImage, int endImage, long seed) {
    int queries = code.parameters().queries();
    Random random = new Random(seed);
    Encoder encoder = Encoder.of(code);
    List<FMatrixRMaj> answers = new ArrayList<>();
    int[][] groupLabels = new int[groups][queries];
    for (int g = 0; g < groups; g++) {
      int[] drawn = random.ints(firstImage, endImage).distinct().limit(queries).toArray();
      FMatrixRMaj group = new FMatrixRMaj(queries, sizes[0]);
      for (int j = 0; j < queries; j++) {
        System.arraycopy(images.data, drawn[j] * sizes[0], group.data, j * sizes[0], sizes[0]);
        groupLabels[g][j] = labels[drawn[j]];
      }
      answers.add(predict(encoder.encode(group)));
    }
    return new Groups(answers, groupLabels);
  }

  public static int highest(FMatrixRMaj scores, int row) {
    int best = 0;
    for (int column = 1; column < scores.numCols; column++) {
      if (scores.get(row, column) > scores.get(row, best)) {
        best = column;
      }
    }
    return best;
  }
}
