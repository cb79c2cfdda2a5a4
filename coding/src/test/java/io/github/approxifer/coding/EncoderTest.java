package io.github.approxifer.coding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;
import io.github.approxifer.coding.answers.TestRows;
import io.github.approxifer.coding.codes.BerrutCode;
import java.lang.management.ManagementFactory;
import java.util.Objects;
import org.ejml.data.DMatrixRMaj;
import org.ejml.data.FMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EncoderTest {
  private final BerrutCode code = BerrutCode.of(CodeParameters.stragglersOnly(8, 1));
  private final Encoder encoder = Encoder.of(code);

  @Test
  void appliesTheEncodingMatrix() {
    FMatrixRMaj queries = TestRows.random(8, 50);
    FMatrixRMaj coded = encoder.encode(queries);
    DMatrixRMaj matrix = code.encodingMatrix();

    assertThat(coded.numRows).isEqualTo(9);
    assertThat(coded.numCols).isEqualTo(50);
    for (int i = 0; i < 9; i++) {
      for (int c = 0; c < 50; c++) {
        double sum = 0;
        double absolute = 0;
        for (int j = 0; j < 8; j++) {
          sum += matrix.get(i, j) * queries.get(j, c);
          absolute += Math.abs(matrix.get(i, j) * queries.get(j, c));
        }
        // k+1 float roundings of at most 2^-24 each, k = 8
        assertThat((double) coded.get(i, c)).isCloseTo(sum, within(9 * 0x1p-24 * absolute));
      }
    }
  }

  @Test
  void writesToTheDestinationAndReshapesIt() {
    FMatrixRMaj queries = TestRows.random(8, 20);
    FMatrixRMaj destination = new FMatrixRMaj(1, 1);

    assertThat(encoder.encode(queries, destination)).isSameAs(destination);
    assertThat(destination.data).startsWith(encoder.encode(queries).data);
  }

  @Test
  void doesNotModifyTheQueries() {
    FMatrixRMaj queries = TestRows.random(8, 20);
    float[] before = queries.data.clone();
    encoder.encode(queries);

    assertThat(queries.data).containsExactly(before);
  }

  @Test
  void refusesAQueryThatIsNotFiniteWhereverItIs() {
    for (int query = 0; query < 8; query++) {
      for (float bad : new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
        FMatrixRMaj queries = TestRows.random(8, 30);
        queries.set(query, 17, bad);
        assertThatIllegalArgumentException()
            .isThrownBy(() -> encoder.encode(queries))
            .withMessage("query %d has %s at element 17; all elements must be finite", query, bad);
      }
    }
  }

  @Test
  void refusesTheWrongNumberOfQueries() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> encoder.encode(TestRows.random(7, 20)))
        .withMessageContaining("K=8")
        .withMessageContaining("7 rows")
        .withMessageContaining("pad");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> encoder.encode(new FMatrixRMaj(8, 0)))
        .withMessageContaining("d=0");
  }

  @Test
  void saysWhenACodedQueryExceedsTheRangeOfFloat() {
    FMatrixRMaj queries = new FMatrixRMaj(8, 1);
    for (int j = 0; j < 8; j++) {
      queries.set(j, 0, j % 2 == 0 ? Float.MAX_VALUE : -Float.MAX_VALUE);
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> encoder.encode(queries))
        .withMessageContaining("exceeds the range of float");
  }

  /** What a call allocates it allocates in every round; the kernel does so until it is compiled. */
  @ParameterizedTest
  @ValueSource(strings = {"Spline", "Paired", "Partial replication", "Systematic ENDS"})
  void allocatesNothingForAKnownShape(String family) {
    Code code =
        Objects.requireNonNull(CodeFamilies.ALL.get(family)).apply(new CodeParameters(8, 1, 0));
    Encoder encoder = Encoder.of(code);
    FMatrixRMaj queries = new FMatrixRMaj(8, 300);
    FMatrixRMaj coded = encoder.encode(queries);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long thread = Thread.currentThread().getId();
    threads.getThreadAllocatedBytes(thread);
    long least = Long.MAX_VALUE;
    for (int round = 0; round < 200 && least >= 1600; round++) {
      long before = threads.getThreadAllocatedBytes(thread);
      for (int i = 0; i < 100; i++) {
        encoder.encode(queries, coded);
      }
      least = Math.min(least, threads.getThreadAllocatedBytes(thread) - before);
    }
    // The smallest object takes 16 bytes: one a call would be 1600.
    assertThat(least).isLessThan(1600);
  }
}
