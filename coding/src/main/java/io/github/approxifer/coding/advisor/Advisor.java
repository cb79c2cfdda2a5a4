package io.github.approxifer.coding.advisor;

import io.github.approxifer.coding.BatchModel;
import io.github.approxifer.coding.attack.Attack;
import io.github.approxifer.coding.attack.Attacks;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.ejml.data.FMatrixRMaj;
import org.jspecify.annotations.Nullable;

/**
 * Measures candidates on sample queries and ranks them.
 *
 * <ul>
 *   <li>{@link #advise} compares codes for stragglers: by accuracy if the labels are known and by
 *       agreement with the uncoded model otherwise, then under the worst straggler set, then by the
 *       number of workers.
 *   <li>{@link #adviseOnLiars} compares ways to stand liars: by agreement under the worst attack,
 *       then on average over the attacks, then when nobody lies, then by the number of workers.
 *       Accuracies are reported beside it. Ways that stand liars differ by a few predictions in a
 *       thousand, and where such a prediction is right and the model is not, that is luck.
 * </ul>
 *
 * <p>Where answers have no classes, {@link #withRanking} has the error take the place of agreement
 * and accuracy. What was measured can be served with: {@link Measured#scheme()}.
 *
 * <p>The samples are cut into groups of K in their order, so give them as they arrive in service:
 * shuffled photographs shuffled, a video in sequence. About N forward passes a group and a
 * candidate are needed. Figures from few samples are rough: with n predictions a share p has a
 * standard error of at least sqrt(p (1-p) / n).
 *
 * <p>Nothing is judged on what it was fitted to: where something is to be fitted, the first half of
 * the groups is for that, and all candidates are judged on the second half. To fit, groups of K
 * that follow each other are taken from the first half; they overlap, to be more.
 *
 * <p>The same samples, candidates and seed give the same advice. Immutable, and thread-safe if the
 * model is.
 */
public final class Advisor {
  private static final int DEFAULT_SETS = 200;
  private static final int DEFAULT_FITTING_GROUPS = 200;
  private static final int DEFAULT_DRAWS = 4;
  private static final long DEFAULT_SEED = 1;

  private final BatchModel model;
  private final int mostSets;
  private final int fittingGroups;
  private final int draws;
  private final @Nullable List<Attack> attacks;
  private final @Nullable Ranking ranking;
  private final long seed;

  private Advisor(
      BatchModel model,
      int mostSets,
      int fittingGroups,
      int draws,
      @Nullable List<Attack> attacks,
      @Nullable Ranking ranking,
      long seed) {
    this.model = model;
    this.mostSets = mostSets;
    this.fittingGroups = fittingGroups;
    this.draws = draws;
    this.attacks = attacks;
    this.ranking = ranking;
    this.seed = seed;
  }

  /**
   * An advisor for a model.
   *
   * @param model what the workers run, such as a model of the module models as it is
   * @return the advisor
   */
  public static Advisor of(BatchModel model) {
    return new Advisor(
        model, DEFAULT_SETS, DEFAULT_FITTING_GROUPS, DEFAULT_DRAWS, null, null, DEFAULT_SEED);
  }

  /**
   * The same advisor with another number of straggler sets.
   *
   * @param sets at most so many, 200 by default; all are tried if they are no more
   * @param sampleSeed of the random sample if they are more
   * @return a new advisor
   * @throws IllegalArgumentException if the number is below 1
   */
  public Advisor withStragglerSets(int sets, long sampleSeed) {
    if (sets < 1) {
      throw new IllegalArgumentException("at least 1 straggler set is needed, but got " + sets);
    }
    return new Advisor(model, sets, fittingGroups, draws, attacks, ranking, sampleSeed);
  }

  /**
   * The same advisor with other draws of liars.
   *
   * @param times how often each group is decoded under each attack, each time with other liars and
   *     stragglers; 4 by default
   * @param drawSeed of the draws, and of the straggler sets
   * @return a new advisor
   * @throws IllegalArgumentException if the number is below 1
   */
  public Advisor withLiarDraws(int times, long drawSeed) {
    if (times < 1) {
      throw new IllegalArgumentException(
          "each group must be decoded at least once, but got " + times);
    }
    return new Advisor(model, mostSets, fittingGroups, times, attacks, ranking, drawSeed);
  }

  /**
   * The same advisor with other attacks than {@link Attacks#forAnswers}.
   *
   * @param others what liars do, at least one. Liars are chosen among the workers that answered, in
   *     ascending order
   * @return a new advisor
   * @throws IllegalArgumentException if there is none
   */
  public Advisor withAttacks(List<Attack> others) {
    if (others.isEmpty()) {
      throw new IllegalArgumentException("there is no attack to measure under");
    }
    return new Advisor(model, mostSets, fittingGroups, draws, List.copyOf(others), ranking, seed);
  }

  /**
   * The same advisor with another ranking.
   *
   * @param by {@link Ranking#ERROR} for models that embed. By default {@link Ranking#CLASSES}, as
   *     of a classifier, except where an answer is a single value, which cannot have classes
   * @return a new advisor
   */
  public Advisor withRanking(Ranking by) {
    return new Advisor(model, mostSets, fittingGroups, draws, attacks, by, seed);
  }

  /**
   * The same advisor with another number of groups that decoders and locators are fitted to.
   *
   * @param most at most so many, 200 by default
   * @return a new advisor
   * @throws IllegalArgumentException if the number is below 1
   */
  public Advisor withFittingGroups(int most) {
    if (most < 1) {
      throw new IllegalArgumentException("at least 1 group is needed to fit to, but got " + most);
    }
    return new Advisor(model, mostSets, most, draws, attacks, ranking, seed);
  }

  /**
   * Measures codes for stragglers and ranks them.
   *
   * @param candidates codes for the same K and S, at least one
   * @param samples n x d queries, n at least K, and 2K if a candidate is to be fitted; the last n
   *     mod K are not used; not modified
   * @param answers n x c, the model's answers to the samples themselves; not modified
   * @param labels the n true classes, or null
   * @return the ranking
   * @throws IllegalArgumentException if there is no candidate, they differ in K, there are too few
   *     samples, or the numbers of samples, answers and labels differ
   */
  public Advice advise(
      List<Candidate> candidates,
      FMatrixRMaj samples,
      FMatrixRMaj answers,
      int @Nullable [] labels) {
    int queries = requireSameQueries(candidates);
    Samples all = new Samples(samples, answers, labels, queries);
    boolean fitting = candidates.stream().anyMatch(Candidate::needsFitting);
    List<SampleGroup> toFit = fitting ? all.toFit().windows(fittingGroups) : List.of();
    List<SampleGroup> toJudge = (fitting ? all.toJudge() : all).groups();
    List<CodeReport> reports = new ArrayList<>();
    for (Candidate candidate : candidates) {
      Candidate fitted = fit(candidate.requireModels(), toFit);
      HonestGroups groups = HonestGroups.of(fitted, model, toJudge);
      reports.add(StragglerTrial.of(fitted, groups, mostSets, seed).report());
    }
    Ranking by = ranking(answers);
    reports.sort(
        Comparator.comparingDouble((CodeReport r) -> by.loss(r))
            .thenComparingDouble(by::worstLoss)
            .thenComparingInt(CodeReport::workers));
    int stragglers = candidates.get(0).code().parameters().stragglers();
    return new Advice(by, queries, stragglers, toJudge.size(), reports);
  }

  /**
   * Measures ways to stand liars and ranks them: E workers lie in every group and S straggle, both
   * drawn anew for each group, as if the coded queries were handed out in random order.
   *
   * @param candidates for the same K, S and E, E at least 1; at least one candidate
   * @param samples n x d queries: n must be enough for what is fitted to one half, 40 groups or so,
   *     and for more than E groups in the other; not modified
   * @param answers n x c, the model's answers to the samples themselves; not modified
   * @param labels the n true classes, or null
   * @return the ranking
   * @throws IllegalArgumentException if there is no candidate, they differ in K, S or E, nobody
   *     lies, there are too few samples, or the numbers of samples, answers and labels differ; also
   *     if so many honest copies of a query differ that a decoder takes the workers for different
   *     models
   */
  public LiarAdvice adviseOnLiars(
      List<Candidate> candidates,
      FMatrixRMaj samples,
      FMatrixRMaj answers,
      int @Nullable [] labels) {
    int queries = LiarComparison.requireSameParameters(candidates).queries();
    Samples all = new Samples(samples, answers, labels, queries);
    List<Attack> tried = attacks == null ? Attacks.forAnswers(answers) : attacks;
    return new LiarComparison(model, all, fittingGroups)
        .run(candidates, tried, draws, seed, ranking(answers));
  }

  private Ranking ranking(FMatrixRMaj answers) {
    return Objects.requireNonNullElse(ranking, Ranking.suiting(answers.numCols));
  }

  private Candidate fit(Candidate candidate, List<SampleGroup> sample) {
    return candidate.needsFitting()
        ? candidate.fit(HonestGroups.of(candidate, model, sample))
        : candidate;
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
}
