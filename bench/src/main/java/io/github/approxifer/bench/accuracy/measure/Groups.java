package io.github.approxifer.bench.accuracy.measure;

import io.github.approxifer.coding.order.GroupingQueue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Test images in groups of K: as they come, or out of a queue that puts similar ones together. */
public final class Groups {
  /** The longest queue that is tried. */
  public static final int QUEUE = 256;

  private Groups() {}

  /**
   * Draws images without replacement.
   *
   * @param images how many there are
   * @param wanted how many are wanted; all if there are fewer
   * @param seed of the order
   * @return numbers of images in random order
   */
  public static int[] shuffled(int images, int wanted, long seed) {
    int[] order = IntStream.range(0, images).toArray();
    Random random = new Random(seed);
    for (int i = images - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int other = order[i];
      order[i] = order[j];
      order[j] = other;
    }
    return Arrays.copyOf(order, Math.min(images, wanted));
  }

  /**
   * Groups of images that follow each other; what fills no group is left out.
   *
   * @param order numbers of images
   * @param queries K
   * @return the images of each group
   */
  public static List<int[]> asTheyCome(int[] order, int queries) {
    List<int[]> groups = new ArrayList<>();
    for (int first = 0; first + queries <= order.length; first += queries) {
      groups.add(Arrays.copyOfRange(order, first, first + queries));
    }
    return groups;
  }

  /**
   * The same images as {@link #asTheyCome} has, queue by queue in the groups that the queue makes
   * of them. Queues are as long as fits the number of images, at most {@link #QUEUE}.
   *
   * @param images the images
   * @param order numbers of them
   * @param queries K
   * @return the images of each group
   */
  public static List<int[]> outOfQueue(LabelledImages images, int[] order, int queries) {
    int usable = order.length / queries * queries;
    int queues = (usable + QUEUE - 1) / QUEUE;
    int groupsAQueue = (usable / queries + queues - 1) / queues;
    List<int[]> groups = new ArrayList<>();
    for (int first = 0; first < usable; first += groupsAQueue * queries) {
      int[] waiting =
          Arrays.copyOfRange(order, first, Math.min(usable, first + groupsAQueue * queries));
      GroupingQueue queue = new GroupingQueue(queries, QUEUE);
      queue.add(images.select(waiting).images());
      for (int group = 0; group < waiting.length / queries; group++) {
        groups.add(Arrays.stream(queue.takeGroup()).mapToInt(t -> waiting[(int) t]).toArray());
      }
    }
    return groups;
  }
}
