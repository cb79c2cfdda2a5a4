package io.github.approxifer.serving.internal.group;

import io.github.approxifer.coding.Code;
import io.github.approxifer.coding.EncodedGroup;
import io.github.approxifer.coding.GroupCoder;
import io.github.approxifer.coding.Scheme;
import io.github.approxifer.coding.answers.Answers;
import io.github.approxifer.coding.answers.Decoded;
import io.github.approxifer.coding.answers.Provenance;
import io.github.approxifer.coding.answers.Recheck;
import io.github.approxifer.coding.answers.WorkerSet;
import io.github.approxifer.coding.order.GroupOrdering;
import io.github.approxifer.coding.order.QueryOrder;
import io.github.approxifer.serving.student.StudentDesk;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.ejml.data.FMatrixRMaj;
import org.jspecify.annotations.Nullable;

/** How groups are ordered, encoded and decoded: all that serving knows of the code. Thread-safe. */
public final class Coding {
  /** What a group of each thread passes through, so that it is allocated once. */
  private static final ThreadLocal<Workspace> WORKSPACE = ThreadLocal.withInitial(Workspace::new);

  private final Code code;
  private final GroupCoder coder;
  private final int[] own;
  private final int[] importance;
  private final float largest;
  private final boolean clean;
  private final boolean plainOrder;
  private final boolean withStudent;

  /** The coding of short groups, by the number of their queries less one; this one is the last. */
  private final Coding[] shorter;

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
    this(scheme, new Coding[scheme.code().parameters().queries()]);
    for (int queries = 1; queries < shorter.length; queries++) {
      Scheme own = scheme.shortened(queries);
      shorter[queries - 1] = own == scheme ? this : new Coding(own, new Coding[0]);
    }
    shorter[shorter.length - 1] = this;
  }

  private Coding(Scheme scheme, Coding[] shorter) {
    this.shorter = shorter;
    this.code = scheme.code();
    this.coder = GroupCoder.of(scheme);
    DMatrixRMaj matrix = code.encodingMatrix();
    this.own = code.cleanQueries();
    this.importance = importance(own, matrix.numCols);
    this.clean = Arrays.stream(own).anyMatch(query -> query >= 0);
    this.withStudent = scheme.decoder().leastAnswers() == 0;
    GroupOrdering ordering = scheme.ordering();
    this.plainOrder = ordering == GroupOrdering.PATH || ordering == GroupOrdering.AS_GIVEN;
    this.largest = (float) (Float.MAX_VALUE / largestRowSum(matrix));
  }

  /** How a group of so many queries is served, from 1 to K; of a whole coding, not a short one. */
  Coding of(int count) {
    return shorter[count - 1];
  }

  /**
   * The queries of a group.
   *
   * @return K, or as many as a short group has places
   */
  public int queries() {
    return code.parameters().queries();
  }

  /**
   * The workers of a group.
   *
   * @return N
   */
  public int workers() {
    return code.workers();
  }

  /** How many answers to wait for. */
  int quorum() {
    return code.quorum();
  }

  /**
   * Whether answers may be lies.
   *
   * @return whether E is above 0
   */
  public boolean mayLie() {
    return code.parameters().errors() > 0;
  }

  /**
   * Whether some slot holds a query as it is.
   *
   * @return whether one does
   */
  public boolean hasCleanQueries() {
    return clean;
  }

  /**
   * Whether a query's own answer is its prediction, whatever else comes.
   *
   * @return whether queries go out as they are and nobody may lie
   */
  public boolean answersAlone() {
    return clean && !mayLie();
  }

  /**
   * Whether the decoder makes predictions of what a student has answered, and of any answers.
   *
   * @return whether it does; it cannot do without a student
   */
  public boolean decodesWithStudent() {
    return withStudent;
  }

  /** The place of the query that a slot holds as it is; -1 for a mixture. */
  int place(QueryOrder order, int slot) {
    return own[slot] < 0 ? -1 : order.source(own[slot]);
  }

  /** Whether the order of the queries may depend on what a student answers. */
  boolean ordersByStudent() {
    return !plainOrder;
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

  /** The queries at the K places: those given, and the last one again where they are too few. */
  FMatrixRMaj places(List<? extends Query> queries) {
    int places = queries();
    int length = queries.get(0).values().length;
    FMatrixRMaj given = WORKSPACE.get().given;
    given.reshape(places, length);
    for (int place = 0; place < places; place++) {
      System.arraycopy(query(queries, place), 0, given.data, place * length, length);
    }
    return given;
  }

  /**
   * Encodes a group of K places; the thread's next group overwrites what comes of it.
   *
   * @param students the student's answers to the places, if there are any
   */
  EncodedGroup encode(FMatrixRMaj places, StudentDesk.@Nullable Answers students) {
    return coder.encode(places, students == null ? null : students.values(), WORKSPACE.get().coded);
  }

  /** The query at one of the K places, not to be modified; the last one where there are too few. */
  static float[] query(List<? extends Query> queries, int place) {
    return queries.get(Math.min(place, queries.size() - 1)).values();
  }

  /** What to ask once more; nothing below the quorum, unless the decoder needs none. */
  List<Recheck> rechecks(
      QueryOrder order,
      Received received,
      Outcome second,
      StudentDesk.@Nullable Answers students,
      WorkerSet askable) {
    boolean enough = withStudent ? students != null : received.slots().size() >= quorum();
    if (!enough) {
      return List.of();
    }
    return coder.rechecks(order, coded(received, second, students), askable).stream()
        .filter(recheck -> recheck.workers().size() > 0)
        .toList();
  }

  /**
   * Decodes, with what came of a second round.
   *
   * @throws IllegalArgumentException if the code can make nothing of what has come
   */
  Predicted decode(
      QueryOrder order, Received received, Outcome second, StudentDesk.@Nullable Answers students) {
    return new Predicted(coder.decodeDegraded(order, coded(received, second, students), null));
  }

  /** The answers to queries that went out as they are; every other place is still to be filled. */
  Predicted own(QueryOrder order, Received received, int classes) {
    Predicted known = nothing(classes);
    int row = 0;
    for (int slot : received.slots().toArray()) {
      int place = place(order, slot);
      if (place >= 0) {
        Answers.copyRow(received.values(), row, known.predictions(), place);
        known.provenances[place] = Provenance.EXACT;
      }
      row++;
    }
    return known;
  }

  /** A group of which nothing is known: every place is still to be filled. */
  Predicted nothing(int classes) {
    WorkerSet nobody = WorkerSet.none(code.workers());
    return new Predicted(
        new Decoded(
            new FMatrixRMaj(queries(), classes),
            Collections.nCopies(queries(), Provenance.GUESSED),
            nobody,
            nobody));
  }

  private static io.github.approxifer.coding.answers.Received coded(
      Received received, Outcome second, StudentDesk.@Nullable Answers students) {
    io.github.approxifer.coding.answers.Received coded =
        io.github.approxifer.coding.answers.Received.of(received.slots(), received.values())
            .withRechecks(second.rechecks(), second.further());
    return students == null ? coded : coded.withStudent(students.values());
  }

  /** A group that was decoded, a row for each of the K places, some of which may be filled in. */
  static final class Predicted {
    private final Decoded decoded;
    private final Provenance[] provenances;

    private Predicted(Decoded decoded) {
      this.decoded = decoded;
      this.provenances = decoded.provenances().toArray(Provenance[]::new);
    }

    /** K x c. */
    FMatrixRMaj predictions() {
      return decoded.predictions();
    }

    /** How the prediction at a place was obtained. */
    Provenance provenance(int place) {
      return provenances[place];
    }

    /** The slots whose answers the predictions are made of. */
    WorkerSet used() {
      return decoded.used();
    }

    /** The slots believed to have lied. */
    WorkerSet liars() {
      return decoded.liars();
    }

    /** What whoever runs the workers should know; null if there is nothing to say. */
    @Nullable String warning() {
      return decoded.warning();
    }

    /** Puts the student's answer in a place. */
    void fill(int place, FMatrixRMaj students) {
      Answers.copyRow(students, place, decoded.predictions(), place);
      provenances[place] = Provenance.STUDENT;
    }
  }
}
