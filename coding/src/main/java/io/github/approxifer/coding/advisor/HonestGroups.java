package io.github.approxifer.coding.advisor;

import io.github.approxifer.coding.Code;
import io.github.approxifer.coding.Encoder;
import io.github.approxifer.coding.order.GroupOrdering;
import io.github.approxifer.coding.order.QueryOrder;
import java.util.ArrayList;
import java.util.List;
import org.ejml.data.FMatrixRMaj;
import org.jspecify.annotations.Nullable;

/**
 * What all workers of a code answer to groups of sample queries when nobody lies. Immutable but for
 * the matrices, which are not copied.
 */
public final class HonestGroups {
  private final List<FMatrixRMaj> answers;
  private final List<FMatrixRMaj> clean;
  private final List<int[]> labels;

  private HonestGroups(List<FMatrixRMaj> answers, List<FMatrixRMaj> clean, List<int[]> labels) {
    this.answers = List.copyOf(answers);
    this.clean = List.copyOf(clean);
    this.labels = List.copyOf(labels);
  }

  /** Orders, encodes and answers groups. */
  static HonestGroups of(
      Code code, GroupOrdering ordering, BatchModel model, List<Samples> groups) {
    Encoder encoder = new Encoder(code);
    List<FMatrixRMaj> answers = new ArrayList<>();
    List<FMatrixRMaj> clean = new ArrayList<>();
    List<int[]> labels = new ArrayList<>();
    for (Samples group : groups) {
      QueryOrder order = ordering.order(group.queries());
      answers.add(model.predict(encoder.encode(order.apply(group.queries(), null))));
      clean.add(order.apply(group.answers(), null));
      int @Nullable [] ofGroup = group.labels();
      if (ofGroup != null) {
        int[] ordered = new int[ofGroup.length];
        for (int position = 0; position < ordered.length; position++) {
          ordered[position] = ofGroup[order.source(position)];
        }
        labels.add(ordered);
      }
    }
    return new HonestGroups(answers, clean, labels);
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
    return answers;
  }

  /**
   * The model's answers to the queries themselves, in the order in which they are encoded.
   *
   * @return for each group K x c; not to be modified
   */
  public List<FMatrixRMaj> clean() {
    return clean;
  }

  boolean labelled() {
    return !labels.isEmpty();
  }

  /** The true class of a query, in the order in which it is encoded. */
  int label(int group, int query) {
    return labels.get(group)[query];
  }
}
