package io.github.approxifer.coding.order;

import java.util.ArrayList;
import java.util.List;
import org.ejml.data.FMatrixRMaj;

/**
 * A queue that forms groups of K similar queries, with a bound on how long a query may be passed
 * over.
 *
 * <p>A group is built around the query that has waited longest: its K-1 nearest waiting queries
 * join it. A query that has been passed over {@code patience} times joins the next group before any
 * nearer one. So if at most K queries arrive for each group that is taken, a query is passed over
 * at most {@code patience + q / K} times, where q is the number of queries that wait before it;
 * with patience 0 the groups are those of a plain queue. Within a group the queries are ordered
 * along a {@link QueryPath}.
 *
 * <p>Distances are those of sketches (see {@link Distances}), which are made once, when a query
 * arrives. Not thread-safe.
 */
public final class GroupingQueue {
  private final int groupSize;
  private final int patience;
  private final List<Waiting> waiting = new ArrayList<>();
  private long next;

  private static final class Waiting {
    private final long ticket;
    private final float[] sketch;
    private int passes;
    private float distance;

    Waiting(long ticket, float[] sketch) {
      this.ticket = ticket;
      this.sketch = sketch;
    }
  }

  /**
   * An empty queue.
   *
   * @param groupSize K, at least 1
   * @param patience how many groups may pass a query over before it must join one; at least 0
   * @throws IllegalArgumentException if an argument is out of range
   */
  public GroupingQueue(int groupSize, int patience) {
    if (groupSize < 1) {
      throw new IllegalArgumentException("K must be at least 1, but is " + groupSize);
    }
    if (patience < 0) {
      throw new IllegalArgumentException("patience must not be negative, but is " + patience);
    }
    this.groupSize = groupSize;
    this.patience = patience;
  }

  /**
   * Adds queries to the end of the queue.
   *
   * @param queries n x d, with the same d at all times; not kept and not modified
   * @return the ticket of the first query; the others' follow it one by one
   * @throws IllegalArgumentException if d differs from that of waiting queries
   */
  public long add(FMatrixRMaj queries) {
    FMatrixRMaj sketches = Distances.sketch(queries);
    int length = sketches.numCols;
    if (!waiting.isEmpty() && waiting.get(0).sketch.length != length) {
      throw new IllegalArgumentException(
          "the queries have d=" + queries.numCols + " elements, unlike those that wait");
    }
    long first = next;
    for (int row = 0; row < sketches.numRows; row++) {
      float[] sketch = new float[length];
      System.arraycopy(sketches.data, row * length, sketch, 0, length);
      waiting.add(new Waiting(next++, sketch));
    }
    return first;
  }

  /**
   * How many queries wait.
   *
   * @return their number
   */
  public int size() {
    return waiting.size();
  }

  /**
   * Takes the next group out of the queue.
   *
   * @return the tickets of K queries, in the order in which to encode them; of fewer, if fewer wait
   */
  public long[] takeGroup() {
    int size = Math.min(groupSize, waiting.size());
    List<Waiting> group = new ArrayList<>(size);
    if (size == 0) {
      return new long[0];
    }
    Waiting seed = waiting.get(0);
    group.add(seed);
    for (int i = 1; i < waiting.size() && group.size() < size; i++) {
      if (waiting.get(i).passes >= patience) {
        group.add(waiting.get(i));
      }
    }
    if (group.size() < size) {
      List<Waiting> others = new ArrayList<>(waiting.subList(1, waiting.size()));
      others.removeAll(group);
      for (Waiting other : others) {
        other.distance = squaredDistance(seed.sketch, other.sketch);
      }
      others.sort((a, b) -> Float.compare(a.distance, b.distance));
      group.addAll(others.subList(0, size - group.size()));
    }
    waiting.removeAll(group);
    for (Waiting passedOver : waiting) {
      passedOver.passes++;
    }
    return alongPath(group);
  }

  private static long[] alongPath(List<Waiting> group) {
    int length = group.get(0).sketch.length;
    FMatrixRMaj sketches = new FMatrixRMaj(group.size(), length);
    for (int i = 0; i < group.size(); i++) {
      System.arraycopy(group.get(i).sketch, 0, sketches.data, i * length, length);
    }
    QueryOrder order = QueryPath.of(Distances.squared(sketches), group.size());
    long[] tickets = new long[group.size()];
    for (int p = 0; p < tickets.length; p++) {
      tickets[p] = group.get(order.source(p)).ticket;
    }
    return tickets;
  }

  private static float squaredDistance(float[] a, float[] b) {
    float[] squares = new float[a.length];
    for (int j = 0; j < a.length; j++) {
      float difference = a[j] - b[j];
      squares[j] = difference * difference;
    }
    float sum = 0;
    for (float square : squares) {
      sum += square;
    }
    return sum;
  }
}
