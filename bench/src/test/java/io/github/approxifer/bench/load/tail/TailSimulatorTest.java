package io.github.approxifer.bench.load.tail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.approxifer.serving.faults.Delay;
import io.github.approxifer.serving.faults.DelayText;
import org.junit.jupiter.api.Test;

class TailSimulatorTest {
  private static final int GROUPS = 100_000;
  private static final Delay EXAMPLE =
      DelayText.parse("fixed:0,0.10@fixed:2,0.05@fixed:5,0.01@fixed:10");

  private static TailSimulator.Result run(Delay delay, TailScheme scheme) {
    return new TailSimulator(delay, 8, GROUPS, 5).run(scheme);
  }

  private static void assertGroup(
      TailScheme scheme, double load, double mean, double p50, double p99, double p999) {
    TailSimulator.Result result = run(EXAMPLE, scheme);
    assertThat(result.load()).isCloseTo(load, within(0.005));
    // The means are printed to two digits; a mean of 100,000 groups has a deviation below 0.01.
    assertThat(result.group().mean()).isCloseTo(mean, within(0.035));
    assertThat(result.group().p50()).isEqualTo(p50);
    assertThat(result.group().p99()).isEqualTo(p99);
    assertThat(result.group().p999()).isEqualTo(p999);
  }

  /** Means from the closed form: E max or order statistic over the four delay values. */
  @Test
  void groupsAgreeWithIndependentComputations() {
    assertGroup(TailScheme.uncoded(), 1, 3.06, 2, 10, 10);
    assertGroup(TailScheme.hedged(3, 1), 1.17, 0.96, 1, 3, 5);
    assertGroup(TailScheme.copies(2), 2, 0.47, 0, 5, 5);
    assertGroup(TailScheme.coded(1), 1.125, 1.18, 0, 5, 10);
    assertGroup(TailScheme.coded(2), 1.25, 0.47, 0, 5, 5);
    assertGroup(TailScheme.coded(3), 1.375, 0.18, 0, 2, 5);
  }

  @Test
  void codedGroupsFollowTheBinomialTail() {
    // P(more than 2 of 10 workers are slow) with p = 0.16, and five standard deviations.
    double some = 0;
    double choose = 1;
    for (int slow = 0; slow <= 2; slow++) {
      some += choose * Math.pow(0.16, slow) * Math.pow(0.84, 10 - slow);
      choose = choose * (10 - slow) / (slow + 1);
    }
    Delay slowOrNot = DelayText.parse("fixed:0,0.16@fixed:1");
    double mean = run(slowOrNot, TailScheme.coded(2)).group().mean();
    assertThat(mean).isCloseTo(1 - some, within(5 * Math.sqrt(some * (1 - some) / GROUPS)));
  }

  @Test
  void parityAndPartialCopiesFollowTheirProbabilities() {
    Delay slowOrNot = DelayText.parse("fixed:0,0.1@fixed:1");
    // ParM is late for a query if it is slow and any of the 7 others or the parity is.
    double parity = 0.1 * (1 - Math.pow(0.9, 8));
    assertThat(run(slowOrNot, TailScheme.parity()).query().mean()).isCloseTo(parity, within(0.002));
    double partial = (2 * 0.01 + 6 * 0.1) / 8;
    assertThat(run(slowOrNot, TailScheme.partialCopies(2)).query().mean())
        .isCloseTo(partial, within(0.002));
  }

  /** One of ten is slow: with a student everything is answered in time, a tenth of it by it. */
  @Test
  void aStudentKeepsThePromise() {
    Delay slowOrNot = DelayText.parse("fixed:0,0.1@fixed:1");
    TailSimulator.Result result =
        run(slowOrNot, TailScheme.withStudent(TailScheme.uncoded(), 0.25));
    assertThat(result.load()).isEqualTo(1);
    assertThat(result.query().p999()).isEqualTo(0.25);
    assertThat(result.group().p999()).isEqualTo(0.25);
    // Five standard deviations of the share of K x GROUPS independent queries.
    double deviation = Math.sqrt(0.1 * 0.9 / (8.0 * GROUPS));
    assertThat(result.student()).isCloseTo(0.1, within(5 * deviation));
    assertThat(run(slowOrNot, TailScheme.uncoded()).student()).isZero();
  }

  @Test
  void theSameSeedGivesTheSameTail() {
    assertThat(run(EXAMPLE, TailScheme.coded(1))).isEqualTo(run(EXAMPLE, TailScheme.coded(1)));
  }
}
