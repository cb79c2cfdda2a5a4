package io.github.approxifer.coding.locate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Thresholds and decisions of a gate, with ten answers of which a unit of energy each is left. */
class GateTest {
  private static final int ANSWERS = 10;

  /** What sets of size 1, 2 .. explain; the greatest leaves so much of each other worker. */
  private static Evidence evidence(double rest, double... explained) {
    int errors = explained.length;
    double[] drops = new double[errors + 1];
    System.arraycopy(explained, 0, drops, 1, errors);
    double total = drops[errors] + rest * (ANSWERS - errors);
    return new Evidence(new int[errors + 1][], drops, total, ANSWERS);
  }

  /** Of nineteen honest groups, which explain 1 to 19 by one worker. */
  private static Gate gate(double rate) {
    List<Evidence> honest =
        IntStream.rangeClosed(1, 19).mapToObj(drop -> evidence(1, drop)).toList();
    return Gate.calibrated(honest, rate);
  }

  /** Split conformal prediction: the ceil(20 (1-rate))-th smallest of 19 scores. */
  @Test
  void theThresholdIsTheQuantileThatKeepsTheRate() {
    int[] rank = {10, 15, 18, 19, 19};
    double[] rate = {0.5, 0.25, 0.1, 0.05, 0.001};
    for (int i = 0; i < rate.length; i++) {
      Gate gate = gate(rate[i]);
      // Up to the roundings of a handful of quotients.
      assertThat(gate.count(evidence(1, rank[i] * (1 - 1e-12)))).as("rate %s", rate[i]).isZero();
      assertThat(gate.count(evidence(1, rank[i] * (1 + 1e-12)))).as("rate %s", rate[i]).isOne();
    }
  }

  /** A group whose queries fit together worse has to explain more: by the mean of 1 and 3. */
  @Test
  void whatIsLeftRaisesTheThreshold() {
    Gate gate = gate(0.1);
    assertThat(gate.count(evidence(3, 2 * 18 * (1 - 1e-12)))).isZero();
    assertThat(gate.count(evidence(3, 2 * 18 * (1 + 1e-12)))).isOne();
  }

  @Test
  void honestGroupsWithoutAnyResidualLetNothingPass() {
    Gate gate = Gate.calibrated(List.of(evidence(0, 0), evidence(0, 0)), 0.1);
    assertThat(gate.count(evidence(0, 0))).isZero();
    assertThat(gate.count(evidence(1, 1))).isOne();
  }

  /** Two who shield each other explain nothing alone. */
  @Test
  void countsTheFewestFromWhichOnNothingIsWorthIt() {
    List<Evidence> honest =
        IntStream.rangeClosed(1, 19).mapToObj(drop -> evidence(1, drop, 2.0 * drop)).toList();
    Gate gate = Gate.calibrated(honest, 0.1);
    assertThat(gate.count(evidence(1, 0.01, 1000))).isEqualTo(2);
    assertThat(gate.count(evidence(1, 1000, 1000.01))).isEqualTo(1);
    assertThat(gate.count(evidence(1, 1000, 2000))).isEqualTo(2);
    assertThat(gate.count(evidence(1, 0.01, 0.02))).isZero();
  }

  /** Groups that are odd by one worker are not those that are odd by two. */
  @Test
  void oneThresholdKeepsTheRateForAllSizesTogether() {
    List<Evidence> honest =
        IntStream.rangeClosed(1, 19).mapToObj(i -> evidence(1, i, 60.0 - 2 * i)).toList();
    Gate gate = Gate.calibrated(honest, 0.1);
    assertThat(honest).filteredOn(group -> gate.count(group) > 0).hasSize(1);
  }

  /** Twelve squared deviations, over all classes, of the level of one worker. */
  @Test
  void isClearFromAFixedGainOn() {
    Gate gate = gate(0.1);
    assertThat(gate.clear(evidence(1, 10), evidence(1, 5.999), 1, 3)).isTrue();
    assertThat(gate.clear(evidence(1, 10), evidence(1, 6.001), 1, 3)).isFalse();
    assertThat(gate.clear(evidence(1, 10), evidence(1, 6.001), 1, 4)).isTrue();
    assertThat(gate.clear(evidence(3, 14), evidence(3, 5.999), 1, 3)).isTrue();
    assertThat(gate.clear(evidence(3, 14), evidence(3, 6.001), 1, 3)).isFalse();
  }
}
