package io.github.approxifer.privacy.sensitivity;

import static io.github.approxifer.privacy.Neighbours.ONE_ROW;
import static io.github.approxifer.privacy.Neighbours.WHOLE_QUERY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.math.BigDecimal;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Scale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SensitivityTest {
  @Test
  void l2ForTenValuesCostsTheSquareRootOfTen() {
    L1Sensitivity l1 = new L2Sensitivity(1, 10, WHOLE_QUERY).toL1();
    // Rounded up twice: at most two units in the last place above sqrt(10).
    assertThat(l1.bound()).isBetween(Math.sqrt(10), Math.sqrt(10) + 2 * Math.ulp(Math.sqrt(10)));
    assertThat(l1.values()).isEqualTo(10);
    assertThat(l1.neighbours()).isEqualTo(WHOLE_QUERY);
  }

  @Property(tries = 300)
  void conversionToL1IsNeverBelowTheExactBound(
      @ForAll @DoubleRange(min = 1e-3, max = 1e6) @Scale(9) double bound,
      @ForAll @IntRange(min = 1, max = 100_000) int values) {
    BigDecimal converted = new BigDecimal(new L2Sensitivity(bound, values, ONE_ROW).toL1().bound());
    BigDecimal exactSquare = new BigDecimal(bound).pow(2).multiply(BigDecimal.valueOf(values));
    assertThat(converted.pow(2)).isGreaterThanOrEqualTo(exactSquare);
    assertThat(converted.pow(2).doubleValue() / exactSquare.doubleValue()).isLessThan(1 + 1e-14);
  }

  @Test
  void conversionToL2KeepsTheBound() {
    assertThat(new L1Sensitivity(3, 7, ONE_ROW).toL2()).isEqualTo(new L2Sensitivity(3, 7, ONE_ROW));
  }

  @Test
  void aWholeQueryCostsItsRows() {
    assertThat(new L1Sensitivity(0.5, 10, ONE_ROW).forWholeQuery(28))
        .isEqualTo(new L1Sensitivity(14, 10, WHOLE_QUERY));
    assertThat(new L2Sensitivity(0.5, 10, ONE_ROW).forWholeQuery(28))
        .isEqualTo(new L2Sensitivity(14, 10, WHOLE_QUERY));
  }

  @Test
  void aWholeQueryBoundNeedsNoFactorAndHoldsForOneRow() {
    L1Sensitivity l1 = new L1Sensitivity(2, 10, WHOLE_QUERY);
    L2Sensitivity l2 = new L2Sensitivity(2, 10, WHOLE_QUERY);
    assertThat(l1.forWholeQuery(28)).isEqualTo(l1);
    assertThat(l2.forWholeQuery(28)).isEqualTo(l2);
    assertThat(l1.forOneRow()).isEqualTo(new L1Sensitivity(2, 10, ONE_ROW));
    assertThat(l2.forOneRow()).isEqualTo(new L2Sensitivity(2, 10, ONE_ROW));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
  void refusesABoundThatIsNotPositiveAndFinite(double bound) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new L1Sensitivity(bound, 1, WHOLE_QUERY))
        .withMessageContaining("clip")
        .withMessageContaining(Double.toString(bound));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new L2Sensitivity(bound, 1, WHOLE_QUERY))
        .withMessageContaining(Double.toString(bound));
  }

  @Test
  void refusesCountsBelowOne() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new L1Sensitivity(1, 0, WHOLE_QUERY))
        .withMessageContaining("0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new L1Sensitivity(1, 1, ONE_ROW).forWholeQuery(-3))
        .withMessageContaining("-3");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new L1Sensitivity(1, 1, WHOLE_QUERY).forWholeQuery(0))
        .withMessageContaining("0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new L2Sensitivity(1, 0, WHOLE_QUERY))
        .withMessageContaining("0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new L2Sensitivity(1, 1, WHOLE_QUERY).forWholeQuery(0))
        .withMessageContaining("0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new L2Sensitivity(Double.MAX_VALUE, 4, ONE_ROW).toL1())
        .withMessageContaining("Infinity");
  }

  @Test
  @SuppressWarnings("NullAway")
  void neighboursMustBeGivenSinceAnAccountComparesThem() {
    assertThatNullPointerException()
        .isThrownBy(() -> new L1Sensitivity(1, 1, null))
        .withMessageContaining("WHOLE_QUERY or ONE_ROW");
    assertThatNullPointerException().isThrownBy(() -> new L2Sensitivity(1, 1, null));
  }
}
