package io.github.approxifer.bench.accuracy.measure;

import io.github.approxifer.bench.report.Family;
import io.github.approxifer.coding.BatchModel;
import io.github.approxifer.coding.Code;
import io.github.approxifer.coding.CodeParameters;
import io.github.approxifer.coding.advisor.Candidate;
import io.github.approxifer.coding.advisor.Candidates;
import io.github.approxifer.coding.advisor.StudentCandidates;
import io.github.approxifer.coding.codes.BerrutCode;
import io.github.approxifer.coding.codes.Collage;
import io.github.approxifer.coding.codes.NeighbourCode;
import io.github.approxifer.coding.codes.ParityCode;
import io.github.approxifer.coding.codes.ReplicationCode;
import io.github.approxifer.coding.order.GroupOrdering;
import io.github.approxifer.coding.student.Student;
import io.github.approxifer.models.ImageShape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A line of the tables: a way to serve queries in spite of stragglers.
 *
 * @param candidate how a group is served
 * @param queued whether groups come out of a queue of similar queries
 * @param guessing whether lost answers are guessed instead of decoded
 */
public record Entry(Candidate candidate, boolean queued, boolean guessing) {

  /** S of the queries twice. */
  public static final String PARTIAL_REPLICATION = "Partial replication";

  /** The published scheme. */
  public static final String PUBLISHED = "Berrut as published";

  /**
   * What the tables call it.
   *
   * @return the candidate's label
   */
  public String name() {
    return candidate.label();
  }

  /**
   * Which mixtures the workers get.
   *
   * @return the candidate's code
   */
  public Code code() {
    return candidate.code();
  }

  /**
   * The colour of its kind in charts.
   *
   * @return the family
   */
  public Family family() {
    if (name().equals(PUBLISHED)) {
      return Family.PRINTED;
    }
    if (candidate.student() != null) {
      return Family.STUDENT;
    }
    if (guessing || candidate.ownModel() != null) {
      return Family.YARDSTICK;
    }
    return code() instanceof ReplicationCode ? Family.COPIES : Family.CODES;
  }

  /**
   * Whether an advisor may choose it: K+S workers at most, nothing to be fitted, and no queue,
   * which takes no advice.
   *
   * @return whether it may
   */
  public boolean isEligible() {
    int cheap = code().parameters().queries() + code().parameters().stragglers();
    return !queued && !guessing && !candidate.needsFitting() && code().workers() <= cheap;
  }

  /**
   * All entries for K queries and S stragglers: the published scheme and what needs no code, and
   * the advisor's leading candidates, each with groups as they come and out of a queue; and those
   * with a student.
   *
   * @param p K and S
   * @param images the size of the queries, for collages of them
   * @param parityModel the parity model for K queries, or null if there is none
   * @param student the model's student, if it has one
   * @return the entries in the order of the tables
   */
  public static List<Entry> all(
      CodeParameters p,
      ImageShape images,
      @Nullable BatchModel parityModel,
      Optional<Student> student) {
    Collage collage = Collage.of(images.height(), images.width(), images.channels());
    List<Entry> all = new ArrayList<>();
    Candidate uncoded = Candidate.of("Uncoded, guess", NeighbourCode.of(p));
    all.add(new Entry(uncoded.withOrdering(GroupOrdering.AS_GIVEN), false, true));
    all.add(asGiven("Replication", ReplicationCode.full(p)));
    all.add(asGiven(PUBLISHED, BerrutCode.of(p)));
    if (parityModel != null && p.stragglers() == 1) {
      Candidate parm = Candidate.of("ParM", ParityCode.of(p)).withOwnModel(parityModel);
      all.add(new Entry(parm, false, false));
    }
    student.ifPresent(
        small ->
            StudentCandidates.forStragglers(p, small)
                .forEach(candidate -> all.add(new Entry(candidate, false, false))));
    for (boolean queued : new boolean[] {false, true}) {
      for (Candidate candidate : Candidates.leading(p, collage)) {
        String label = candidate.label() + (queued ? ", queue" : "");
        all.add(new Entry(candidate.withLabel(label), queued, false));
      }
    }
    return all;
  }

  private static Entry asGiven(String name, Code code) {
    return new Entry(Candidate.of(name, code).withOrdering(GroupOrdering.AS_GIVEN), false, false);
  }
}
