package io.github.approxifer.bench.accuracy.study;

import io.github.approxifer.coding.advisor.Advice;
import io.github.approxifer.coding.advisor.Advisor;
import io.github.approxifer.coding.advisor.Candidate;
import io.github.approxifer.coding.advisor.Candidates;
import io.github.approxifer.coding.order.GroupOrdering;
import io.github.approxifer.coding.order.GroupingQueue;
import io.github.approxifer.models.datasets.Split;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Accuracy of all codes on a small MNIST network, for random groups and for groups formed out of a
 * queue of 256 waiting queries, with the queries of a group as they come and ordered.
 */
final class CodeStudy implements Study {
  private static final int QUEUE = 256;
  private static final int IMAGES = 8 * QUEUE;

  @Override
  public String question() {
    return "Which code is right most often, at K+S workers?";
  }

  @Override
  public void run(PrintStream out) throws IOException {
    SmallNetwork network = SmallNetwork.forDigits(LabelledImages.mnist(Split.TRAIN));
    LabelledImages test = LabelledImages.mnist(Split.TEST);
    out.printf(
        Locale.ROOT,
        "Network 784-256-128-10 on MNIST, accuracy %.4f on the 10,000 test images; %,d of them"
            + " used, seeds 1, 2 and 3.%n",
        network.accuracy(test),
        IMAGES);
    int[] order = shuffled(test.images().numRows, 2);
    for (int[] ks : new int[][] {{4, 1}, {8, 1}, {12, 1}, {8, 2}, {8, 3}}) {
      List<Candidate> candidates = Candidates.forStragglers(ks[0], ks[1], ks[0] + ks[1], null);
      out.printf(Locale.ROOT, "%n## K=%d, S=%d%n", ks[0], ks[1]);
      int[] random = Arrays.copyOf(order, IMAGES);
      report(out, "Random groups, as they come", asGiven(candidates), network, test, random);
      report(out, "Random groups, ordered", candidates, network, test, random);
      int[] queued = outOfQueue(test, random, ks[0]);
      report(out, "Groups out of a queue of 256, ordered", candidates, network, test, queued);
      System.out.println("K=" + ks[0] + ", S=" + ks[1] + " done");
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
      SmallNetwork network,
      LabelledImages test,
      int[] sample) {
    LabelledImages queries = test.select(sample);
    Advice advice =
        new Advisor(network::predict)
            .stragglerSets(60, 3)
            .advise(
                candidates, queries.images(), network.predict(queries.images()), queries.labels());
    out.printf("%n%s%n%n```%n%s```%n", title, advice.toText());
  }

  /** The same images, queue by queue, in the groups that the queue makes of them. */
  static int[] outOfQueue(LabelledImages test, int[] sample, int groupSize) {
    int whole = QUEUE / groupSize * groupSize;
    int[] result = new int[sample.length / QUEUE * whole];
    int filled = 0;
    for (int begin = 0; begin + QUEUE <= sample.length; begin += QUEUE) {
      int[] batch = Arrays.copyOfRange(sample, begin, begin + QUEUE);
      GroupingQueue queue = new GroupingQueue(groupSize, QUEUE);
      queue.add(test.select(batch).images());
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
}
