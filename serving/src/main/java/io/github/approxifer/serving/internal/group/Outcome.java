package io.github.approxifer.serving.internal.group;

import io.github.approxifer.coding.answers.Recheck;
import java.util.ArrayList;
import java.util.List;
import org.ejml.data.FMatrixRMaj;

/**
 * What came of a second round.
 *
 * @param asked how many queries went out once more
 * @param rechecks the same queries, with the workers that answered
 * @param further their answers, a matrix for each query, a row for each worker
 * @param nanos how long it took
 */
record Outcome(int asked, List<Recheck> rechecks, List<FMatrixRMaj> further, long nanos) {
  /** There was no second round. */
  static final Outcome NONE = new Outcome(0, List.of(), List.of(), 0);

  /** The queries that at least one worker answered again, in the order of the caller. */
  List<Integer> settled() {
    return rechecks.stream()
        .filter(recheck -> recheck.workers().size() > 0)
        .map(Recheck::query)
        .distinct()
        .toList();
  }

  /** This and what came of a later round. */
  Outcome and(Outcome later) {
    List<Recheck> all = new ArrayList<>(rechecks);
    all.addAll(later.rechecks);
    List<FMatrixRMaj> answers = new ArrayList<>(further);
    answers.addAll(later.further);
    int queries = (int) all.stream().map(Recheck::query).distinct().count();
    return new Outcome(queries, all, answers, nanos + later.nanos);
  }
}
