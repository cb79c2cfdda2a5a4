package io.github.approxifer.bench.study;

import io.github.approxifer.coding.advisor.Advice;
import io.github.approxifer.coding.advisor.Advisor;
import io.github.approxifer.coding.advisor.Candidate;
import io.github.approxifer.coding.advisor.Candidates;
import io.github.approxifer.coding.grouping.GroupOrdering;
import io.github.approxifer.coding.grouping.GroupingQueue;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.ejml.data.FMatrixRMaj;

/**
 * Accuracy of all codes on a small MNIST network, for random groups and for groups formed out of a
 * queue of 256 waiting queries, with the queries of a group as they come and ordered.
 *
 * <p>Arguments: the folder with MNIST's four gzipped files, and the number of test images to use (a
 * multiple of 256).
 */
public final class CodeStudy {
  private static final int QUEUE = 256;

  private CodeStudy() {}

  /**
   * Trains the network and prints the tables.
   *
   * @param arguments folder, and number of test images
   * @throws IOException if the files cannot be read
   */
  public static void main(String[] arguments) throws IOException {
    if (arguments.length != 2) {
      throw new IllegalArgumentException(
          "give the folder of MNIST and the number of test images to use");
    }
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    Path folder = Path.of(arguments[0]);
    int images = Integer.parseInt(arguments[1]);
    DigitNetwork network = DigitNetwork.train(DigitImages.training(folder), 8, 1);
    DigitImages test = DigitImages.test(folder);
    FMatrixRMaj logits = network.predict(test.images());
    out.printf("base accuracy %.4f%n", accuracy(logits, test.labels()));

    int[] order = shuffled(test.labels().length, 2);
    for (int[] ks : new int[][] {{4, 1}, {8, 1}, {12, 1}, {8, 2}, {8, 3}}) {
      List<Candidate> candidates = Candidates.forStragglers(ks[0], ks[1], ks[0] + ks[1], null);
      int[] random = java.util.Arrays.copyOf(order, images);
      report(out, "random groups, as they come", asGiven(candidates), network, test, random);
      report(out, "random groups, ordered", candidates, network, test, random);
      int[] queued = outOfQueue(test, random, ks[0]);
      report(out, "groups out of a queue of 256, ordered", candidates, network, test, queued);
    }
  }

  private static List<Candidate> asGiven(List<Candidate> candidates) {
    return candidates.stream()
        .map(c -> new Candidate(c.label(), c.code(), GroupOrdering.AS_GIVEN, c.parityModel()))
        .toList();
  }

  private static void report(
      PrintStream out,
      String title,
      List<Candidate> candidates,
      DigitNetwork network,
      DigitImages test,
      int[] sample) {
    FMatrixRMaj queries = rows(test.images(), sample);
    int[] labels = IntStream.of(sample).map(i -> test.labels()[i]).toArray();
    Advice advice =
        new Advisor(network::predict)
            .stragglerSets(60, 3)
            .advise(candidates, queries, network.predict(queries), labels);
    out.printf("%n%s%n%s", title, advice.toText());
  }

  /** The same images, queue by queue, in the groups that the queue makes of them. */
  static int[] outOfQueue(DigitImages test, int[] sample, int groupSize) {
    int whole = QUEUE / groupSize * groupSize;
    int[] result = new int[sample.length / QUEUE * whole];
    int filled = 0;
    for (int begin = 0; begin + QUEUE <= sample.length; begin += QUEUE) {
      int[] batch = java.util.Arrays.copyOfRange(sample, begin, begin + QUEUE);
      GroupingQueue queue = new GroupingQueue(groupSize, QUEUE);
      queue.add(rows(test.images(), batch));
      for (int group = 0; group < QUEUE / groupSize; group++) {
        for (long ticket : queue.takeGroup()) {
          result[filled++] = batch[(int) ticket];
        }
      }
    }
    return result;
  }

  static int[] shuffled(int count, long seed) {
    Random random = new Random(seed);
    int[] order = IntStream.range(0, count).toArray();
    for (int i = count - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int swapped = order[i];
      order[i] = order[j];
      order[j] = swapped;
    }
    return order;
  }

  static FMatrixRMaj rows(FMatrixRMaj matrix, int[] indices) {
    FMatrixRMaj part = new FMatrixRMaj(indices.length, matrix.numCols);
    for (int i = 0; i < indices.length; i++) {
      System.arraycopy(
          matrix.data, indices[i] * matrix.numCols, part.data, i * matrix.numCols, matrix.numCols);
    }
    return part;
  }

  private static double accuracy(FMatrixRMaj logits, int[] labels) {
    int right = 0;
    for (int i = 0; i < labels.length; i++) {
      int best = 0;
      for (int c = 1; c < logits.numCols; c++) {
        best = logits.get(i, c) > logits.get(i, best) ? c : best;
      }
      right += best == labels[i] ? 1 : 0;
    }
    return (double) right / labels.length;
  }
}
