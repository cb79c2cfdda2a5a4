package io.github.approxifer.serving.internal.group;

import io.github.approxifer.coding.answers.Provenance;
import io.github.approxifer.serving.GroupReport;
import java.util.List;
import java.util.OptionalDouble;
import org.ejml.data.FMatrixRMaj;

/**
 * What became of queries of a group that were answered.
 *
 * @param report what is the same for all of them
 * @param answers one for each
 */
public record GroupResult(GroupReport report, List<Answer> answers) {

  /**
   * The answer to one query.
   *
   * @param query which
   * @param values 1 x c; belongs to the receiver
   * @param provenance how they were obtained
   * @param confidence the probability that the prediction is right, if it is known
   * @param queueNanos from the query's arrival to the start of its group
   * @param totalNanos from the query's arrival until now
   */
  public record Answer(
      Query query,
      FMatrixRMaj values,
      Provenance provenance,
      OptionalDouble confidence,
      long queueNanos,
      long totalNanos) {}

  /** The queries that were answered. */
  List<Query> queries() {
    return answers.stream().map(Answer::query).toList();
  }
}
