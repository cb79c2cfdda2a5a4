package io.github.approxifer.coding.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.ejml.data.DMatrixRMaj;
import org.ejml.data.FMatrixRMaj;
import org.junit.jupiter.api.Test;

class RowCombinerTest {
  /** Against the plain double loop; k+1 float roundings of at most 2^-24 each. */
  @Property(tries = 500)
  void agreesWithThePlainLoop(
      @ForAll @IntRange(min = 1, max = 12) int outputs,
      @ForAll @IntRange(min = 1, max = 14) int inputs,
      @ForAll @IntRange(min = 1, max = 2100) int length,
      @ForAll long seed) {
    Random random = new Random(seed);
    DMatrixRMaj matrix = new DMatrixRMaj(outputs, inputs);
    FMatrixRMaj rows = new FMatrixRMaj(inputs, length);
    for (int i = 0; i < matrix.data.length; i++) {
      matrix.data[i] = random.nextGaussian();
    }
    for (int i = 0; i < rows.data.length; i++) {
      rows.data[i] = (float) random.nextGaussian();
    }
    FMatrixRMaj result = RowCombiner.of(matrix).apply(rows, null);
    for (int column = 0; column < length; column += 1 + length / 50) {
      for (int i = 0; i < outputs; i++) {
        double sum = 0;
        double absolute = 0;
        for (int j = 0; j < inputs; j++) {
          sum += matrix.get(i, j) * rows.get(j, column);
          absolute += Math.abs(matrix.get(i, j) * rows.get(j, column));
        }
        assertThat((double) result.get(i, column))
            .isCloseTo(sum, within((inputs + 1) * 0x1p-24 * absolute));
      }
    }
  }

  @Test
  void aColumnsResultDoesNotDependOnTheOthers() {
    DMatrixRMaj matrix = new DMatrixRMaj(1, 9);
    FMatrixRMaj one = new FMatrixRMaj(9, 1);
    FMatrixRMaj many = new FMatrixRMaj(9, 1500);
    Random random = new Random(3);
    for (int j = 0; j < 9; j++) {
      matrix.data[j] = random.nextGaussian();
      one.data[j] = (float) random.nextGaussian();
      for (int c = 0; c < 1500; c++) {
        many.set(j, c, one.data[j]);
      }
    }
    RowCombiner combiner = RowCombiner.of(matrix);
    float expected = combiner.apply(one, null).get(0, 0);
    for (float value : combiner.apply(many, null).data) {
      assertThat(value).isEqualTo(expected);
    }
  }

  @Test
  void aUnitRowCopies() {
    DMatrixRMaj unit = new DMatrixRMaj(new double[][] {{0, 1, 0, 0, 0}});
    FMatrixRMaj rows = new FMatrixRMaj(5, 3);
    for (int i = 0; i < 15; i++) {
      rows.data[i] = i / 3f;
    }
    assertThat(RowCombiner.of(unit).apply(rows, null).data).containsExactly(1, 4 / 3f, 5 / 3f);
  }

  @Test
  void refusesWhatItCannotApply() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RowCombiner.of(new DMatrixRMaj(0, 3)))
        .withMessage("the matrix is empty: 0 x 3");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RowCombiner.of(new DMatrixRMaj(new double[][] {{1, 1e39}})))
        .withMessageContaining("element (0, 1)")
        .withMessageContaining("1.0E39");
    RowCombiner combiner = RowCombiner.of(new DMatrixRMaj(new double[][] {{1, 0}, {0, 1}}));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> combiner.apply(new FMatrixRMaj(3, 4), null))
        .withMessageContaining("2 x 2")
        .withMessageContaining("3 rows");
    FMatrixRMaj rows = new FMatrixRMaj(2, 4);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> combiner.apply(rows, rows))
        .withMessageContaining("same matrix");
  }
}
