package io.github.approxifer.serving.internal.group;

import io.github.approxifer.coding.Code;
import io.github.approxifer.coding.Decoded;
import io.github.approxifer.coding.EncodedGroup;
import io.github.approxifer.coding.GroupCoder;
import io.github.approxifer.coding.Recheck;
import io.github.approxifer.coding.Scheme;
import io.github.approxifer.coding.WorkerSet;
import io.github.approxifer.coding.order.QueryOrder;
import io.github.approxifer.serving.internal.group.Round.Received;
import io.github.approxifer.serving.internal.group.SecondRound.Outcome;
import java.util.Arrays;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.ejml.data.FMatrixRMaj;

/** How groups are ordered, encoded and decoded: all that serving knows of the code. Thread-safe. */
public final class Coding {
  /** What a group of each thread passes through, so that it is allocated once. */
  private static final ThreadLocal<Workspace> WORKSPACE = ThreadLocal.withInitial(Workspace::new);

  private final Code code;
  private final GroupCoder coder;
  private final int[] importance;
  private final float largest;

  private static final class Workspace {
    private final FMatrixRMaj given = new FMatrixRMaj(1, 1);
    private final GroupCoder.Workspace coded = new GroupCoder.Workspace();
  }

  /**
   * How groups are served.
   *
   * @param scheme a code with its ordering and its decoder
   */
  public Coding(Scheme scheme) {
    this.code = scheme.code();
    this.coder = new GroupCoder(scheme);
    DMatrixRMaj matrix = code.encodingMatrix();
    this.importance = importance(code.cleanQueries(), matrix.numCols);
    this.largest = (float) (Float.MAX_VALUE / largestRowSum(matrix));
  }

  /** K. */
  public int queries() {
    return code.parameters().queries();
  }

  /** N. */
  public int workers() {
    return code.workers();
  }

  /** How many answers to wait for. */
  int quorum() {
    return code.quorum();
  }

  /** Whether answers may be lies. */
  public boolean mayLie() {
    return code.parameters().errors() > 0;
  }

  /** Whether no mixture with a query can exceed the range of float, if the others fit as well. */
  boolean fits(float[] query) {
    for (float value : query) {
      if (Math.abs(value) > largest) {
        return false;
      }
    }
    return true;
  }

  /**
   * Gives workers their slots: slot i to the i-th if there are N, else first those slots that tell
   * most, and -1 to the others.
   */
  int[] slots(List<Integer> workers) {
    int[] slots = new int[importance.length];
    Arrays.fill(slots, -1);
    boolean all = workers.size() == slots.length;
    for (int i = 0; i < workers.size(); i++) {
      slots[all ? i : importance[i]] = workers.get(i);
    }
    return slots;
  }

  /** First a slot for each query that goes out as it is, then mixtures, then further copies. */
  private static int[] importance(int[] clean, int queries) {
    int[] order = new int[clean.length];
    boolean[] taken = new boolean[clean.length];
    boolean[] held = new boolean[queries];
    int count = 0;
    for (int slot = 0; slot < clean.length; slot++) {
      int query = clean[slot];
      if (query >= 0 && !held[query]) {
        held[query] = true;
        taken[slot] = true;
        order[count++] = slot;
      }
    }
    for (boolean copies : new boolean[] {false, true}) {
      for (int slot = 0; slot < clean.length; slot++) {
        if (!taken[slot] && clean[slot] >= 0 == copies) {
          order[count++] = slot;
        }
      }
    }
    return order;
  }

  private static double largestRowSum(DMatrixRMaj matrix) {
    double largest = 1;
    for (int row = 0; row < matrix.numRows; row++) {
      double sum = 0;
      for (int column = 0; column < matrix.numCols; column++) {
        sum += Math.abs(matrix.get(row, column));
      }
      largest = Math.max(largest, sum);
    }
    return largest;
  }

  /** Encodes 1 to K queries; the thread's next group overwrites what comes of it. */
  EncodedGroup encode(List<? extends Query> queries) {
    int places = queries();
    int length = queries.get(0).values().length;
    Workspace space = WORKSPACE.get();
    space.given.reshape(places, length);
    for (int place = 0; place < places; place++) {
      System.arraycopy(query(queries, place), 0, space.given.data, place * length, length);
    }
    return coder.encode(space.given, null, space.coded);
  }

  /** The query at one of the K places, not to be modified; the last one where there are too few. */
  static float[] query(List<? extends Query> queries, int place) {
    return queries.get(Math.min(place, queries.size() - 1)).values();
  }

  /** What to ask once more; nothing below the quorum. */
  List<Recheck> rechecks(QueryOrder order, Received received, WorkerSet askable) {
    if (received.slots().size() < quorum()) {
      return List.of();
    }
    return coder.rechecks(order, coded(received), askable).stream()
        .filter(recheck -> recheck.workers().size() > 0)
        .toList();
  }

  /** Decodes a quorum, with what came of a second round. */
  Decoded decode(QueryOrder order, Received received, Outcome second) {
    return coder.decode(
        order, coded(received).withRechecks(second.rechecks(), second.further()), null);
  }

  /**
   * Decodes from fewer answers than the code asks for; nobody looks for liars then.
   *
   * @throws IllegalArgumentException if the code can make nothing of them
   */
  Decoded decodeDegraded(QueryOrder order, Received received) {
    return coder.decodeDegraded(order, coded(received), null);
  }

  private static io.github.approxifer.coding.Received coded(Received received) {
    return io.github.approxifer.coding.Received.of(received.slots(), received.values());
  }
}
