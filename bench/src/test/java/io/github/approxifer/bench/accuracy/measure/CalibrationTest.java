package io.github.approxifer.bench.accuracy.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.approxifer.coding.answers.Provenance;
import io.github.approxifer.coding.confidence.Confidence.Observation;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CalibrationTest {

  /** Right with probability m for a margin m from 0.1 to 0.9, in both halves or in one. */
  private static double error(boolean otherHalfIsTheReverse) {
    Random random = new Random(1);
    Calibration calibration = new Calibration();
    for (int i = 0; i < 20_000; i++) {
      double margin = 0.1 + 0.8 * random.nextDouble();
      double probability = otherHalfIsTheReverse && i % 2 == 1 ? 1 - margin : margin;
      boolean right = random.nextDouble() < probability;
      calibration.add(i, new Observation(Provenance.DECODED, margin, right));
    }
    return calibration.error();
  }

  @Test
  void anHonestConfidenceHasHardlyAnError() {
    assertThat(error(false)).isLessThan(0.02);
  }

  /**
   * If the halves contradict each other, one half is judged by a rising curve while in truth
   * accuracy falls from 0.9 to 0.1, |m - (1-m)| = 0.4 in the mean; the other half by the flat curve
   * that is all a falling one can be fitted by, 0.2 in the mean within bins by confidence: but its
   * confidence is 0.5 throughout, one bin, and so is its accuracy. Together 0.2.
   */
  @Test
  void aConfidenceOfOtherQueriesIsFoundOut() {
    assertThat(error(true)).isCloseTo(0.2, within(0.03));
  }

  @Test
  void tooFewPredictionsGiveNoNumber() {
    Calibration calibration = new Calibration();
    for (int i = 0; i < 60; i++) {
      calibration.add(i, new Observation(Provenance.EXACT, i, true));
    }
    assertThat(calibration.error()).isNaN();
  }
}
