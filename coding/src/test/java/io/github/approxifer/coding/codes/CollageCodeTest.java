package io.github.approxifer.coding.codes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.approxifer.coding.CodeParameters;
import io.github.approxifer.coding.Encoder;
import io.github.approxifer.coding.answers.Provenance;
import io.github.approxifer.coding.answers.WorkerSet;
import io.github.approxifer.coding.decode.LinearDecoder;
import java.util.Random;
import org.ejml.data.FMatrixRMaj;
import org.junit.jupiter.api.Test;

class CollageCodeTest {
  private static final CodeParameters K4S2 = CodeParameters.stragglersOnly(4, 2);

  @Test
  void sendsCleanQueriesAndThenCollagesOfPairs() {
    Collage collage = new Collage(3, 4, 2, 1, 2);
    FMatrixRMaj queries = random(4, collage.length(), 1);
    FMatrixRMaj coded = Encoder.of(CollageCode.of(K4S2, collage)).encode(queries);
    assertThat(coded.numRows).isEqualTo(6);
    for (int worker = 0; worker < 4; worker++) {
      assertThat(row(coded, worker)).isEqualTo(row(queries, worker));
    }
    for (int parity = 0; parity < 2; parity++) {
      float[] expected = new float[collage.length()];
      collage.mix(row(queries, 2 * parity), 0, row(queries, 2 * parity + 1), 0, expected, 0);
      assertThat(row(coded, 4 + parity)).isEqualTo(expected);
    }
  }

  /** With more parities than pairs the pairs come round again. */
  @Test
  void pairsComeRoundAgain() {
    Collage collage = new Collage(1, 4, 1, 0, 1);
    FMatrixRMaj queries = random(3, 4, 2);
    FMatrixRMaj coded =
        Encoder.of(CollageCode.of(CodeParameters.stragglersOnly(3, 2), collage)).encode(queries);
    assertThat(row(coded, 4)).isEqualTo(row(coded, 3));
  }

  /**
   * A model that looks at each position by itself, and takes the mean, answers a collage of images
   * of equal columns with the mean of its answers, however curved it is; the mean of the images it
   * does not.
   */
  @Test
  void decodesAnyModelThatPoolsOverPositions() {
    Collage collage = new Collage(5, 6, 1, 2, 1);
    FMatrixRMaj queries = new FMatrixRMaj(4, collage.length());
    Random random = new Random(3);
    for (int query = 0; query < 4; query++) {
      for (int row = 0; row < 5; row++) {
        float value = (float) random.nextGaussian();
        for (int column = 0; column < 6; column++) {
          queries.set(query, 6 * row + column, value);
        }
      }
    }
    CollageCode code = CollageCode.of(K4S2, collage);
    FMatrixRMaj truth = pooled(queries);
    double worstOfMeans = 0;
    SubsetParityCode means = SubsetParityCode.of(K4S2, 2, 1);
    for (int lost = 0; lost < 4; lost++) {
      WorkerSet answers = WorkerSet.all(6).without(lost);
      assertThat(LinearDecoder.of(code).provenances(answers).get(lost))
          .isEqualTo(Provenance.DECODED);
      FMatrixRMaj all = pooled(Encoder.of(code).encode(queries));
      double predicted = LinearDecoder.of(code).combine(answers, without(all, lost)).get(lost, 0);
      // Two answers and a product in float32, each of a few units.
      assertThat(predicted).isCloseTo(truth.get(lost, 0), within(1e-5));
      FMatrixRMaj mean = pooled(Encoder.of(means).encode(queries));
      double other = LinearDecoder.of(means).combine(answers, without(mean, lost)).get(lost, 0);
      worstOfMeans = Math.max(worstOfMeans, Math.abs(other - truth.get(lost, 0)));
    }
    assertThat(worstOfMeans).isGreaterThan(0.1);
  }

  @Test
  void refusesQueriesOfAnotherLength() {
    CollageCode code = CollageCode.of(K4S2, Collage.of(8, 8, 3));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Encoder.of(code).encode(new FMatrixRMaj(4, 191)))
        .withMessageContaining("8 x 8 x 3 = 192")
        .withMessageContaining("have 191");
  }

  /** Also where the collage does not show it: column 0 of the left image is moved out. */
  @Test
  void refusesWhatIsNotFinite() {
    CollageCode code = CollageCode.of(K4S2, new Collage(1, 8, 1, 2, 1));
    FMatrixRMaj queries = random(4, 8, 4);
    queries.set(2, 0, Float.NaN);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Encoder.of(code).encode(queries))
        .withMessageContaining("NaN");
  }

  private static FMatrixRMaj pooled(FMatrixRMaj inputs) {
    FMatrixRMaj answers = new FMatrixRMaj(inputs.numRows, 1);
    for (int i = 0; i < inputs.numRows; i++) {
      double sum = 0;
      for (int k = 0; k < inputs.numCols; k++) {
        double x = inputs.get(i, k);
        sum += x * x * x + Math.abs(x);
      }
      answers.set(i, 0, (float) (sum / inputs.numCols));
    }
    return answers;
  }

  private static FMatrixRMaj without(FMatrixRMaj rows, int lost) {
    FMatrixRMaj kept = new FMatrixRMaj(rows.numRows - 1, rows.numCols);
    for (int i = 0; i < kept.numRows; i++) {
      kept.set(i, 0, rows.get(i < lost ? i : i + 1, 0));
    }
    return kept;
  }

  private static float[] row(FMatrixRMaj matrix, int row) {
    float[] values = new float[matrix.numCols];
    System.arraycopy(matrix.data, row * values.length, values, 0, values.length);
    return values;
  }

  private static FMatrixRMaj random(int rows, int columns, long seed) {
    Random random = new Random(seed);
    FMatrixRMaj matrix = new FMatrixRMaj(rows, columns);
    for (int i = 0; i < rows * columns; i++) {
      matrix.data[i] = (float) random.nextGaussian();
    }
    return matrix;
  }
}
