package io.github.approxifer.coding.advisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.approxifer.coding.CodeParameters;
import io.github.approxifer.coding.answers.Answers;
import io.github.approxifer.coding.answers.WorkerSet;
import io.github.approxifer.coding.codes.BerrutCode;
import io.github.approxifer.coding.codes.NeighbourCode;
import io.github.approxifer.coding.codes.ParityCode;
import io.github.approxifer.coding.codes.ReplicationCode;
import io.github.approxifer.coding.codes.SplineCode;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import org.ejml.data.FMatrixRMaj;
import org.junit.jupiter.api.Test;

class AdvisorTest {
  /** A linear classifier of three classes on five features. */
  private static FMatrixRMaj linear(FMatrixRMaj queries) {
    FMatrixRMaj answers = new FMatrixRMaj(queries.numRows, 3);
    for (int i = 0; i < queries.numRows; i++) {
      for (int c = 0; c < 3; c++) {
        answers.set(i, c, queries.get(i, c) - 0.5f * queries.get(i, (c + 3) % 5));
      }
    }
    return answers;
  }

  private static FMatrixRMaj samples(int count) {
    Random random = new Random(4);
    FMatrixRMaj rows = new FMatrixRMaj(count, 5);
    for (int i = 0; i < rows.data.length; i++) {
      rows.data[i] = (float) random.nextGaussian();
    }
    return rows;
  }

  /** For a linear model the parity that inverts the mean is exact, and nothing cheaper is. */
  @Test
  void ranksTheCodeFirstThatIsExactForTheModel() {
    FMatrixRMaj samples = samples(42);
    List<Candidate> candidates = Candidates.forStragglers(4, 1, 6, AdvisorTest::linear);
    Advice advice =
        Advisor.of(AdvisorTest::linear).advise(candidates, samples, linear(samples), null);

    assertThat(advice.groups()).isEqualTo(10);
    assertThat(advice.recommended().agreement()).isEqualTo(1);
    assertThat(advice.recommended().worstAgreement()).isEqualTo(1);
    assertThat(advice.recommended().error()).isLessThan(1e-10);
    assertThat(advice.recommended().accuracy()).isNaN();
    assertThat(advice.recommended().label()).isIn("Subset parity m=4 theta=1.0", "Parity model");
    CodeReport none =
        advice.reports().stream().filter(r -> r.label().equals("Neighbour")).findAny().get();
    assertThat(none.workers()).isEqualTo(4);
    assertThat(none.exact()).isCloseTo(0.75, within(1e-12));
    assertThat(none.agreement()).isLessThan(1);
    assertThat(none.agreement())
        .isCloseTo(none.exact() + (1 - none.exact()) * none.inexactAgreement(), within(1e-12));
    assertThat(none.trials()).isEqualTo(160);
    assertThat(advice.reports()).noneMatch(r -> r.workers() > 6);
    assertThat(advice.reports())
        .isSortedAccordingTo((a, b) -> Double.compare(b.agreement(), a.agreement()));
  }

  @Test
  void scoresLabelsIfThereAreSome() {
    FMatrixRMaj samples = samples(8);
    FMatrixRMaj answers = linear(samples);
    int[] labels = new int[8];
    for (int i = 0; i < 8; i++) {
      labels[i] = (Answers.largest(answers, i) + (i < 2 ? 1 : 0)) % 3;
    }
    List<Candidate> candidates =
        List.of(Candidate.of("copies", ReplicationCode.full(CodeParameters.stragglersOnly(2, 1))));
    Advice advice = Advisor.of(AdvisorTest::linear).advise(candidates, samples, answers, labels);

    assertThat(advice.recommended().accuracy()).isEqualTo(0.75);
    assertThat(advice.recommended().agreement()).isEqualTo(1);
    assertThat(advice.recommended().inexactAgreement()).isNaN();
  }

  @Test
  void writesTextAndJson() {
    CodeReport report =
        new CodeReport(
            candidate("a \"b\" \\ \n", 9), Double.NaN, 0.5, 0.25, 1.5, 2.5, 0.1, 0.125, 0.75, 640);
    Advice advice = new Advice(Ranking.CLASSES, 8, 1, 10, List.of(report));

    assertThat(advice.toJson())
        .isEqualTo(
            "{\"ranking\":\"CLASSES\",\"queries\":8,\"stragglers\":1,\"groups\":10,"
                + "\"recommended\":\"a \\\"b\\\" \\\\ \\u000a\",\"codes\":[{"
                + "\"label\":\"a \\\"b\\\" \\\\ \\u000a\",\"workers\":9,\"accuracy\":null,"
                + "\"agreement\":0.5,\"worstAgreement\":0.25,\"error\":1.5,\"worstError\":2.5,"
                + "\"errorDeviation\":0.1,\"exact\":0.125,"
                + "\"inexactAgreement\":0.75,\"trials\":640}]}");
    assertThat(new Advice(Ranking.CLASSES, 8, 1, 10, List.of(report, report)).toJson())
        .contains("},{");
    assertThat(advice.toText().split("\n", -1)[0]).isEqualTo("K=8, S=1, 10 groups");
    assertThat(advice.toText())
        .contains("code                             workers    accuracy   agreement")
        .contains("recommended: a \"b\"")
        .contains("          -      0.5000      0.2500      1.5000      0.1250      0.7500");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Advice(Ranking.CLASSES, 1, 1, 1, List.of()));
  }

  @Test
  void listsAllStragglerSetsOrASample() {
    assertThat(StragglerSets.of(4, 2, 6, 1))
        .hasSize(6)
        .startsWith(WorkerSet.of(4, 2, 3))
        .endsWith(WorkerSet.of(4, 0, 1));
    List<WorkerSet> sample = StragglerSets.of(20, 5, 100, 1);
    assertThat(new HashSet<>(sample)).hasSize(100);
    assertThat(sample).allMatch(set -> set.size() == 15);
    assertThat(StragglerSets.of(20, 5, 100, 1)).isEqualTo(sample);
    assertThatIllegalArgumentException().isThrownBy(() -> StragglerSets.of(3, 3, 1, 1));
  }

  @Test
  void refusesWhatCannotBeCompared() {
    CodeParameters p = CodeParameters.stragglersOnly(4, 1);
    Candidate berrut = Candidate.of("Berrut", BerrutCode.of(p));
    Candidate other = Candidate.of("none", NeighbourCode.of(CodeParameters.stragglersOnly(3, 1)));
    Advisor advisor = Advisor.of(AdvisorTest::linear).withStragglerSets(3, 7);
    FMatrixRMaj samples = samples(5);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> advisor.advise(List.of(berrut, other), samples, linear(samples), null))
        .withMessageContaining("Berrut has 4 and none has 3");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> advisor.advise(List.of(), samples, linear(samples), null));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> advisor.advise(List.of(berrut), samples, linear(samples), new int[4]))
        .withMessageContaining("4 labels");
    assertThatIllegalArgumentException().isThrownBy(() -> advisor.withStragglerSets(0, 1));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                advisor.advise(
                    List.of(Candidate.of("ParM", ParityCode.of(p))),
                    samples,
                    linear(samples),
                    null))
        .withMessageContaining("workers with a model of their own");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> berrut.withOwnModel(AdvisorTest::linear))
        .withMessageContaining("run the served model");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Candidates.forStragglers(4, 4, 9, null))
        .withMessageContaining("S=4");
    HonestGroups none = HonestGroups.of(berrut, AdvisorTest::linear, List.of());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> StragglerTrial.of(berrut, none, 1, 1).report())
        .withMessageContaining("no group");
  }

  private static Candidate candidate(String label, int workers) {
    return Candidate.of(
        label, SplineCode.of(CodeParameters.stragglersOnly(4, 1)).withWorkers(workers));
  }

  private static CodeReport report(String label, int workers, double agreement, long trials) {
    return new CodeReport(
        candidate(label, workers), Double.NaN, agreement, agreement, 0, 0, 0, 1, 0, trials);
  }

  /** Two predictions in thousands are no reason to employ twice as many workers. */
  @Test
  void fewerWorkersWinWithinAStandardError() {
    CodeReport costly = report("costly", 60, 1, 804);
    CodeReport cheap = report("cheap", 28, 0.9995, 804);
    CodeReport worse = report("worse", 20, 0.97, 804);
    assertThat(new Advice(Ranking.CLASSES, 12, 1, 67, List.of(costly, cheap, worse)).recommended())
        .isEqualTo(cheap);
    CodeReport better = report("better", 60, 1, 804_000);
    assertThat(
            new Advice(Ranking.CLASSES, 12, 1, 67_000, List.of(better, cheap, worse)).recommended())
        .isEqualTo(better);
  }
}
