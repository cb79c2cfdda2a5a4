package io.github.approxifer.coding.advisor;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.ejml.data.FMatrixRMaj;
import org.jspecify.annotations.Nullable;

/**
 * Measures candidates on sample queries and ranks them: by accuracy if the labels are known and by
 * agreement with the uncoded model otherwise, then by the worst straggler set, then by the number
 * of workers.
 *
 * <p>The samples are cut into groups of K in their order, so give them as they arrive in service:
 * shuffled photographs shuffled, a video in sequence. About N forward passes a group and a
 * candidate are needed. Figures from few samples are rough: with n predictions a share p has a
 * standard error of at least sqrt(p (1-p) / n).
 *
 * <p>Not thread-safe.
 */
public final class Advisor {
  private static final int DEFAULT_SETS = 200;

  private final BatchModel model;
  private int mostSets = DEFAULT_SETS;
  private long seed = 1;

  /**
   * An advisor for a model.
   *
   * @param model what the workers run
   */
  public Advisor(BatchModel model) {
    this.model = model;
  }

  /**
   * Changes how many straggler sets are tried.
   *
   * @param sets at most so many, 200 by default; all are tried if they are no more
   * @param sampleSeed of the random sample if they are more
   * @return this
   * @throws IllegalArgumentException if the number is below 1
   */
  public Advisor stragglerSets(int sets, long sampleSeed) {
    if (sets < 1) {
      throw new IllegalArgumentException("at least 1 straggler set is needed, but got " + sets);
    }
    this.mostSets = sets;
    this.seed = sampleSeed;
    return this;
  }

  /**
   * Measures candidates and ranks them.
   *
   * @param candidates codes for the same K and S, at least one
   * @param samples n x d queries, n at least K; the last n mod K are not used; not modified
   * @param answers n x c, the model's answers to the samples themselves; not modified
   * @param labels the n true classes, or null
   * @return the ranking
   * @throws IllegalArgumentException if there is no candidate, they differ in K, there are fewer
   *     than K samples, or the numbers of samples, answers and labels differ
   */
  public Advice advise(
      List<Candidate> candidates,
      FMatrixRMaj samples,
      FMatrixRMaj answers,
      int @Nullable [] labels) {
    int queries = requireSameQueries(candidates);
    int groups = samples.numRows / queries;
    if (groups == 0
        || answers.numRows != samples.numRows
        || (labels != null && labels.length != samples.numRows)) {
      throw new IllegalArgumentException(
          "there are "
              + samples.numRows
              + " samples, "
              + answers.numRows
              + " answers and "
              + (labels == null ? "no" : labels.length)
              + " labels; give as many of each, and at least K="
              + queries);
    }
    List<CodeReport> reports = new ArrayList<>();
    for (Candidate candidate : candidates) {
      CodeTrial trial = new CodeTrial(candidate, model, mostSets, seed);
      for (int group = 0; group < groups; group++) {
        int begin = group * queries;
        int[] ofGroup = null;
        if (labels != null) {
          ofGroup = java.util.Arrays.copyOfRange(labels, begin, begin + queries);
        }
        trial.add(rows(samples, begin, queries), rows(answers, begin, queries), ofGroup);
      }
      reports.add(trial.report());
    }
    Comparator<CodeReport> byQuality =
        Comparator.comparingDouble(r -> labels == null ? r.agreement() : r.accuracy());
    reports.sort(
        byQuality
            .thenComparingDouble(CodeReport::worstAgreement)
            .reversed()
            .thenComparingInt(CodeReport::workers));
    int stragglers = candidates.get(0).code().parameters().stragglers();
    return new Advice(queries, stragglers, groups, reports);
  }

  private static int requireSameQueries(List<Candidate> candidates) {
    if (candidates.isEmpty()) {
      throw new IllegalArgumentException("there is no candidate to measure");
    }
    int queries = candidates.get(0).code().parameters().queries();
    for (Candidate candidate : candidates) {
      int other = candidate.code().parameters().queries();
      if (other != queries) {
        throw new IllegalArgumentException(
            "candidates must have the same K, but "
                + candidates.get(0).label()
                + " has "
                + queries
                + " and "
                + candidate.label()
                + " has "
                + other);
      }
    }
    return queries;
  }

  private static FMatrixRMaj rows(FMatrixRMaj matrix, int begin, int count) {
    FMatrixRMaj part = new FMatrixRMaj(count, matrix.numCols);
    System.arraycopy(matrix.data, begin * matrix.numCols, part.data, 0, count * matrix.numCols);
    return part;
  }
}
