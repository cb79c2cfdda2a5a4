package io.github.approxifer.coding;

import io.github.approxifer.coding.answers.Decoded;
import io.github.approxifer.coding.answers.Provenance;
import io.github.approxifer.coding.answers.Received;
import io.github.approxifer.coding.answers.Recheck;
import io.github.approxifer.coding.answers.WorkerSet;
import io.github.approxifer.coding.order.GroupOrdering;
import io.github.approxifer.coding.order.Hardness;
import io.github.approxifer.coding.order.QueryOrder;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.ejml.data.FMatrixRMaj;
import org.jspecify.annotations.Nullable;

/**
 * The one door to a {@link Scheme}: orders and encodes a group, says what to ask once more, decodes
 * what has come, and gives predictions back in the order of the caller. Thread-safe.
 *
 * <pre>{@code
 * GroupCoder coder = GroupCoder.of(code);
 * EncodedGroup group = coder.encode(queries);           // row i of group.coded() is for worker i
 * Decoded decoded = coder.decode(group, answered, values); // the first answers that came
 * }</pre>
 */
public final class GroupCoder {
  private final Scheme scheme;
  private final Encoder encoder;
  private final int queries;
  private final Random random = new SecureRandom();

  /** Matrices that a caller keeps from group to group, so that encoding allocates none. */
  public static final class Workspace {
    private final FMatrixRMaj ordered = new FMatrixRMaj(1, 1);
    private final FMatrixRMaj coded = new FMatrixRMaj(1, 1);

    /** An empty workspace, for one group at a time. */
    public Workspace() {}
  }

  private GroupCoder(Scheme scheme) {
    this.scheme = scheme;
    this.encoder = Encoder.of(scheme.code());
    this.queries = scheme.code().parameters().queries();
  }

  /**
   * A door to a scheme.
   *
   * @param scheme the scheme
   * @return the door
   */
  public static GroupCoder of(Scheme scheme) {
    return new GroupCoder(scheme);
  }

  /**
   * A door to a code, served as suits it.
   *
   * @param code the code
   * @return the door to {@link Scheme#of(Code)}
   */
  public static GroupCoder of(Code code) {
    return of(Scheme.of(code));
  }

  /**
   * What is behind the door.
   *
   * @return the scheme
   */
  public Scheme scheme() {
    return scheme;
  }

  /**
   * Orders and encodes a group.
   *
   * @param queries K x d, one query a row; not modified
   * @return the coded queries, in a new matrix, and the order
   * @throws IllegalArgumentException as {@link Encoder#encode(FMatrixRMaj)} does
   */
  public EncodedGroup encode(FMatrixRMaj queries) {
    return encode(queries, null, new Workspace());
  }

  /**
   * Orders and encodes a group, with the help of a student and without allocating matrices.
   *
   * @param queries K x d, one query a row; not modified
   * @param student K x c, row j is what a student answers to query j, for orderings that put hard
   *     queries first; null if there is none; not modified
   * @param space the coded queries are in it until the next group is encoded with it
   * @return the coded queries and the order
   * @throws IllegalArgumentException as {@link Encoder#encode(FMatrixRMaj)} does, or if the student
   *     has not answered each query
   */
  public EncodedGroup encode(FMatrixRMaj queries, @Nullable FMatrixRMaj student, Workspace space) {
    QueryOrder order = order(queries, student);
    FMatrixRMaj ordered = order.apply(queries, space.ordered);
    return new EncodedGroup(order, encoder.encode(ordered, space.coded));
  }

  /**
   * Orders a group without encoding it.
   *
   * @param queries K x d, one query a row; not modified
   * @param student as in {@link #encode(FMatrixRMaj, FMatrixRMaj, Workspace)}
   * @return which query takes which place
   * @throws IllegalArgumentException if the student has not answered each query
   */
  public QueryOrder order(FMatrixRMaj queries, @Nullable FMatrixRMaj student) {
    GroupOrdering ordering = scheme.ordering();
    return student == null
        ? ordering.order(queries)
        : ordering.order(queries, Hardness.of(requireEach(student)));
  }

  /**
   * Decodes the answers of one round.
   *
   * @param group what {@link #encode(FMatrixRMaj)} gave
   * @param answers F, the workers that answered
   * @param values |F| x c, row r is the answer of the worker of rank r in F; not modified
   * @return as {@link #decode(QueryOrder, Received, FMatrixRMaj)}
   * @throws IllegalArgumentException as {@link #decode(QueryOrder, Received, FMatrixRMaj)} does
   */
  public Decoded decode(EncodedGroup group, WorkerSet answers, FMatrixRMaj values) {
    return decode(group.order(), Received.of(answers, values), null);
  }

  /**
   * Decodes in as many rounds as the decoder asks for.
   *
   * @param group what {@link #encode(FMatrixRMaj)} gave
   * @param answers F, the workers that answered
   * @param values |F| x c, row r is the answer of the worker of rank r in F; not modified
   * @param ask sends a query out once more, as it is, and returns an answer of each worker asked,
   *     in ascending order; called once for each query of the second round, and never if all is
   *     well
   * @return as {@link #decode(QueryOrder, Received, FMatrixRMaj)}
   * @throws IllegalArgumentException as {@link #decode(QueryOrder, Received, FMatrixRMaj)} does
   */
  public Decoded decode(
      EncodedGroup group,
      WorkerSet answers,
      FMatrixRMaj values,
      Function<? super Recheck, FMatrixRMaj> ask) {
    Received received = Received.of(answers, values);
    return decode(group.order(), settled(group.order(), received, answers, random, ask), null);
  }

  /**
   * Asks again, in as many rounds as the decoder asks for.
   *
   * @param order that of the encoded group
   * @param received what has come in the first round; not modified
   * @param askable those of the workers that may be asked again
   * @param draws draws whom to ask
   * @param ask as in {@link #decode(EncodedGroup, WorkerSet, FMatrixRMaj, Function)}
   * @return what has come when nothing is left to ask; {@code received} if nothing was asked
   * @throws IllegalArgumentException as {@link GroupDecoder#rechecks} does
   */
  public Received settled(
      QueryOrder order,
      Received received,
      WorkerSet askable,
      Random draws,
      Function<? super Recheck, FMatrixRMaj> ask) {
    Received all = received;
    List<Recheck> rechecks = rechecks(order, all, askable, draws);
    while (!rechecks.isEmpty()) {
      List<FMatrixRMaj> further = new ArrayList<>();
      for (Recheck recheck : rechecks) {
        further.add(ask.apply(recheck));
      }
      all = all.withRechecks(rechecks, further);
      rechecks = rechecks(order, all, askable, draws);
    }
    return all;
  }

  /**
   * Decodes what has come of a group and restores the order of the caller.
   *
   * @param order that of the encoded group
   * @param received what has come, from at least the code's quorum; queries in the order of the
   *     caller; not modified
   * @param predictions where to write, reshaped to K x c if it has another shape; null for a new
   *     matrix
   * @return predictions and provenances in the order of the caller
   * @throws IllegalArgumentException if there are fewer answers than the quorum, or as {@link
   *     GroupDecoder#decode(Received, FMatrixRMaj)} does
   */
  public Decoded decode(QueryOrder order, Received received, @Nullable FMatrixRMaj predictions) {
    int quorum = scheme.code().quorum();
    if (received.answers().size() < quorum) {
      throw new IllegalArgumentException(
          "%s decodes from at least %d answers, but F = %s has %d; wait for more, or call decodeDegraded to accept a worse result"
              .formatted(scheme, quorum, received.answers(), received.answers().size()));
    }
    return decodeDegraded(order, received, predictions);
  }

  /**
   * Decodes what has come of a group, also if it is less than the code promises to decode well
   * from. Below the quorum nobody is named.
   *
   * @param order that of the encoded group
   * @param received what has come, from at least {@link GroupDecoder#leastAnswers()} workers;
   *     queries in the order of the caller; not modified
   * @param predictions as in {@link #decode(QueryOrder, Received, FMatrixRMaj)}
   * @return predictions and provenances in the order of the caller
   * @throws IllegalArgumentException as {@link GroupDecoder#decode(Received, FMatrixRMaj)} does
   */
  public Decoded decodeDegraded(
      QueryOrder order, Received received, @Nullable FMatrixRMaj predictions) {
    int least = scheme.decoder().leastAnswers();
    if (received.answers().size() < least) {
      throw new IllegalArgumentException(
          "%s decodes from %d answers at least, but F = %s"
              .formatted(scheme, least, received.answers()));
    }
    Decoded decoded = scheme.decoder().decode(encoded(order, received), null);
    Provenance[] restored = new Provenance[queries];
    for (int position = 0; position < queries; position++) {
      restored[order.source(position)] = decoded.provenances().get(position);
    }
    return new Decoded(
        order.restore(decoded.predictions(), predictions),
        Arrays.asList(restored),
        decoded.used(),
        decoded.liars(),
        decoded.warning());
  }

  /**
   * Which queries to send out once more, as they are, before the group is decoded. To be called
   * again with what has come, until nothing is left to ask. Whom to ask is drawn so that nobody can
   * foresee it.
   *
   * @param order that of the encoded group
   * @param received what has come so far, from at least the code's quorum; not modified
   * @param askable those of the workers that may be asked again
   * @return the queries in the order of the caller, with the workers to ask; empty if all is well
   * @throws IllegalArgumentException as {@link GroupDecoder#rechecks} does
   */
  public List<Recheck> rechecks(QueryOrder order, Received received, WorkerSet askable) {
    return rechecks(order, received, askable, random);
  }

  /**
   * As {@link #rechecks(QueryOrder, Received, WorkerSet)}, with draws that can be repeated: for
   * tests and measurements.
   *
   * @param order that of the encoded group
   * @param received what has come so far; not modified
   * @param askable those of the workers that may be asked again
   * @param draws draws whom to ask
   * @return the queries in the order of the caller, with the workers to ask; empty if all is well
   * @throws IllegalArgumentException as {@link GroupDecoder#rechecks} does
   */
  public List<Recheck> rechecks(
      QueryOrder order, Received received, WorkerSet askable, Random draws) {
    return scheme.decoder().rechecks(encoded(order, received), askable, draws).stream()
        .map(recheck -> new Recheck(order.source(recheck.query()), recheck.workers()))
        .toList();
  }

  /** What has come, with the queries in the order of the encoder. */
  private Received encoded(QueryOrder order, Received received) {
    Received result = Received.of(received.answers(), received.values());
    if (!received.rechecks().isEmpty()) {
      int[] positions = new int[queries];
      for (int position = 0; position < queries; position++) {
        positions[order.source(position)] = position;
      }
      List<Recheck> rechecks = new ArrayList<>();
      for (Recheck recheck : received.rechecks()) {
        rechecks.add(new Recheck(positions[requireQuery(recheck)], recheck.workers()));
      }
      result = result.withRechecks(rechecks, received.further());
    }
    FMatrixRMaj student = received.student();
    return student == null ? result : result.withStudent(order.apply(requireEach(student), null));
  }

  private int requireQuery(Recheck recheck) {
    if (recheck.query() < 0 || recheck.query() >= queries) {
      throw new IllegalArgumentException(
          "query " + recheck.query() + " was asked again, but there are only K=" + queries);
    }
    return recheck.query();
  }

  private FMatrixRMaj requireEach(FMatrixRMaj student) {
    if (student.numRows != queries) {
      throw new IllegalArgumentException(
          "the student has answered %d queries, but the group has K=%d"
              .formatted(student.numRows, queries));
    }
    return student;
  }
}
