package io.github.approxifer.coding.advisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.approxifer.coding.CodeParameters;
import io.github.approxifer.coding.TinyNetwork;
import io.github.approxifer.coding.student.Student;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.ejml.data.FMatrixRMaj;
import org.junit.jupiter.api.Test;

/** Schemes with a student in the advisor's lists, on a real network. */
class AdvisorWithStudentTest {
  private static final TinyNetwork NETWORK = TinyNetwork.load();
  private static final FMatrixRMaj ANSWERS = NETWORK.predict(NETWORK.images());

  /** The network itself, but it does not see the last rows of the image. */
  private static final Student STUDENT = Student.of(196, 10, AdvisorWithStudentTest::answerRoughly);

  private static void answerRoughly(float[] inputs, int rows, float[] outputs) {
    FMatrixRMaj hidden = new FMatrixRMaj(rows, 196);
    for (int row = 0; row < rows; row++) {
      System.arraycopy(inputs, row * 196, hidden.data, row * 196, 140);
    }
    System.arraycopy(NETWORK.predict(hidden).data, 0, outputs, 0, rows * 10);
  }

  @Test
  void aStudentIsRecommendedOverCodesOfAsManyWorkers() {
    List<Candidate> candidates =
        Candidates.withStudent(Candidates.forStragglers(8, 1, 9, null), STUDENT);
    Advice advice =
        Advisor.of(NETWORK::predict)
            .advise(candidates, NETWORK.images(), ANSWERS, NETWORK.labels());
    assertThat(advice.reports())
        .extracting(CodeReport::label)
        .contains(
            StudentCandidates.UNCODED,
            StudentCandidates.HARDEST,
            "Partial replication, student",
            "Parities of the hardest, fused",
            "Berrut");
    List<String> without =
        Candidates.forStragglers(8, 1, 9, null).stream().map(Candidate::label).toList();
    CodeReport hardest =
        advice.reports().stream()
            .filter(report -> report.label().equals(StudentCandidates.HARDEST))
            .findFirst()
            .orElseThrow();
    assertThat(advice.reports())
        .filteredOn(report -> without.contains(report.label()))
        .allSatisfy(
            report -> assertThat(report.agreement()).isLessThan(hardest.agreement() - 0.01));
    assertThat(without).doesNotContain(advice.recommended().label());
  }

  @Test
  void theWitnessIsMeasuredBesideThePairedCode() {
    CodeParameters parameters = new CodeParameters(12, 0, 1);
    List<Candidate> paired =
        Candidates.forLiars(parameters, 26).stream()
            .filter(c -> c.label().equals("Paired, second round"))
            .toList();
    List<Candidate> candidates = Candidates.withStudent(paired, STUDENT);
    LiarAdvice advice =
        Advisor.of(NETWORK::predict)
            .adviseOnLiars(candidates, NETWORK.images(), ANSWERS, NETWORK.labels());
    LiarReport believed = find(advice, "Uncoded, all believed");
    LiarReport witness = find(advice, StudentCandidates.WITNESS);
    assertThat(witness.worst(Ranking.CLASSES).agreement())
        .isGreaterThan(believed.worst(Ranking.CLASSES).agreement());
    assertThat(witness.mean(Ranking.CLASSES)).isGreaterThan(believed.mean(Ranking.CLASSES));
    assertThat(witness.meanRequests()).isPositive().isLessThan(12);
    assertThat(find(advice, StudentCandidates.WITNESS + ", 4 pairs").workers()).isEqualTo(16);
  }

  /**
   * One query of each group is hard: the student is unsure, and the model answers far from it. A
   * witness that is calibrated without hard queries would suspect all of them, a twelfth.
   */
  @Test
  void theWitnessSuspectsAsManyHonestAnswersAsItSays() {
    Student first =
        Student.of(
            6,
            3,
            (inputs, rows, outputs) -> {
              for (int row = 0; row < rows; row++) {
                System.arraycopy(inputs, row * 6, outputs, row * 3, 3);
              }
            });
    Candidate candidate =
        StudentCandidates.forLiars(new CodeParameters(12, 0, 1), first).stream()
            .filter(c -> c.label().equals(StudentCandidates.WITNESS))
            .findFirst()
            .orElseThrow();
    Candidate fitted = candidate.fit(withAHardQuery(candidate, 1));
    HonestGroups judged = withAHardQuery(candidate, 2);
    int[] asked = new int[1];
    LiarTrial.of(fitted, judged, 1, 3)
        .run(null, (group, decoded, liars, requests) -> asked[0] += requests);
    // Implausible answers are asked again once, a sixth of them twice. Four standard errors: of the
    // requests of 6,000 queries, and of the quantiles of 3,000.
    double expected = StudentCandidates.SUSPECTED * (1 + 1 / 6.0);
    double error = Math.sqrt(2 * expected / 6000 + 2 * expected / 3000);
    assertThat(asked[0] / 6000.0).isCloseTo(expected, within(4 * error));
  }

  /** Inputs are what the student answers, and by how much the model's answer differs from it. */
  private static HonestGroups withAHardQuery(Candidate candidate, long seed) {
    Random random = new Random(seed);
    List<SampleGroup> groups = new ArrayList<>();
    for (int g = 0; g < 500; g++) {
      FMatrixRMaj queries = new FMatrixRMaj(12, 6);
      FMatrixRMaj answers = new FMatrixRMaj(12, 3);
      for (int query = 0; query < 12; query++) {
        boolean hard = query == 5;
        queries.set(query, random.nextInt(3), hard ? 0.5f : 5);
        for (int c = 0; c < 3; c++) {
          queries.set(query, 3 + c, (float) ((hard ? 20 : 1) * random.nextGaussian()));
          queries.set(query, c, queries.get(query, c) + (float) random.nextGaussian() / 10);
          answers.set(query, c, queries.get(query, c) + queries.get(query, 3 + c));
        }
      }
      groups.add(SampleGroup.of(queries, answers, null));
    }
    return HonestGroups.of(candidate, NETWORK::predict, groups);
  }

  @Test
  void takesNoMoreWorkersThanTheOthers() {
    List<Candidate> eight = Candidates.forStragglers(8, 1, 8, null);
    assertThat(Candidates.withStudent(eight, STUDENT))
        .hasSize(eight.size() + 1)
        .extracting(Candidate::label)
        .contains(StudentCandidates.UNCODED);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Candidates.withStudent(List.of(), STUDENT))
        .withMessageContaining("no candidate");
  }

  private static LiarReport find(LiarAdvice advice, String label) {
    return advice.reports().stream().filter(r -> r.label().equals(label)).findFirst().orElseThrow();
  }
}
