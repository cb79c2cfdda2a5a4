package io.github.approxifer.models.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TrainingPlanTest {

  private static TrainingPlan plan(double epochs, int batch) {
    return new TrainingPlan(epochs, batch, 0.1, 0.9, 0, 1);
  }

  @Test
  void countsSteps() {
    assertThat(plan(3, 128).steps(60_000)).isEqualTo(3 * 468);
    assertThat(plan(0.5, 128).steps(60_000)).isEqualTo(234);
    assertThat(plan(0.0001, 128).steps(60_000)).isEqualTo(1);
  }

  @Test
  void refusesSenselessNumbers() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> plan(0, 128))
        .withMessageContaining("at most 10000, but was 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> plan(1, 1))
        .withMessageContaining("batch must be at least 2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> plan(1, 128).steps(100))
        .withMessageContaining("there are 100");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new TrainingPlan(1, 128, 0.1, 1, 0, 1))
        .withMessageContaining("momentum");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new TrainingPlan(1, 128, 0.1, 0.9, -1, 1))
        .withMessageContaining("decay");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new OneCycle(0, 0.2))
        .withMessageContaining("rate must be above 0");
    assertThatIllegalArgumentException().isThrownBy(() -> new OneCycle(1, 1));
  }

  @Test
  void theRateRisesToThePeakAndFallsToNothing() {
    OneCycle cycle = new OneCycle(0.12, 0.2);
    assertThat(cycle.rateAt(0.5 / 1000)).isCloseTo(0.12f * 0.5f / 200, within(1e-7f));
    assertThat(cycle.rateAt(99.5 / 1000)).isCloseTo(0.12f * 99.5f / 200, within(1e-7f));
    assertThat(cycle.rateAt(200.5 / 1000)).isCloseTo(0.12f * 799.5f / 800, within(1e-7f));
    assertThat(cycle.rateAt(999.5 / 1000)).isCloseTo(0.12f * 0.5f / 800, within(1e-7f));
    double sum = 0;
    for (int step = 0; step < 1000; step++) {
      sum += cycle.rateAt((step + 0.5) / 1000);
    }
    // Half of the peak on average, as for any triangle.
    assertThat(sum / 1000).isCloseTo(0.06, within(1e-5));
  }

  @Test
  void anEpochSeesEveryExampleOnceInAnOrderOfItsOwn() {
    Batches batches = new Batches(12, 3, 5);
    Set<Integer> first = new HashSet<>();
    StringBuilder orders = new StringBuilder();
    for (int step = 0; step < 4; step++) {
      for (int index : batches.indices(step)) {
        first.add(index);
        orders.append(index).append(' ');
      }
    }
    assertThat(first).hasSize(12);
    StringBuilder second = new StringBuilder();
    for (int step = 4; step < 8; step++) {
      for (int index : batches.indices(step)) {
        second.append(index).append(' ');
      }
    }
    assertThat(second.toString()).isNotEqualTo(orders.toString());
  }

  @Test
  void aStepIsTheSameWheneverItIsAskedFor() {
    Batches one = new Batches(100, 10, 5);
    int[] far = one.indices(57);
    assertThat(new Batches(100, 10, 5).indices(57)).isEqualTo(far);
    assertThat(one.indices(3)).isEqualTo(new Batches(100, 10, 5).indices(3));
    assertThat(new Batches(100, 10, 6).indices(57)).isNotEqualTo(far);
    assertThat(one.random(8).nextLong()).isEqualTo(one.random(8).nextLong());
    assertThat(one.random(8).nextLong()).isNotEqualTo(one.random(9).nextLong());
  }

  @Test
  void aLossCurveHasTheMeanOfEachStretchAndSurvivesAText() {
    LossCurve curve = new LossCurve(2);
    curve.add(1, 4);
    curve.add(2, 2);
    curve.add(3, 1);
    assertThat(curve.text()).isEqualTo("2:3.00000");
    LossCurve copy = new LossCurve(2);
    copy.add("");
    copy.add(curve.text());
    assertThat(copy.points()).containsExactly(new LossCurve.Point(2, 3));
  }
}
