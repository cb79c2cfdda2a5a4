package io.github.approxifer.serving.student;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class AgreementTest {
  private final Agreement agreement = new Agreement();
  private final SplittableRandom random = new SplittableRandom(3);

  private void compare(int times, double share) {
    for (int i = 0; i < times; i++) {
      agreement.compared(random.nextDouble() < share);
    }
  }

  @Test
  void answersAgreeIfTheSameValueIsTheLargest() {
    float[] student = {9, 9, 1, 3, 2};
    assertThat(Agreement.agree(student, 2, new float[] {0, 5, 4})).isTrue();
    assertThat(Agreement.agree(student, 2, new float[] {0, 4, 5})).isFalse();
    assertThat(Agreement.agree(new float[] {1.05f}, 0, new float[] {1})).isTrue();
    assertThat(Agreement.agree(new float[] {1.2f}, 0, new float[] {1})).isFalse();
    assertThat(Agreement.agree(new float[] {-1}, 0, new float[] {1})).isFalse();
  }

  @Test
  void theShareIsThatOfRecentAnswers() {
    assertThat(agreement.share()).isEmpty();
    agreement.compared(true);
    agreement.compared(false);
    assertThat(agreement.share()).hasValue(0.5);
    compare(10 * Agreement.WINDOW, 1);
    assertThat(agreement.share().orElseThrow()).isGreaterThan(0.999);
  }

  /** A fall from 0.87 to 0.75 is eight standard errors. */
  @Test
  void aFallIsFoundAndItsEndToo() {
    compare(3 * Agreement.WINDOW, 0.87);
    assertThat(agreement.drifted()).isFalse();
    compare(Agreement.WINDOW, 0.75);
    assertThat(agreement.drifted()).isTrue();
    compare(Agreement.WINDOW, 0.87);
    assertThat(agreement.drifted()).isFalse();
  }

  /** In 500 windows a false alarm has a probability of 0.0025. */
  @Test
  void chanceIsNoDrift() {
    for (int window = 0; window < 500; window++) {
      compare(Agreement.WINDOW, 0.87);
      assertThat(agreement.drifted()).isFalse();
    }
  }
}
