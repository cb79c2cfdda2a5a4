package io.github.approxifer.coding.locate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.approxifer.coding.CodeParameters;
import io.github.approxifer.coding.codes.ReplicationCode;
import java.util.List;
import org.ejml.data.FMatrixRMaj;
import org.junit.jupiter.api.Test;

class ToleranceTest {
  private static FMatrixRMaj column(float... values) {
    return new FMatrixRMaj(values.length, 1, true, values);
  }

  @Test
  void ofScaleIsAShareOfTheMedianOfTheGreatestElements() {
    assertThat(Tolerance.ofScale().in(column(-5, 1, 3))).isCloseTo(3e-4, within(1e-15));
    assertThat(Tolerance.ofScale().in(column(1e30f, 1, -3))).isCloseTo(3e-4, within(1e-15));
    assertThat(Tolerance.of(0.5).in(column(-5, 1, 3))).isEqualTo(0.5);
  }

  @Test
  void seenInIsFourTimesTheGreatestDifferenceOfCopiesInTheUnitOfTheScale() {
    ReplicationCode code = ReplicationCode.full(new CodeParameters(2, 1, 0));
    assertThat(code.cleanQueries()).hasSize(4);
    int[] held = code.cleanQueries();
    float[] answers = new float[4];
    for (int worker = 0; worker < 4; worker++) {
      answers[worker] = held[worker] == 0 ? 8 : 2;
    }
    answers[3] += 0.25f;
    // The greatest elements are 2, 2.25 and twice 8, so the scale is 8.
    Tolerance seen = Tolerance.seenIn(code, List.of(column(answers)));
    assertThat(seen.in(column(80, 80, 80, 80))).isCloseTo(4 * 0.25 / 8 * 80, within(1e-9));
    assertThat(seen).hasToString("0.125 of the scale of the answers");
    assertThat(Tolerance.of(0.5)).hasToString("0.5");
  }
}
