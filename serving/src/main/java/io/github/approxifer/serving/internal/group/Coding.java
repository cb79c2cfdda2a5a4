package io.github.approxifer.serving.internal.group;

import io.github.approxifer.coding.Code;
import io.github.approxifer.coding.Decoder;
import io.github.approxifer.coding.Encoder;
import io.github.approxifer.coding.Provenance;
import io.github.approxifer.coding.Recheck;
import io.github.approxifer.coding.WorkerSet;
import io.github.approxifer.coding.decode.RobustDecoder.Decoded;
import io.github.approxifer.coding.order.GroupOrdering;
import io.github.approxifer.coding.order.QueryOrder;
import io.github.approxifer.serving.GroupDecoder;
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
  private final GroupOrdering ordering;
  private final Encoder encoder;
  private final Decoder decoder;
  private final GroupDecoder groupDecoder;
  private final int[] importance;
  private final float largest;

  private static final class Workspace {
    private final FMatrixRMaj given = new FMatrixRMaj(1, 1);
    private final FMatrixRMaj ordered = new FMatrixRMaj(1, 1);
    private final FMatrixRMaj coded = new FMatrixRMaj(1, 1);
  }

  /**
   * The queries of a group, padded, ordered and encoded.
   *
   * @param order in which they were encoded
   * @param coded N x d; belongs to the thread, which overwrites it with its next group
   */
  record Encoded(QueryOrder order, FMatrixRMaj coded) {}

  /**
   * A group that was decoded, in the order of the encoder.
   *
   * @param predictions K x c
   * @param provenances K
   * @param used the slots whose answers the predictions are made of
   * @param liars the slots believed to have lied
   */
  record Predicted(
      FMatrixRMaj predictions, List<Provenance> provenances, WorkerSet used, WorkerSet liars) {}

  /**
   * A code with its ordering and its decoder.
   *
   * @param code the code
   * @param ordering of the queries of a group
   * @param groupDecoder decodes a quorum
   */
  public Coding(Code code, GroupOrdering ordering, GroupDecoder groupDecoder) {
    this.code = code;
    this.ordering = ordering;
    this.encoder = new Encoder(code);
    this.decoder = new Decoder(code);
    this.groupDecoder = groupDecoder;
    DMatrixRMaj matrix = code.encodingMatrix();
    this.importance = importance(matrix);
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
  private static int[] importance(DMatrixRMaj matrix) {
    int[] order = new int[matrix.numRows];
    boolean[] taken = new boolean[matrix.numRows];
    boolean[] held = new boolean[matrix.numCols];
    int count = 0;
    for (int slot = 0; slot < matrix.numRows; slot++) {
      int query = cleanQuery(matrix, slot);
      if (query >= 0 && !held[query]) {
        held[query] = true;
        taken[slot] = true;
        order[count++] = slot;
      }
    }
    for (boolean clean : new boolean[] {false, true}) {
      for (int slot = 0; slot < matrix.numRows; slot++) {
        if (!taken[slot] && cleanQuery(matrix, slot) >= 0 == clean) {
          order[count++] = slot;
        }
      }
    }
    return order;
  }

  /** The query that a slot holds as it is; -1 if it holds a mixture. */
  private static int cleanQuery(DMatrixRMaj matrix, int slot) {
    int found = -1;
    for (int query = 0; query < matrix.numCols; query++) {
      double weight = matrix.get(slot, query);
      if (weight == 1 && found < 0) {
        found = query;
      } else if (weight != 0) {
        return -1;
      }
    }
    return found;
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

  /** Encodes 1 to K queries. */
  Encoded encode(List<? extends Query> queries) {
    int places = queries();
    int length = queries.get(0).values().length;
    Workspace space = WORKSPACE.get();
    space.given.reshape(places, length);
    for (int place = 0; place < places; place++) {
      System.arraycopy(query(queries, place), 0, space.given.data, place * length, length);
    }
    QueryOrder order = ordering.order(space.given);
    FMatrixRMaj ordered = order.apply(space.given, space.ordered);
    return new Encoded(order, encoder.encode(ordered, space.coded));
  }

  /** The query at one of the K places, not to be modified; the last one where there are too few. */
  static float[] query(List<? extends Query> queries, int place) {
    return queries.get(Math.min(place, queries.size() - 1)).values();
  }

  /** What to ask once more; nothing below the quorum. */
  List<Recheck> rechecks(Received received, WorkerSet askable) {
    if (received.slots().size() < quorum()) {
      return List.of();
    }
    return groupDecoder.rechecks(received.slots(), received.values(), askable).stream()
        .filter(recheck -> recheck.workers().size() > 0)
        .toList();
  }

  /** Decodes a quorum, with what came of a second round. */
  Predicted decode(Received received, Outcome second) {
    Decoded decoded =
        groupDecoder.decode(
            received.slots(), received.values(), second.rechecks(), second.further());
    Provenance[] provenances = decoder.provenances(decoded.used()).toArray(Provenance[]::new);
    // Whatever wins a second round is a worker's answer to the query itself.
    second.settled().forEach(position -> provenances[position] = Provenance.EXACT);
    return new Predicted(
        decoded.predictions(), Arrays.asList(provenances), decoded.used(), decoded.liars());
  }

  /**
   * Decodes from fewer answers than the code asks for; nobody looks for liars then.
   *
   * @throws IllegalArgumentException if the code can make nothing of them
   */
  Predicted decodeDegraded(Received received) {
    WorkerSet slots = received.slots();
    FMatrixRMaj predictions = decoder.decodeDegraded(slots, received.values(), null);
    return new Predicted(
        predictions, decoder.provenances(slots), slots, WorkerSet.none(code.workers()));
  }
}
