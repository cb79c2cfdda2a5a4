package io.github.approxifer.coding.advisor;

import io.github.approxifer.coding.BatchModel;
import io.github.approxifer.coding.Code;
import io.github.approxifer.coding.CodeParameters;
import io.github.approxifer.coding.codes.BerrutCode;
import io.github.approxifer.coding.codes.Collage;
import io.github.approxifer.coding.codes.CollageCode;
import io.github.approxifer.coding.codes.FloaterHormannCode;
import io.github.approxifer.coding.codes.NeighbourCode;
import io.github.approxifer.coding.codes.PairedCode;
import io.github.approxifer.coding.codes.ParityCode;
import io.github.approxifer.coding.codes.ParityPlacement;
import io.github.approxifer.coding.codes.ReplicationCode;
import io.github.approxifer.coding.codes.SplineCode;
import io.github.approxifer.coding.codes.SubsetParityCode;
import io.github.approxifer.coding.codes.SystematicByzantineCode;
import io.github.approxifer.coding.codes.SystematicCode;
import io.github.approxifer.coding.codes.WorkerNodes;
import io.github.approxifer.coding.locate.JointLocator;
import io.github.approxifer.coding.locate.RationalFitLocator;
import io.github.approxifer.coding.locate.ResidualOperator;
import io.github.approxifer.coding.order.GroupOrdering;
import io.github.approxifer.coding.student.Student;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The codes, decoders and baselines that are worth a trial for given parameters. */
public final class Candidates {
  private Candidates() {}

  /**
   * The codes that lead the comparisons, at most K+S workers each: what the accuracy tables print
   * and the advisor tries first. A new code is added here, and shows up in both.
   *
   * @param p K and S, S at least 1, E = 0
   * @param collage the size of the images, for collages of them; null for queries that are no
   *     images
   * @return the candidates
   */
  public static List<Candidate> leading(CodeParameters p, @Nullable Collage collage) {
    List<Candidate> all = new ArrayList<>();
    all.add(Candidate.of("Neighbour", NeighbourCode.of(p)));
    all.add(Candidate.of("Partial replication", ReplicationCode.partial(p)));
    all.add(Candidate.of("Berrut", BerrutCode.of(p)));
    all.add(Candidate.of("Spline", SplineCode.of(p)));
    all.add(Candidate.of("Systematic", SystematicCode.of(p)));
    if (collage != null && p.queries() > 1) {
      all.add(Candidate.of("Collages", CollageCode.of(p, collage)));
    }
    for (int subset = 2; subset <= Math.min(3, p.queries()); subset++) {
      for (double trust : new double[] {0.5, 1}) {
        all.add(subsets(p, subset, trust));
      }
    }
    return all;
  }

  private static Candidate subsets(CodeParameters p, int subset, double trust) {
    return Candidate.of(
        "Subset parity m=" + subset + " theta=" + trust, SubsetParityCode.of(p, subset, trust));
  }

  /**
   * All codes and baselines for stragglers, those without redundancy included.
   *
   * @param queries K
   * @param stragglers S, at least 1 and below K
   * @param workers at most so many workers; codes that need more are left out
   * @param parityModel a parity model that was trained for groups of K, or null
   * @return the candidates; at least the code without redundancy
   * @throws IllegalArgumentException if S is out of range or there are fewer than K workers
   */
  public static List<Candidate> forStragglers(
      int queries, int stragglers, int workers, @Nullable BatchModel parityModel) {
    CodeParameters p = requireBudget(queries, stragglers, workers);
    List<Candidate> all = new ArrayList<>(leading(p, null));
    all.add(Candidate.of("Replication", ReplicationCode.full(p)));
    all.add(
        Candidate.of("Berrut as published", BerrutCode.of(p)).withOrdering(GroupOrdering.AS_GIVEN));
    all.add(
        Candidate.of("Berrut second kind", BerrutCode.of(p).withNodes(WorkerNodes.SECOND_KIND)));
    all.add(Candidate.of("Berrut first kind", BerrutCode.of(p).withNodes(WorkerNodes.FIRST_KIND)));
    all.add(Candidate.of("Floater-Hormann 1", FloaterHormannCode.of(p, 0, 1)));
    all.add(Candidate.of("Systematic ends", SystematicCode.of(p, ParityPlacement.ENDS)));
    for (int subset = 2; subset <= Math.min(4, queries); subset++) {
      for (double trust : subset == 4 ? new double[] {0, 0.5, 1} : new double[] {0}) {
        all.add(subsets(p, subset, trust));
      }
    }
    if (workers > queries + stragglers) {
      all.add(Candidate.of("Spline N=" + workers, SplineCode.of(p).withWorkers(workers)));
    }
    if (parityModel != null && stragglers == 1) {
      all.add(Candidate.of("Parity model", ParityCode.of(p)).withOwnModel(parityModel));
    }
    all.removeIf(candidate -> candidate.code().workers() > workers);
    return all;
  }

  /**
   * All of {@link #forStragglers}, and collages of images.
   *
   * @param queries K, at least 2
   * @param stragglers S, at least 1 and below K
   * @param workers at most so many workers; codes that need more are left out
   * @param parityModel a parity model that was trained for groups of K, or null
   * @param collage the size of the images, and how two become one
   * @return the candidates; at least the code without redundancy
   * @throws IllegalArgumentException if S is out of range or there are fewer than K workers
   */
  public static List<Candidate> forImages(
      int queries, int stragglers, int workers, @Nullable BatchModel parityModel, Collage collage) {
    List<Candidate> all = forStragglers(queries, stragglers, workers, parityModel);
    CollageCode code = CollageCode.of(CodeParameters.stragglersOnly(queries, stragglers), collage);
    if (code.workers() <= workers) {
      all.add(Candidate.of("Collages", code));
    }
    return all;
  }

  /**
   * Codes for stragglers whose decoders are fitted to samples, to be compared with {@link
   * #forStragglers}. All candidates are then judged on the half of the samples that nothing was
   * fitted to.
   *
   * @param queries K
   * @param stragglers S, at least 1 and below K
   * @param workers at most so many workers, at least K; codes that need more are left out
   * @return the candidates; at least the code without redundancy
   * @throws IllegalArgumentException if S is out of range or there are fewer than K workers
   */
  public static List<Candidate> fittedForStragglers(int queries, int stragglers, int workers) {
    CodeParameters p = requireBudget(queries, stragglers, workers);
    List<Candidate> all = new ArrayList<>();
    all.add(fitted("Neighbour, fitted", NeighbourCode.of(p)));
    all.add(fitted("Partial replication, fitted", ReplicationCode.partial(p)));
    all.add(fitted("Berrut, fitted", BerrutCode.of(p)));
    all.add(
        fitted("Berrut first kind, fitted", BerrutCode.of(p).withNodes(WorkerNodes.FIRST_KIND)));
    all.add(fitted("Spline, fitted", SplineCode.of(p)));
    all.add(fitted("Systematic, fitted", SystematicCode.of(p)));
    for (int subset = 2; subset <= Math.min(4, queries); subset++) {
      // Only the encoder is used, which has no theta.
      all.add(fitted("Subset parity m=" + subset + ", fitted", SubsetParityCode.of(p, subset, 1)));
    }
    if (workers > queries + stragglers) {
      all.add(fitted("Spline N=" + workers + ", fitted", SplineCode.of(p).withWorkers(workers)));
    }
    all.removeIf(candidate -> candidate.code().workers() > workers);
    return all;
  }

  /**
   * Ways to stand liars, with gates for a false-alarm rate of 0.05.
   *
   * @param parameters K, S and E, E at least 1
   * @param workers as in {@link #forLiars(CodeParameters, int, double)}
   * @return the candidates, at least one
   * @throws IllegalArgumentException as {@link #forLiars(CodeParameters, int, double)}
   */
  public static List<Candidate> forLiars(CodeParameters parameters, int workers) {
    return forLiars(parameters, workers, 0.05);
  }

  /**
   * Ways to stand liars: doing nothing, the published locator, gated and fitted locators, fitted
   * decoders, the paired code in one round and in two, and full replication with a vote.
   *
   * @param parameters K, S and E, E at least 1
   * @param workers at most so many workers, at least 2(K+E)+S; candidates that need more are left
   *     out
   * @param falseAlarmRate asked of the gates, between 0 and 1; small rates need many samples
   * @return the candidates, at least one
   * @throws IllegalArgumentException if E is 0, or no candidate does with so few workers
   */
  public static List<Candidate> forLiars(
      CodeParameters parameters, int workers, double falseAlarmRate) {
    int errors = parameters.errors();
    if (errors == 0) {
      throw new IllegalArgumentException(
          "E is 0 in " + parameters + ": nobody lies; take the candidates for stragglers");
    }
    LiarDecoders with = new LiarDecoders(errors, falseAlarmRate);
    BerrutCode berrut = BerrutCode.of(parameters);
    JointLocator residuals =
        JointLocator.withResiduals(berrut, ResidualOperator.NATURAL_SPLINE, errors);
    PairedCode paired = PairedCode.of(parameters);
    ReplicationCode copies = ReplicationCode.full(parameters);
    SplineCode spline = SplineCode.of(parameters);
    List<Candidate> all = new ArrayList<>();
    all.add(LiarDecoders.nothing("Berrut, all believed", berrut));
    all.add(
        LiarDecoders.located("Berrut, published", berrut, RationalFitLocator.of(berrut, errors)));
    all.add(
        LiarDecoders.gated(
            "Berrut, residuals, gate", berrut, honest -> residuals.gated(honest, falseAlarmRate)));
    all.add(with.fittedLocator("Berrut, fitted locator", berrut));
    all.add(with.fitted("Berrut, fitted", berrut));
    all.add(with.fittedLocator("Spline, fitted locator", spline));
    all.add(with.fitted("Spline, fitted", spline));
    if (workers > spline.workers()) {
      all.add(with.fitted("Spline N=" + workers + ", fitted", spline.withWorkers(workers)));
    }
    all.add(with.fitted("Systematic, fitted", SystematicByzantineCode.of(parameters)));
    all.add(Candidate.of("Paired", paired));
    all.add(with.fittedPairs("Paired, fitted", paired));
    all.add(with.rechecked("Paired, second round", paired));
    all.add(Candidate.of("Replication, vote", copies));
    int least = all.stream().mapToInt(candidate -> candidate.code().workers()).min().orElseThrow();
    all.removeIf(candidate -> candidate.code().workers() > workers);
    if (all.isEmpty()) {
      throw new IllegalArgumentException(
          "no code stands E="
              + errors
              + " liars with "
              + workers
              + " workers: "
              + parameters
              + " takes at least "
              + least);
    }
    return all;
  }

  /**
   * The given candidates and, as far as they take no more workers than the greatest of these, the
   * schemes with a student: {@link StudentCandidates}. Some of them are fitted to samples; what is
   * compared is then judged on the other half of the samples.
   *
   * @param candidates for the same K, S and E, at least one, such as {@link #forStragglers}, {@link
   *     #forImages} or {@link #forLiars}; not modified
   * @param student answers as the model does, and has not learned from the samples
   * @return a new list
   * @throws IllegalArgumentException if there is no candidate
   */
  public static List<Candidate> withStudent(List<Candidate> candidates, Student student) {
    if (candidates.isEmpty()) {
      throw new IllegalArgumentException("there is no candidate to compare the student's with");
    }
    CodeParameters p = candidates.get(0).code().parameters();
    List<Candidate> students =
        p.errors() == 0
            ? StudentCandidates.forStragglers(p, student)
            : StudentCandidates.forLiars(p, student);
    int workers = candidates.stream().mapToInt(c -> c.code().workers()).max().orElseThrow();
    List<Candidate> all = new ArrayList<>(candidates);
    students.stream().filter(c -> c.code().workers() <= workers).forEach(all::add);
    return all;
  }

  private static CodeParameters requireBudget(int queries, int stragglers, int workers) {
    if (stragglers < 1 || stragglers >= queries || workers < queries) {
      throw new IllegalArgumentException(
          "candidates are compared for S from 1 to K-1 and at least K workers, but K="
              + queries
              + ", S="
              + stragglers
              + " and there are "
              + workers
              + " workers");
    }
    return CodeParameters.stragglersOnly(queries, stragglers);
  }

  private static Candidate fitted(String label, Code code) {
    return Candidate.fitted(label, code, LiarDecoders::linear);
  }
}
