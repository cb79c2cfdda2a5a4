package io.github.approxifer.coding.advisor;

import io.github.approxifer.coding.Answers;
import io.github.approxifer.coding.Code;
import io.github.approxifer.coding.Decoder;
import io.github.approxifer.coding.Encoder;
import io.github.approxifer.coding.Provenance;
import io.github.approxifer.coding.WorkerSet;
import io.github.approxifer.coding.order.QueryOrder;
import java.util.ArrayList;
import java.util.List;
import org.ejml.data.FMatrixRMaj;
import org.jspecify.annotations.Nullable;

/**
 * Runs one candidate over groups of sample queries and straggler sets. Not thread-safe; one trial
 * makes one report.
 */
public final class CodeTrial {
  private final Candidate candidate;
  private final BatchModel model;
  private final Encoder encoder;
  private final Decoder decoder;
  private final List<WorkerSet> sets;
  private final List<List<Provenance>> provenances = new ArrayList<>();
  private final long[] agreed;
  private long right;
  private long exact;
  private long inexactAgreed;
  private long perSet;
  private double squares;
  private int classes;
  private boolean labelled = true;

  /**
   * A trial of a candidate.
   *
   * @param candidate the code and how it is used
   * @param model what the workers run
   * @param mostSets how many straggler sets to try at most; all are tried if they are no more
   * @param seed of the sample of straggler sets
   */
  public CodeTrial(Candidate candidate, BatchModel model, int mostSets, long seed) {
    Code code = candidate.code();
    this.candidate = candidate;
    this.model = model;
    this.encoder = new Encoder(code);
    this.decoder = new Decoder(code);
    this.sets = StragglerSets.of(code.workers(), code.workers() - code.quorum(), mostSets, seed);
    this.agreed = new long[sets.size()];
    for (WorkerSet set : sets) {
      provenances.add(Provenance.of(code, set));
    }
  }

  /**
   * Runs one group.
   *
   * @param queries K x d, not modified
   * @param answers K x c, the model's answers to the queries themselves; not modified
   * @param labels the K true classes, or null if they are not known
   */
  public void add(FMatrixRMaj queries, FMatrixRMaj answers, int @Nullable [] labels) {
    QueryOrder order = candidate.ordering().order(queries);
    FMatrixRMaj coded = encoder.encode(order.apply(queries, null));
    FMatrixRMaj all = answersTo(coded);
    classes = answers.numCols;
    labelled &= labels != null;
    for (int s = 0; s < sets.size(); s++) {
      WorkerSet set = sets.get(s);
      FMatrixRMaj received = Answers.select(WorkerSet.all(coded.numRows), all, set, null);
      FMatrixRMaj predictions = decoder.decode(set, received);
      for (int position = 0; position < order.size(); position++) {
        int query = order.source(position);
        int predicted = Answers.largest(predictions, position);
        boolean agrees = predicted == Answers.largest(answers, query);
        boolean isExact = provenances.get(s).get(position) == Provenance.EXACT;
        agreed[s] += agrees ? 1 : 0;
        exact += isExact ? 1 : 0;
        inexactAgreed += agrees && !isExact ? 1 : 0;
        right += labels != null && predicted == labels[query] ? 1 : 0;
        for (int c = 0; c < classes; c++) {
          double error = predictions.get(position, c) - answers.get(query, c);
          squares += error * error;
        }
      }
    }
    perSet += order.size();
  }

  private FMatrixRMaj answersTo(FMatrixRMaj coded) {
    BatchModel parityModel = candidate.parityModel();
    FMatrixRMaj all = model.predict(coded);
    if (parityModel != null) {
      int worker = coded.numRows - 1;
      Answers.copyRow(parityModel.predict(Answers.rows(coded, worker, 1)), 0, all, worker);
    }
    return all;
  }

  /**
   * The figures over all groups so far.
   *
   * @return the report
   * @throws IllegalStateException if no group has been run
   */
  public CodeReport report() {
    if (perSet == 0) {
      throw new IllegalStateException("no group has been run; call add first");
    }
    long trials = perSet * sets.size();
    long total = 0;
    long least = Long.MAX_VALUE;
    for (long count : agreed) {
      total += count;
      least = Math.min(least, count);
    }
    return new CodeReport(
        candidate.label(),
        candidate.code().workers(),
        labelled ? (double) right / trials : Double.NaN,
        (double) total / trials,
        (double) least / perSet,
        Math.sqrt(squares / (trials * classes)),
        (double) exact / trials,
        exact == trials ? Double.NaN : (double) inexactAgreed / (trials - exact),
        trials);
  }
}
