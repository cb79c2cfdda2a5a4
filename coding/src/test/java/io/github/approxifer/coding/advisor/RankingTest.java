package io.github.approxifer.coding.advisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.approxifer.coding.CodeParameters;
import io.github.approxifer.coding.Scheme;
import io.github.approxifer.coding.attack.SignFlip;
import io.github.approxifer.coding.codes.NeighbourCode;
import io.github.approxifer.coding.order.GroupOrdering;
import java.util.List;
import java.util.Random;
import org.ejml.data.FMatrixRMaj;
import org.junit.jupiter.api.Test;

/** Models whose answers have no classes are ranked by the error. */
class RankingTest {

  /** Six values of four, the greatest of which is always the first. */
  private static FMatrixRMaj embed(FMatrixRMaj queries) {
    FMatrixRMaj answers = new FMatrixRMaj(queries.numRows, 6);
    for (int i = 0; i < queries.numRows; i++) {
      answers.set(i, 0, 10);
      for (int c = 1; c < 6; c++) {
        double sum = queries.get(i, c % 4) + 0.5 * queries.get(i, (c + 1) % 4);
        answers.set(i, c, (float) Math.tanh(sum));
      }
    }
    return answers;
  }

  private static FMatrixRMaj samples(int count) {
    Random random = new Random(7);
    FMatrixRMaj rows = new FMatrixRMaj(count, 4);
    for (int i = 0; i < rows.data.length; i++) {
      rows.data[i] = (float) random.nextGaussian();
    }
    return rows;
  }

  private static Advice advise(Advisor advisor) {
    FMatrixRMaj samples = samples(80);
    return advisor.advise(Candidates.forStragglers(4, 1, 8, null), samples, embed(samples), null);
  }

  @Test
  void whatEmbedsIsRankedByTheError() {
    Advice byClasses = advise(Advisor.of(RankingTest::embed));
    assertThat(byClasses.ranking()).isEqualTo(Ranking.CLASSES);
    assertThat(byClasses.reports()).allMatch(report -> report.agreement() == 1);
    assertThat(byClasses.recommended().label()).isEqualTo("Neighbour");

    Advice byError = advise(Advisor.of(RankingTest::embed).withRanking(Ranking.ERROR));
    assertThat(byError.reports())
        .isSortedAccordingTo((a, b) -> Double.compare(a.error(), b.error()));
    assertThat(byError.recommended().label()).isEqualTo("Replication");
    assertThat(byError.recommended().error()).isZero();
    assertThat(byError.recommended().errorDeviation()).isZero();
    assertThat(byError.reports())
        .allSatisfy(
            report -> assertThat(report.worstError()).isGreaterThanOrEqualTo(report.error()));
    assertThat(byError.toText())
        .contains("code                             workers       error       worst       exact\n")
        .contains("recommended: Replication (8 workers, error 0.0000)");
    assertThat(byError.toJson()).startsWith("{\"ranking\":\"ERROR\",").contains("\"error\":0.0,");
  }

  /** Two queries; a lost one gets its neighbour's answer. The answers are the queries. */
  @Test
  void theErrorIsRelativeToTheSpreadOfTheAnswers() {
    FMatrixRMaj values = new FMatrixRMaj(4, 1, true, 0, 2, 4, 8);
    Scheme neighbour =
        Scheme.of(NeighbourCode.of(CodeParameters.stragglersOnly(2, 1)))
            .withOrdering(GroupOrdering.AS_GIVEN);
    Advice advice =
        Advisor.of(queries -> queries)
            .advise(List.of(Candidate.of("neighbour", neighbour)), values, values, null);
    CodeReport report = advice.recommended();

    assertThat(advice.ranking()).as("a single value has no classes").isEqualTo(Ranking.ERROR);
    // Squared deviations from 3.5 sum to 35; each of both sets of a group loses 4, or 16.
    assertThat(report.error()).isCloseTo(20 / 35.0, within(1e-12));
    assertThat(report.worstError()).isCloseTo(20 / 35.0, within(1e-12));
    // Per group 8 and 32: a deviation of sqrt(288), times sqrt(2) for the sum of two.
    assertThat(report.errorDeviation()).isCloseTo(24 / 70.0, within(1e-12));
  }

  @Test
  void answersThatAreAllAlikeHaveNoErrorIfTheyAreRight() {
    FMatrixRMaj samples = samples(8);
    FMatrixRMaj same = new FMatrixRMaj(8, 1);
    Advice advice =
        Advisor.of(queries -> new FMatrixRMaj(queries.numRows, 1))
            .advise(Candidates.forStragglers(4, 1, 5, null), samples, same, null);
    assertThat(advice.reports()).allMatch(report -> report.error() == 0);
  }

  /** Within a standard error of the best, fewer workers win. */
  @Test
  void fewerWorkersWinWithinAStandardErrorOfTheError() {
    CodeParameters p = CodeParameters.stragglersOnly(8, 1);
    List<Candidate> both = Candidates.forStragglers(8, 1, 16, null);
    Candidate costly = both.stream().filter(c -> c.code().workers() == 16).findFirst().get();
    Candidate cheap = Candidate.of("cheap", NeighbourCode.of(p));
    CodeReport best = report(costly, 0.010, 0.002);
    assertThat(advice(best, report(cheap, 0.0119, 0.5)).recommended().label()).isEqualTo("cheap");
    assertThat(advice(best, report(cheap, 0.0121, 0.5)).recommended()).isEqualTo(best);
  }

  private static Advice advice(CodeReport... reports) {
    return new Advice(Ranking.ERROR, 8, 1, 10, List.of(reports));
  }

  private static CodeReport report(Candidate candidate, double error, double deviation) {
    return new CodeReport(candidate, Double.NaN, 1, 1, error, error, deviation, 0, 1, 80);
  }

  @Test
  void liarsAreRankedByTheErrorUnderTheWorstAttack() {
    FMatrixRMaj samples = samples(80);
    List<Candidate> candidates =
        Candidates.forLiars(new CodeParameters(2, 0, 1), 6).stream()
            .filter(candidate -> !candidate.needsFitting())
            .toList();
    LiarAdvice advice =
        Advisor.of(RankingTest::embed)
            .withRanking(Ranking.ERROR)
            .withAttacks(List.of(new SignFlip()))
            .adviseOnLiars(candidates, samples, embed(samples), null);
    assertThat(advice.reports())
        .hasSizeGreaterThan(2)
        .isSortedAccordingTo(
            (a, b) ->
                Double.compare(a.worst(Ranking.ERROR).error(), b.worst(Ranking.ERROR).error()));
    LiarReport vote = advice.recommended();
    assertThat(vote.worst(Ranking.ERROR).error()).isZero();
    LiarReport last = advice.reports().get(advice.reports().size() - 1);
    assertThat(last.label()).isEqualTo("Berrut, all believed");
    // A believed flip of the sign moves an answer by more than all answers differ.
    assertThat(last.worst(Ranking.ERROR).error()).isGreaterThan(1);
    assertThat(last.worst(Ranking.ERROR).errorDeviation()).isPositive();
    assertThat(last.mean(Ranking.ERROR)).isEqualTo(last.worst(Ranking.ERROR).error());
    assertThat(advice.toText()).contains("groups, error\n").contains("workers, error 0.0000 under");
  }
}
