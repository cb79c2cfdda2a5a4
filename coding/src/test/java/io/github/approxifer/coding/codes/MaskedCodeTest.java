package io.github.approxifer.coding.codes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.approxifer.coding.CodeParameters;
import io.github.approxifer.coding.Encoder;
import io.github.approxifer.coding.answers.Answers;
import io.github.approxifer.coding.answers.WorkerSet;
import io.github.approxifer.coding.decode.LinearDecoder;
import java.util.Random;
import org.ejml.data.DMatrixRMaj;
import org.ejml.data.FMatrixRMaj;
import org.junit.jupiter.api.Test;

class MaskedCodeTest {
  private final MaskedCode code = MaskedCode.of(CodeParameters.stragglersOnly(8, 1), 2, 2);

  @Test
  void isABerrutCodeOfQueriesAndBlocks() {
    DMatrixRMaj plain = BerrutCode.of(CodeParameters.stragglersOnly(10, 1)).encodingMatrix();
    DMatrixRMaj full = code.fullEncodingMatrix();

    assertThat(code.workers()).isEqualTo(11);
    assertThat(code.quorum()).isEqualTo(10);
    assertThat(code).hasToString("masked Berrut (K=8, S=1, E=0, T=2, deviation 2.0, N=11)");
    // Ten nodes, blocks in the middle of each half: 2 and 7.
    int[] order = {0, 1, 3, 4, 5, 6, 8, 9, 2, 7};
    for (int worker = 0; worker < 11; worker++) {
      for (int column = 0; column < 10; column++) {
        assertThat(full.get(worker, column)).isEqualTo(plain.get(worker, order[column]));
        if (column < 8) {
          assertThat(code.encodingMatrix().get(worker, column)).isEqualTo(full.get(worker, column));
        }
      }
    }
  }

  @Test
  void everyWorkersMixtureHasABlock() {
    for (int k = 2; k <= 12; k++) {
      for (int t = 1; t <= 3; t++) {
        DMatrixRMaj full =
            MaskedCode.of(CodeParameters.stragglersOnly(k, 1), t, 1)
                .withNodes(WorkerNodes.SECOND_KIND)
                .fullEncodingMatrix();
        for (int worker = 0; worker < full.numRows; worker++) {
          double weight = 0;
          boolean clean = false;
          for (int column = 0; column < full.numCols; column++) {
            clean |= full.get(worker, column) == 1;
            weight += column < k ? 0 : Math.abs(full.get(worker, column));
          }
          assertThat(clean || weight > 1e-3).isTrue();
        }
      }
    }
  }

  /** Encoding and decoding are those of the plain code for queries and blocks in their places. */
  @Test
  void decodesAsThePlainCodeOfQueriesAndBlocks() {
    int[] places = {0, 1, 3, 4, 5, 6, 8, 9};
    int[] blockPlaces = {2, 7};
    FMatrixRMaj queries = new FMatrixRMaj(8, 3);
    FMatrixRMaj both = new FMatrixRMaj(10, 3);
    for (int i = 0; i < 24; i++) {
      queries.data[i] = i;
      both.set(places[i / 3], i % 3, i);
    }
    Random same = new Random(5);
    for (int i = 0; i < 6; i++) {
      both.set(blockPlaces[i / 3], i % 3, (float) (2 * same.nextGaussian()));
    }
    WorkerSet all = WorkerSet.all(11);
    WorkerSet answered = all.without(4);
    BerrutCode plain = BerrutCode.of(CodeParameters.stragglersOnly(10, 1));
    FMatrixRMaj expected =
        LinearDecoder.of(plain)
            .combine(answered, Answers.select(all, Encoder.of(plain).encode(both), answered, null));
    FMatrixRMaj coded = Encoder.of(code.withInsecureNoise(new Random(5))).encode(queries);
    FMatrixRMaj predictions =
        LinearDecoder.of(code).combine(answered, Answers.select(all, coded, answered, null));

    assertThat(predictions.numRows).isEqualTo(8);
    for (int i = 0; i < 24; i++) {
      // The same sums in another order: some float roundings of values up to 23, times sum |l| <
      // 10.
      assertThat(predictions.data[i])
          .isCloseTo(expected.get(places[i / 3], i % 3), within(23 * 10 * 20 * 0x1p-24f));
    }
  }

  /** A worker's coded query is the mixture of the queries plus noise of the computed deviation. */
  @Test
  void addsNoiseOfTheDeviationThatTheWeightsSay() {
    int length = 20_000;
    FMatrixRMaj queries = new FMatrixRMaj(8, length);
    FMatrixRMaj coded = Encoder.of(code.withInsecureNoise(new Random(5))).encode(queries);
    DMatrixRMaj full = code.fullEncodingMatrix();
    for (int worker = 0; worker < 11; worker++) {
      double expected = 4 * (square(full.get(worker, 8)) + square(full.get(worker, 9)));
      double variance = 0;
      for (int i = 0; i < length; i++) {
        variance += square(coded.get(worker, i)) / length;
      }
      // The variance of n normal draws has relative standard error sqrt(2/n) = 1 %; five of them.
      assertThat(variance).isCloseTo(expected, within(0.05 * expected));
    }
  }

  @Test
  void drawsNewBlocksForEveryGroup() {
    FMatrixRMaj queries = new FMatrixRMaj(8, 4);
    Encoder encoder = Encoder.of(code);

    assertThat(encoder.encode(queries, null).data).isNotEqualTo(encoder.encode(queries, null).data);
  }

  @Test
  void refusesImpossibleArguments() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MaskedCode.of(CodeParameters.stragglersOnly(8, 1), 0, 1))
        .withMessageContaining("but is 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MaskedCode.of(CodeParameters.stragglersOnly(8, 1), 2, 0))
        .withMessageContaining("but is 0.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MaskedCode.of(CodeParameters.stragglersOnly(8, 1), 2, Double.NaN))
        .withMessageContaining("NaN");
    Encoder encoder = Encoder.of(code);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> encoder.encode(new FMatrixRMaj(7, 3), null))
        .withMessageContaining("7 rows");
    FMatrixRMaj bad = new FMatrixRMaj(8, 3);
    bad.set(2, 1, Float.NaN);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> encoder.encode(bad, null))
        .withMessage("query 2 has NaN at element 1; all elements must be finite");
  }

  private static double square(double x) {
    return x * x;
  }

  /** Why short groups are filled up: a lone query would stand where a worker does. */
  @Test
  void isForFullGroupsOnly() {
    assertThat(code.cleanQueries()).containsOnly(-1);
    assertThat(code.shortened(1)).isEmpty();
    assertThat(MaskedCode.of(CodeParameters.stragglersOnly(1, 1), 2, 2).cleanQueries()).contains(0);
  }
}
