package io.github.approxifer.coding.advisor;

import io.github.approxifer.coding.BatchModel;
import io.github.approxifer.coding.Code;
import io.github.approxifer.coding.EncodedGroup;
import io.github.approxifer.coding.GroupCoder;
import io.github.approxifer.coding.answers.Answers;
import io.github.approxifer.coding.answers.Received;
import io.github.approxifer.coding.answers.WorkerSet;
import io.github.approxifer.coding.order.QueryOrder;
import io.github.approxifer.coding.student.Student;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.ejml.data.FMatrixRMaj;
import org.jspecify.annotations.Nullable;

/**
 * What all workers of a candidate answer to groups of sample queries when nobody lies.
 *
 * <p>A worker that gets a query as it is answers as the model does to that query, which is known;
 * only mixtures are put to the model, those of many groups in one batch. Immutable, except that
 * matrices are not copied.
 */
public final class HonestGroups {
  private static final int GROUPS_AT_ONCE = 64;

  private final List<QueryOrder> orders = new ArrayList<>();
  private final List<FMatrixRMaj> answers = new ArrayList<>();
  private final List<FMatrixRMaj> clean = new ArrayList<>();
  private final List<FMatrixRMaj> students = new ArrayList<>();
  private final List<int[]> labels = new ArrayList<>();

  private HonestGroups() {}

  /**
   * Orders, encodes and answers groups.
   *
   * @param candidate says how
   * @param model what the workers run
   * @param groups groups of K, looked at one after the other
   * @return what the workers answer
   * @throws IllegalArgumentException if a group has not K queries
   */
  public static HonestGroups of(Candidate candidate, BatchModel model, List<SampleGroup> groups) {
    HonestGroups all = new HonestGroups();
    Mixtures mixtures = new Mixtures(candidate, model);
    for (int first = 0; first < groups.size(); first += GROUPS_AT_ONCE) {
      int end = Math.min(groups.size(), first + GROUPS_AT_ONCE);
      mixtures.answer(groups.subList(first, end), all);
    }
    return all;
  }

  /** Encodes some groups, and has the model answer what they mix. Confined to one call. */
  private static final class Mixtures {
    private final GroupCoder coder;
    private final GroupCoder.Workspace space = new GroupCoder.Workspace();
    private final BatchModel model;
    private final @Nullable BatchModel ownModel;
    private final @Nullable Student student;
    private final int[] clean;
    private final int[] mixing;
    private final int[] own;

    Mixtures(Candidate candidate, BatchModel model) {
      Code code = candidate.scheme().code();
      this.coder = GroupCoder.of(candidate.scheme());
      this.model = model;
      this.ownModel = candidate.ownModel();
      this.student = candidate.student();
      this.clean = code.cleanQueries();
      this.own =
          IntStream.range(0, clean.length).filter(worker -> code.runsOwnModel(worker)).toArray();
      this.mixing =
          IntStream.range(0, clean.length)
              .filter(worker -> clean[worker] < 0 && !code.runsOwnModel(worker))
              .toArray();
    }

    void answer(List<SampleGroup> groups, HonestGroups all) {
      int length = groups.get(0).queries().numCols;
      FMatrixRMaj mixed = new FMatrixRMaj(groups.size() * mixing.length, length);
      FMatrixRMaj special = new FMatrixRMaj(groups.size() * own.length, length);
      int begin = all.count();
      for (int g = 0; g < groups.size(); g++) {
        SampleGroup group = groups.get(g);
        FMatrixRMaj unsure = student == null ? null : student.answer(group.queries(), null);
        QueryOrder order = encode(group, unsure, mixed, special, g);
        all.orders.add(order);
        all.clean.add(group.answers());
        if (unsure != null) {
          all.students.add(unsure);
        }
        int @Nullable [] known = group.labels();
        if (known != null) {
          all.labels.add(known);
        }
      }
      FMatrixRMaj toMixed = mixing.length == 0 ? mixed : model.predict(mixed);
      FMatrixRMaj toSpecial =
          own.length == 0
              ? special
              : Objects.requireNonNull(ownModel, "a model of its own").predict(special);
      for (int g = 0; g < groups.size(); g++) {
        FMatrixRMaj inOrder = all.orders.get(begin + g).apply(groups.get(g).answers(), null);
        FMatrixRMaj values = new FMatrixRMaj(clean.length, inOrder.numCols);
        for (int worker = 0; worker < clean.length; worker++) {
          if (clean[worker] >= 0) {
            Answers.copyRow(inOrder, clean[worker], values, worker);
          }
        }
        copy(toMixed, mixing, g, values);
        copy(toSpecial, own, g, values);
        all.answers.add(values);
      }
    }

    private QueryOrder encode(
        SampleGroup group,
        @Nullable FMatrixRMaj unsure,
        FMatrixRMaj mixed,
        FMatrixRMaj special,
        int g) {
      if (mixing.length + own.length == 0) {
        return coder.order(group.queries(), unsure);
      }
      EncodedGroup encoded = coder.encode(group.queries(), unsure, space);
      for (int i = 0; i < mixing.length; i++) {
        Answers.copyRow(encoded.coded(), mixing[i], mixed, g * mixing.length + i);
      }
      for (int i = 0; i < own.length; i++) {
        Answers.copyRow(encoded.coded(), own[i], special, g * own.length + i);
      }
      return encoded.order();
    }

    private static void copy(FMatrixRMaj from, int[] workers, int g, FMatrixRMaj values) {
      for (int i = 0; i < workers.length; i++) {
        Answers.copyRow(from, g * workers.length + i, values, workers[i]);
      }
    }
  }

  /**
   * How many groups there are.
   *
   * @return their number
   */
  public int count() {
    return answers.size();
  }

  /**
   * The answers of the workers to their coded queries.
   *
   * @return for each group N x c; not to be modified
   */
  public List<FMatrixRMaj> answers() {
    return List.copyOf(answers);
  }

  /**
   * The answers of the workers in one group.
   *
   * @param group which group
   * @return N x c; not to be modified
   */
  public FMatrixRMaj answers(int group) {
    return answers.get(group);
  }

  /**
   * The model's answers to the queries themselves, in the order in which they are encoded: what
   * decoders are fitted to.
   *
   * @return for each group K x c, new matrices
   */
  public List<FMatrixRMaj> cleanAsEncoded() {
    List<FMatrixRMaj> ordered = new ArrayList<>();
    for (int g = 0; g < count(); g++) {
      ordered.add(orders.get(g).apply(clean.get(g), null));
    }
    return ordered;
  }

  /**
   * The model's answers to the queries of one group, in the order of the caller.
   *
   * @param group which group
   * @return K x c; not to be modified
   */
  public FMatrixRMaj clean(int group) {
    return clean.get(group);
  }

  /**
   * The student's answers to the queries, in the order in which they are encoded: what decoders
   * with a student are fitted to.
   *
   * @return for each group K x c, new matrices; empty if the candidate has no student
   */
  public List<FMatrixRMaj> studentAsEncoded() {
    List<FMatrixRMaj> ordered = new ArrayList<>();
    for (int g = 0; g < students.size(); g++) {
      ordered.add(orders.get(g).apply(students.get(g), null));
    }
    return ordered;
  }

  /**
   * What has come of a group when only some workers have answered.
   *
   * @param group which group
   * @param values N x c, what all workers answer, honest or not; not modified
   * @param answered F, those that did
   * @return their answers, with the student's if the candidate has one
   */
  Received received(int group, FMatrixRMaj values, WorkerSet answered) {
    WorkerSet all = WorkerSet.all(values.numRows);
    Received received = Received.of(answered, Answers.select(all, values, answered, null));
    return students.isEmpty() ? received : received.withStudent(students.get(group));
  }

  /**
   * The order in which the queries of a group are encoded.
   *
   * @param group which group
   * @return the order
   */
  public QueryOrder order(int group) {
    return orders.get(group);
  }

  /**
   * The true classes of the queries of a group, in the order of the caller.
   *
   * @param group which group
   * @return K classes, not to be modified; null if they are not known of all groups
   */
  public int @Nullable [] labels(int group) {
    return labels.size() < count() ? null : labels.get(group);
  }
}
