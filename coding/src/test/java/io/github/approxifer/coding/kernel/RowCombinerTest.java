package io.github.approxifer.coding.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Random;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.ejml.data.DMatrixRMaj;
import org.ejml.data.FMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RowCombinerTest {
  /** Against the plain double loop; k+1 float roundings of at most 2^-24 each. */
  @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
  void agreesWithThePlainLoop(
      @ForAll @IntRange(min = 1, max = 16) int outputs,
      @ForAll @IntRange(min = 1, max = 14) int inputs,
      @ForAll @IntRange(min = 1, max = 2100) int length,
      @ForAll boolean scalar,
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
    RowKernel kernel = scalar ? RowKernels.SCALAR : RowKernels.BEST;
    FMatrixRMaj result = RowCombiner.of(matrix, kernel).apply(rows, null);
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

  /** The build starts the tests with the Vector API, so that both kernels are tested. */
  @Test
  void usesVectorsWhereTheModuleIsThere() {
    assertThat(RowCombiner.kernelName()).startsWith("vectors of ");
    assertThat(RowKernels.choose("pdp11").name()).isEqualTo("loops");
    assertThat(RowKernels.byName("no.such.Kernel")).isSameAs(RowKernels.SCALAR);
  }

  /** Both kernels must agree with the double loop for sizes around every block and tile. */
  @ParameterizedTest
  @ValueSource(ints = {1, 15, 16, 17, 47, 48, 63, 65, 257, 1025})
  void bothKernelsAreRightAtAwkwardLengths(int length) {
    Random random = new Random(length);
    for (int outputs : new int[] {1, 3, 12, 13}) {
      for (int inputs : new int[] {1, 2, 9}) {
        DMatrixRMaj matrix = random(random, outputs, inputs);
        FMatrixRMaj rows = new FMatrixRMaj(inputs, length);
        for (int i = 0; i < rows.data.length; i++) {
          rows.data[i] = (float) random.nextGaussian();
        }
        FMatrixRMaj scalar = RowCombiner.of(matrix, RowKernels.SCALAR).apply(rows, null);
        FMatrixRMaj best = RowCombiner.of(matrix, RowKernels.BEST).apply(rows, null);
        assertThat(worstErrorInTolerances(matrix, rows, scalar)).isLessThanOrEqualTo(1);
        assertThat(worstErrorInTolerances(matrix, rows, best)).isLessThanOrEqualTo(1);
      }
    }
  }

  /** Rows read where they are and rows copied first, with every split of the outputs into tiles. */
  @ParameterizedTest
  @ValueSource(ints = {10, 1024, 16_384, 16_400})
  void bothKernelsAreRightForEveryNumberOfOutputs(int length) {
    Random random = new Random(length);
    FMatrixRMaj rows = new FMatrixRMaj(5, length);
    for (int i = 0; i < rows.data.length; i++) {
      rows.data[i] = (float) random.nextGaussian();
    }
    for (int outputs = 1; outputs <= 13; outputs++) {
      DMatrixRMaj matrix = random(random, outputs, 5);
      for (RowKernel kernel : new RowKernel[] {RowKernels.SCALAR, RowKernels.BEST}) {
        FMatrixRMaj result = RowCombiner.of(matrix, kernel).apply(rows, null);
        assertThat(worstErrorInTolerances(matrix, rows, result)).isLessThanOrEqualTo(1);
      }
    }
  }

  @Test
  void partsOnOtherThreadsGiveTheSameElements() {
    Random random = new Random(8);
    RowCombiner combiner = RowCombiner.of(random(random, 9, 8));
    FMatrixRMaj rows = new FMatrixRMaj(8, 20_011);
    for (int i = 0; i < rows.data.length; i++) {
      rows.data[i] = random.nextFloat();
    }
    float[] expected = combiner.apply(rows, null).data;
    AtomicInteger tasks = new AtomicInteger();
    Executor counting =
        task -> {
          tasks.incrementAndGet();
          new Thread(task).start();
        };

    assertThat(combiner.apply(rows, null, counting, 3).data).containsExactly(expected);
    assertThat(tasks).hasValue(2);
    assertThat(combiner.apply(rows, null, counting, 100).data).containsExactly(expected);
    assertThat(tasks).hasValue(2 + 3);
    combiner.apply(new FMatrixRMaj(8, 500), null, counting, 4);
    assertThat(tasks).hasValue(5);
    assertThat(combiner.apply(new FMatrixRMaj(8, 0), null, counting, 4).numCols).isZero();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> combiner.apply(rows, null, counting, 0))
        .withMessageContaining("parts must be at least 1, but is 0");
  }

  /** The greatest error of any element in units of (k+1) 2^-24 sum_j |m_ij x_j|. */
  private static double worstErrorInTolerances(
      DMatrixRMaj matrix, FMatrixRMaj rows, FMatrixRMaj product) {
    double worst = 0;
    for (int i = 0; i < matrix.numRows; i++) {
      for (int column = 0; column < rows.numCols; column++) {
        double sum = 0;
        double absolute = 0;
        for (int j = 0; j < matrix.numCols; j++) {
          double term = matrix.get(i, j) * rows.get(j, column);
          sum += term;
          absolute += Math.abs(term);
        }
        double error = Math.abs(product.get(i, column) - sum);
        worst = Math.max(worst, error / ((matrix.numCols + 1) * 0x1p-24 * absolute));
      }
    }
    return worst;
  }

  private static DMatrixRMaj random(Random random, int rows, int columns) {
    DMatrixRMaj matrix = new DMatrixRMaj(rows, columns);
    for (int i = 0; i < matrix.data.length; i++) {
      matrix.data[i] = random.nextGaussian();
    }
    return matrix;
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
    for (RowKernel kernel : new RowKernel[] {RowKernels.SCALAR, RowKernels.BEST}) {
      RowCombiner combiner = RowCombiner.of(matrix, kernel);
      float expected = combiner.apply(one, null).get(0, 0);
      for (float value : combiner.apply(many, null).data) {
        assertThat(value).isEqualTo(expected);
      }
    }
  }

  /** The work space is made at the first call; after it, nothing is allocated. */
  @Test
  void loopsAllocateNothingForAKnownShape() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    RowCombiner combiner = RowCombiner.of(random(new Random(1), 9, 8), RowKernels.SCALAR);
    FMatrixRMaj rows = new FMatrixRMaj(8, 3000);
    FMatrixRMaj destination = new FMatrixRMaj(9, 3000);
    long thread = Thread.currentThread().getId();
    combiner.apply(rows, destination);
    threads.getThreadAllocatedBytes(thread);
    long least = Long.MAX_VALUE;
    // What a call allocates it allocates in every round; what the virtual machine allocates on this
    // thread once, while it replaces compiled code, only in one.
    for (int round = 0; round < 3; round++) {
      long before = threads.getThreadAllocatedBytes(thread);
      for (int i = 0; i < 100; i++) {
        combiner.apply(rows, destination);
      }
      least = Math.min(least, threads.getThreadAllocatedBytes(thread) - before);
    }
    // The smallest object takes 16 bytes: one a call would be 1600.
    assertThat(least).isLessThan(1600);
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
