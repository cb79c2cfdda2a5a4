package io.github.approxifer.coding.confidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.approxifer.coding.answers.Provenance;
import io.github.approxifer.coding.confidence.Confidence.Observation;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.ejml.data.FMatrixRMaj;
import org.junit.jupiter.api.Test;

class ConfidenceTest {
  /** Right with probability 1 - exp(-margin) / 2 if decoded, and nearly always if exact. */
  private static List<Observation> draw(int count, long seed) {
    Random random = new Random(seed);
    List<Observation> observations = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      double margin = 3 * random.nextDouble();
      boolean exact = random.nextInt(3) == 0;
      double p = exact ? 0.98 : 1 - Math.exp(-margin) / 2;
      Provenance provenance = exact ? Provenance.EXACT : Provenance.DECODED;
      observations.add(new Observation(provenance, margin, random.nextDouble() < p));
    }
    return observations;
  }

  /**
   * With 20,000 observations a block holds 70 to 130, and a share near 0.6 is known to 0.06 from
   * one block alone; 0.12 is twice that, and pools of several blocks are better. Seeds are fixed.
   */
  @Test
  void findsTheTrueProbability() {
    Confidence confidence = Confidence.calibrate(draw(20_000, 1));
    for (double margin = 0.2; margin < 2.9; margin += 0.3) {
      assertThat(confidence.of(Provenance.DECODED, margin))
          .isCloseTo(1 - Math.exp(-margin) / 2, within(0.12));
      assertThat(confidence.of(Provenance.EXACT, margin)).isCloseTo(0.98, within(0.12));
    }
    List<Observation> heldOut = draw(20_000, 2);
    double[] confidences = new double[heldOut.size()];
    double[] sure = new double[heldOut.size()];
    boolean[] right = new boolean[heldOut.size()];
    for (int i = 0; i < right.length; i++) {
      Observation observation = heldOut.get(i);
      confidences[i] = confidence.of(observation.provenance(), observation.margin());
      sure[i] = 0.999;
      right[i] = observation.right();
    }
    assertThat(Reliability.of(confidences, right, 10).expectedCalibrationError()).isLessThan(0.02);
    // The measure itself: a confidence that is always sure is off by the share that is wrong.
    assertThat(Reliability.of(sure, right, 10).expectedCalibrationError()).isGreaterThan(0.1);
  }

  @Test
  void growsWithTheMarginAndIsNeverCertain() {
    Confidence confidence = Confidence.calibrate(draw(300, 3));
    double before = 0;
    for (double margin = -1; margin < 5; margin += 0.01) {
      double now = confidence.of(Provenance.DECODED, margin);
      assertThat(now).isBetween(Math.max(before, 1e-6), 1 - 1e-6);
      before = now;
    }
    // Nothing guessed was observed: the curve of all stands in.
    assertThat(confidence.of(Provenance.GUESSED, 1)).isBetween(0.5, 1.0);
  }

  @Test
  void givesOneForEachPrediction() {
    Confidence confidence = Confidence.calibrate(draw(300, 3));
    FMatrixRMaj predictions = new FMatrixRMaj(2, 3);
    predictions.data = new float[] {1, 5, 3, 0, -2, -0.5f};
    List<Provenance> provenances = List.of(Provenance.EXACT, Provenance.DECODED);

    assertThat(Margin.of(predictions, 0)).isEqualTo(2);
    assertThat(Margin.of(predictions, 1)).isEqualTo(0.5);
    assertThat(confidence.of(provenances, predictions))
        .containsExactly(
            confidence.of(Provenance.EXACT, 2), confidence.of(Provenance.DECODED, 0.5));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> confidence.of(List.of(Provenance.EXACT), predictions))
        .withMessageContaining("1 provenances for 2 predictions");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Margin.of(new FMatrixRMaj(1, 1), 0))
        .withMessageContaining("at least 2 classes");
  }

  /** Pools by hand: (0) (1 1 0 -> 2/3) (1 1), with Laplace's rule 1/3, 3/5, 3/4. */
  @Test
  void poolsAdjacentViolators() {
    double[] scores = {5, 0, 3, 1, 2, 6};
    boolean[] right = {true, false, false, true, true, true};
    IsotonicCurve curve = IsotonicCurve.fit(scores, right, 1);

    assertThat(curve.at(-9)).isCloseTo(1 / 3.0, within(1e-15));
    assertThat(curve.at(2)).isCloseTo(3 / 5.0, within(1e-15));
    assertThat(curve.at(1)).isCloseTo(3 / 5.0, within(1e-15));
    assertThat(curve.at(3)).isCloseTo(3 / 5.0, within(1e-15));
    assertThat(curve.at(0.5)).isCloseTo((1 / 3.0 + 3 / 5.0) / 2, within(1e-15));
    assertThat(curve.at(99)).isCloseTo(3 / 4.0, within(1e-15));
  }

  /**
   * A good model is wrong at small margins only, and its right answers have margins of all sizes:
   * one wide pool, whose lower half must not be doubted for the sake of its neighbour.
   */
  @Test
  void widePoolsAreLevel() {
    List<Observation> observations = new ArrayList<>();
    Random random = new Random(6);
    for (int i = 0; i < 4000; i++) {
      double margin = 15 * random.nextDouble();
      boolean right = margin > 0.3 || random.nextBoolean();
      observations.add(new Observation(Provenance.EXACT, margin, right));
    }
    Confidence confidence = Confidence.calibrate(observations);
    // About 3,900 observations, all right: Laplace's rule takes 1 of 3,902 away.
    for (double margin = 1; margin < 15; margin += 0.5) {
      assertThat(confidence.of(Provenance.EXACT, margin)).isGreaterThan(0.999);
    }
  }

  @Test
  void putsPredictionsIntoBins() {
    Reliability reliability =
        Reliability.of(
            new double[] {0.1, 0.15, 0.9, 1}, new boolean[] {false, true, true, true}, 5);
    assertThat(reliability.bins())
        .containsExactly(new Reliability.Bin(2, 0.125, 0.5), new Reliability.Bin(2, 0.95, 1));
    assertThat(reliability.expectedCalibrationError()).isCloseTo(0.2125, within(1e-12));
    assertThat(Reliability.of(new double[0], new boolean[0], 1).expectedCalibrationError())
        .isZero();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Reliability.of(new double[] {1.5}, new boolean[1], 1))
        .withMessageContaining("1.5");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Reliability.of(new double[1], new boolean[2], 1));
  }

  @Test
  void refusesTooFewOrUselessObservations() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Confidence.calibrate(draw(49, 1)))
        .withMessageContaining("at least 50 observations, but there are 49");
    List<Observation> observations = draw(60, 1);
    observations.set(7, new Observation(Provenance.EXACT, Double.NaN, true));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Confidence.calibrate(observations))
        .withMessageContaining("NaN");
  }

  @Test
  void observesPredictionsBesideTheModelsOwnAnswers() {
    FMatrixRMaj predictions = new FMatrixRMaj(new float[][] {{3, 1}, {0, 4}, {1, 2}});
    FMatrixRMaj answers = new FMatrixRMaj(new float[][] {{9, 1}, {8, 7}, {-1, 2}});
    assertThat(Confidence.observe(Provenance.STUDENT, predictions, answers))
        .containsExactly(
            new Observation(Provenance.STUDENT, 2, true),
            new Observation(Provenance.STUDENT, 4, false),
            new Observation(Provenance.STUDENT, 1, true));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> Confidence.observe(Provenance.STUDENT, predictions, new FMatrixRMaj(3, 4)))
        .withMessage("the predictions are 3 x 2, but the model's answers are 3 x 4");
  }
}
