package io.github.approxifer.coding.advisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.approxifer.coding.CodeParameters;
import io.github.approxifer.coding.TinyNetwork;
import io.github.approxifer.coding.answers.Answers;
import io.github.approxifer.coding.attack.Attack;
import io.github.approxifer.coding.attack.SignFlip;
import io.github.approxifer.coding.codes.BerrutCode;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.ejml.data.FMatrixRMaj;
import org.junit.jupiter.api.Test;

/** Advice against liars on a real network: 300 digits are fitted to, the other 300 are judged. */
class AdvisorOnLiarsTest {
  private static final TinyNetwork NETWORK = TinyNetwork.load();
  private static final FMatrixRMaj ANSWERS = NETWORK.predict(NETWORK.images());

  private static LiarAdvice advise(Advisor advisor, List<Candidate> candidates) {
    return advisor.adviseOnLiars(candidates, NETWORK.images(), ANSWERS, NETWORK.labels());
  }

  private static LiarReport of(LiarAdvice advice, String label) {
    return advice.reports().stream().filter(r -> r.label().equals(label)).findAny().orElseThrow();
  }

  @Test
  void aPairedCodeIsRecommendedOverThePublishedLocator() {
    List<Candidate> candidates = Candidates.forLiars(new CodeParameters(12, 0, 2), 28);
    LiarAdvice advice = advise(Advisor.of(NETWORK::predict).withFittingGroups(100), candidates);

    assertThat(advice.groups()).isEqualTo(25);
    assertThat(advice.reports()).hasSize(11).allMatch(r -> r.workers() == 28);
    LiarReport best = advice.recommended();
    LiarReport published = of(advice, "Berrut, published");
    assertThat(best.label()).startsWith("Paired");
    assertThat(best.worst(Ranking.CLASSES).agreement())
        .isGreaterThan(published.worst(Ranking.CLASSES).agreement() + 0.03);
    assertThat(best.mean(Ranking.CLASSES)).isGreaterThan(published.mean(Ranking.CLASSES));
    assertThat(best.meanAccuracy()).isGreaterThan(published.meanAccuracy() + 0.01);
    assertThat(best.nobody().alarms()).isLessThanOrEqualTo(0.08);
    assertThat(published.nobody().alarms()).isEqualTo(1);
    assertThat(best.nobody().found()).isNaN();
    assertThat(best.meanRequests()).isGreaterThan(0);
    LiarReport nothing = of(advice, "Berrut, all believed");
    assertThat(nothing.meanRequests()).isZero();
    assertThat(nothing.nobody().alarms()).isZero();
    assertThat(nothing.worst(Ranking.CLASSES).found()).isZero();
    assertThat(of(advice, "Berrut, fitted locator").worst(Ranking.CLASSES).agreement())
        .isGreaterThan(nothing.worst(Ranking.CLASSES).agreement());
    assertThat(advice.reports())
        .isSortedAccordingTo(
            (a, b) ->
                Double.compare(
                    b.worst(Ranking.CLASSES).agreement(), a.worst(Ranking.CLASSES).agreement()));
    assertThat(best.attacks()).hasSize(9).extracting(LiarScore::attack).contains("plausible");
  }

  /** Answers that say nothing of the answers to mixtures: no decoder can fill a gap. */
  private static FMatrixRMaj hashed(FMatrixRMaj queries) {
    FMatrixRMaj answers = new FMatrixRMaj(queries.numRows, 10);
    for (int row = 0; row < queries.numRows; row++) {
      int from = row * queries.numCols;
      Random random =
          new Random(
              Arrays.hashCode(Arrays.copyOfRange(queries.data, from, from + queries.numCols)));
      for (int c = 0; c < 10; c++) {
        answers.set(row, c, (float) random.nextGaussian());
      }
    }
    return answers;
  }

  /** Two liars who share a query and a lie. */
  private record OnFirstPair() implements Attack {
    @Override
    public String name() {
      return "first pair";
    }

    @Override
    public int[] choose(int workers, int liars, Random random) {
      return new int[] {0, 1};
    }

    @Override
    public void corrupt(FMatrixRMaj answers, int[] liars, FMatrixRMaj[] others, Random random) {
      for (int liar : liars) {
        Answers.copyRow(others[0], 0, answers, liar);
      }
    }
  }

  /**
   * Where mixtures say nothing, liars who hold both copies of a query win against pairs and not
   * against five copies; where they do not hold both, pairs do with fewer workers.
   */
  @Test
  void theRecommendationDependsOnTheAttackAndTheBudget() {
    CodeParameters parameters = new CodeParameters(4, 0, 2);
    FMatrixRMaj images = NETWORK.images();
    FMatrixRMaj answers = hashed(images);
    Advisor advisor =
        Advisor.of(AdvisorOnLiarsTest::hashed)
            .withAttacks(List.of(new OnFirstPair()))
            .withLiarDraws(1, 3)
            .withFittingGroups(60);
    List<Candidate> twenty = Candidates.forLiars(parameters, 20);
    LiarAdvice enough = advisor.adviseOnLiars(twenty, images, answers, null);
    assertThat(enough.recommended().label()).isEqualTo("Replication, vote");
    assertThat(enough.recommended().workers()).isEqualTo(20);
    assertThat(enough.recommended().worst(Ranking.CLASSES).agreement()).isEqualTo(1);
    assertThat(of(enough, "Paired").worst(Ranking.CLASSES).agreement()).isLessThan(0.85);
    assertThat(of(enough, "Berrut, fitted locator").nobody().agreement()).isLessThan(0.6);

    assertThat(Candidates.forLiars(parameters, 19)).noneMatch(c -> c.label().contains("vote"));

    List<Attack> apart = List.of(new ApartFromEachOther());
    LiarAdvice cheaper = advisor.withAttacks(apart).adviseOnLiars(twenty, images, answers, null);
    assertThat(cheaper.recommended().label()).isEqualTo("Paired, second round");
    assertThat(cheaper.recommended().workers()).isEqualTo(12);
    assertThat(cheaper.recommended().worst(Ranking.CLASSES).agreement()).isEqualTo(1);
    assertThat(of(cheaper, "Replication, vote").worst(Ranking.CLASSES).agreement()).isEqualTo(1);
  }

  /** Two liars on different queries. */
  private record ApartFromEachOther() implements Attack {
    @Override
    public String name() {
      return "apart";
    }

    @Override
    public int[] choose(int workers, int liars, Random random) {
      return new int[] {0, 2};
    }

    @Override
    public void corrupt(FMatrixRMaj answers, int[] liars, FMatrixRMaj[] others, Random random) {
      new SignFlip().corrupt(answers, liars, others, random);
    }
  }

  @Test
  void theSameSeedGivesTheSameAdvice() {
    List<Candidate> candidates =
        Candidates.forLiars(new CodeParameters(4, 1, 1), 13).stream()
            .filter(c -> c.label().startsWith("Paired") || c.label().endsWith("published"))
            .toList();
    assertThat(candidates).hasSize(4);
    Advisor advisor = Advisor.of(NETWORK::predict).withFittingGroups(40);
    String first = advise(advisor.withLiarDraws(2, 5), candidates).toJson();
    assertThat(advise(advisor.withLiarDraws(2, 5), candidates).toJson()).isEqualTo(first);
    assertThat(advise(advisor.withLiarDraws(2, 6), candidates).toJson()).isNotEqualTo(first);
  }

  @Test
  void labelsAreNotNeeded() {
    List<Candidate> candidates = Candidates.forLiars(new CodeParameters(6, 0, 1), 14).subList(0, 4);
    LiarAdvice advice =
        Advisor.of(NETWORK::predict)
            .withAttacks(List.of(new SignFlip()))
            .withFittingGroups(40)
            .adviseOnLiars(candidates, NETWORK.images(), ANSWERS, null);
    assertThat(advice.recommended().worst(Ranking.CLASSES).accuracy()).isNaN();
    assertThat(advice.recommended().worst(Ranking.CLASSES).agreement()).isGreaterThan(0.9);
    assertThat(advice.toText()).startsWith("K=6, S=0, E=1, 50 groups, agreement\n");
    assertThat(advice.toJson()).contains("\"accuracy\":null", "\"meanAccuracy\":null");
  }

  @Test
  void writesTextAndJson() {
    CodeParameters parameters = new CodeParameters(12, 0, 2);
    Candidate candidate = Candidate.of("a \"b\"", BerrutCode.of(parameters));
    LiarScore nobody = new LiarScore("nobody lies", 0.9, 0.95, 0.1, 0, Double.NaN, 0.125, 0.5);
    LiarScore flip = new LiarScore("sign flip", 0.75, 0.8, 2, 0, 1, 0, 3);
    LiarScore push = new LiarScore("targeted", 0.5, 0.6, 3, 0.5, 0.5, 0.25, 4);
    LiarAdvice advice =
        new LiarAdvice(
            Ranking.CLASSES,
            parameters,
            7,
            List.of(new LiarReport(candidate, nobody, List.of(flip, push))));
    assertThat(advice.toText().split("\n", -1))
        .containsExactly(
            "K=12, S=0, E=2, 7 groups, agreement",
            "code and decoder                 workers nobody lies false alarms       worst"
                + "     average    accuracy asked again   sign flip    targeted",
            "a \"b\"                                 28      0.9500       0.1250      0.6000"
                + "      0.7000      0.6250      3.5000      0.8000      0.6000",
            "recommended: a \"b\" (28 workers, agreement 0.6000 under the worst attack, targeted)",
            "");
    assertThat(advice.toJson())
        .isEqualTo(
            "{\"ranking\":\"CLASSES\",\"queries\":12,\"stragglers\":0,\"errors\":2,\"groups\":7,"
                + "\"recommended\":\"a \\\"b\\\"\",\"codes\":[{\"label\":\"a \\\"b\\\"\","
                + "\"workers\":28,\"falseAlarms\":0.125,\"worstAttack\":\"targeted\","
                + "\"worst\":0.6,\"mean\":0.7,\"meanAccuracy\":0.625,"
                + "\"meanRequests\":3.5,"
                + "\"nobodyLies\":{\"attack\":\"nobody lies\",\"accuracy\":0.9,"
                + "\"agreement\":0.95,\"error\":0.1,\"errorDeviation\":0.0,\"found\":null,\"alarms\":0.125,\"requests\":0.5},"
                + "\"attacks\":[{\"attack\":\"sign flip\",\"accuracy\":0.75,\"agreement\":0.8,\"error\":2.0,\"errorDeviation\":0.0,"
                + "\"found\":1.0,\"alarms\":0.0,\"requests\":3.0},"
                + "{\"attack\":\"targeted\",\"accuracy\":0.5,\"agreement\":0.6,\"error\":3.0,\"errorDeviation\":0.5,"
                + "\"found\":0.5,\"alarms\":0.25,\"requests\":4.0}]}]}");
  }

  @Test
  void refusesWhatCannotBeCompared() {
    CodeParameters parameters = new CodeParameters(12, 0, 2);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Candidates.forLiars(parameters, 27))
        .withMessage("no code stands E=2 liars with 27 workers: K=12, S=0, E=2 takes at least 28");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Candidates.forLiars(new CodeParameters(12, 1, 0), 28))
        .withMessageContaining("E is 0");
    Advisor advisor = Advisor.of(NETWORK::predict);
    List<Candidate> candidates = Candidates.forLiars(parameters, 28);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> advise(advisor, List.of()))
        .withMessageContaining("no candidate");
    List<Candidate> mixed =
        List.of(candidates.get(0), Candidates.forLiars(new CodeParameters(12, 0, 1), 26).get(0));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> advise(advisor, mixed))
        .withMessageContaining("has K=12, S=0, E=2 and")
        .withMessageContaining("has K=12, S=0, E=1");
    FMatrixRMaj few = new FMatrixRMaj(48, 196);
    FMatrixRMaj theirs = NETWORK.predict(few);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> advisor.adviseOnLiars(candidates, few, theirs, null))
        .withMessageContaining("holds 2 of K=12");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> advisor.adviseOnLiars(candidates, few, theirs, new int[47]))
        .withMessageContaining("47 labels");
    assertThatIllegalArgumentException().isThrownBy(() -> advisor.withAttacks(List.of()));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> advisor.withLiarDraws(0, 1))
        .withMessageContaining("0");
    assertThatIllegalArgumentException().isThrownBy(() -> advisor.withFittingGroups(0));
  }
}
