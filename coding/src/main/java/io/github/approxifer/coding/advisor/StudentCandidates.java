package io.github.approxifer.coding.advisor;

import io.github.approxifer.coding.Code;
import io.github.approxifer.coding.CodeParameters;
import io.github.approxifer.coding.Scheme;
import io.github.approxifer.coding.answers.Answers;
import io.github.approxifer.coding.codes.ReplicationCode;
import io.github.approxifer.coding.codes.SubsetParityCode;
import io.github.approxifer.coding.student.AnswerFit;
import io.github.approxifer.coding.student.FusedDecoder;
import io.github.approxifer.coding.student.HardestFirst;
import io.github.approxifer.coding.student.Student;
import io.github.approxifer.coding.student.StudentDecoder;
import io.github.approxifer.coding.student.StudentSchemes;
import io.github.approxifer.coding.student.Witness;
import io.github.approxifer.coding.student.WitnessDecoder;
import java.util.ArrayList;
import java.util.List;
import org.ejml.data.FMatrixRMaj;

/**
 * The schemes with a student that are worth a trial, in the accuracy tables as in the advisor. What
 * is fitted to answers of the student must be fitted to queries that it has not learned from.
 */
public final class StudentCandidates {
  /** No redundancy at all. */
  public static final String UNCODED = "Uncoded, student";

  /** S of the queries twice: those of which the student is least sure. */
  public static final String HARDEST = "Hardest copied, student";

  /** The student as a witness, each query once. */
  public static final String WITNESS = "Witness";

  /**
   * The share of honest answers that a witness asks again. Each takes a request more, a sixth of
   * them two, so that a query is asked 1 + 7/6 x 0.17 = 1.2 times if nobody lies. With a smaller
   * share more lies are believed.
   */
  public static final double SUSPECTED = 0.17;

  private StudentCandidates() {}

  /**
   * Schemes for stragglers: no redundancy, some queries copied, the hardest copied, and parities
   * over the hardest with a decoder that is fitted to them and to the student.
   *
   * @param p K and S, E = 0
   * @param student answers as the model does
   * @return four candidates of at most K+S workers
   */
  public static List<Candidate> forStragglers(CodeParameters p, Student student) {
    Scheme partial = Scheme.of(StudentDecoder.of(ReplicationCode.partial(p)));
    Candidate fused =
        Candidate.fitted(
            "Parities of the hardest, fused",
            SubsetParityCode.of(p, 2, 1),
            StudentCandidates::fused);
    return List.of(
        Candidate.of(UNCODED, StudentSchemes.uncoded(p)).withStudent(student),
        Candidate.of("Partial replication, student", partial).withStudent(student),
        Candidate.of(HARDEST, StudentSchemes.hardestTwice(p, p.stragglers())).withStudent(student),
        fused.withOrdering(new HardestFirst()).withStudent(student));
  }

  private static FusedDecoder fused(Code code, HonestGroups sample) {
    List<FMatrixRMaj> clean = sample.cleanAsEncoded();
    List<FMatrixRMaj> students = sample.studentAsEncoded();
    List<FusedDecoder.Sample> samples = new ArrayList<>();
    for (int g = 0; g < sample.count(); g++) {
      samples.add(new FusedDecoder.Sample(clean.get(g), students.get(g), sample.answers(g)));
    }
    return FusedDecoder.fitted(code, samples);
  }

  /**
   * Ways to stand liars: each query once and all believed; the student as a witness with each query
   * once, with two and with four of the hardest at two workers.
   *
   * @param parameters K, S and E, E at least 1
   * @param student answers as the model does
   * @return four candidates of at most K+4 workers in the first round
   */
  public static List<Candidate> forLiars(CodeParameters parameters, Student student) {
    ReplicationCode uncoded = ReplicationCode.copying(parameters, 0);
    List<Candidate> ways = new ArrayList<>();
    ways.add(LiarDecoders.nothing("Uncoded, all believed", uncoded));
    for (int pairs : new int[] {0, 2, 4}) {
      String name = WITNESS + (pairs == 0 ? "" : ", " + pairs + " pairs");
      Code code = ReplicationCode.copying(parameters, Math.min(pairs, parameters.queries()));
      Candidate witness = Candidate.fitted(name, code, StudentCandidates::witness);
      ways.add(witness.withOrdering(new HardestFirst()).withStudent(student));
    }
    return ways;
  }

  /**
   * Every other group fits, the rest calibrate. Not every other query: the hardest come first in a
   * group, so one of the halves would never see them.
   */
  private static WitnessDecoder witness(Code code, HonestGroups sample) {
    List<FMatrixRMaj> students = sample.studentAsEncoded();
    List<FMatrixRMaj> answers = sample.cleanAsEncoded();
    AnswerFit fit = AnswerFit.of(everyOther(students, 0), everyOther(answers, 0));
    Witness witness = Witness.calibrated(fit, everyOther(students, 1), everyOther(answers, 1));
    return WitnessDecoder.of(code, witness, SUSPECTED);
  }

  private static FMatrixRMaj everyOther(List<FMatrixRMaj> groups, int first) {
    int rows = groups.get(0).numRows;
    FMatrixRMaj some =
        new FMatrixRMaj((groups.size() + 1 - first) / 2 * rows, groups.get(0).numCols);
    for (int row = 0; row < some.numRows; row++) {
      Answers.copyRow(groups.get(first + row / rows * 2), row % rows, some, row);
    }
    return some;
  }
}
