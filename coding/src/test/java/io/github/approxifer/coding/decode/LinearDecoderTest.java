package io.github.approxifer.coding.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.approxifer.coding.CodeParameters;
import io.github.approxifer.coding.GroupDecoder;
import io.github.approxifer.coding.answers.Answers;
import io.github.approxifer.coding.answers.Decoded;
import io.github.approxifer.coding.answers.TestRows;
import io.github.approxifer.coding.answers.WorkerSet;
import io.github.approxifer.coding.answers.WorkerSets;
import io.github.approxifer.coding.codes.BerrutCode;
import io.github.approxifer.coding.codes.LagrangeCode;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.ejml.data.FMatrixRMaj;
import org.junit.jupiter.api.Test;

class LinearDecoderTest {
  private final BerrutCode code = BerrutCode.of(CodeParameters.stragglersOnly(4, 2));
  private final LinearDecoder decoder = LinearDecoder.of(code).withCacheSize(3);

  @Test
  void appliesTheDecodingMatrixForEveryAnswerSet() {
    List<WorkerSet> sets = WorkerSets.ofSize(6, 4);
    // Twice, so that sets fall out of the cache of 3 and come back.
    for (int round = 0; round < 2; round++) {
      for (WorkerSet answers : sets) {
        FMatrixRMaj values = TestRows.random(4, 10);
        FMatrixRMaj predictions = decoder.combine(answers, values);
        DMatrixRMaj matrix = code.decodingMatrix(answers);
        for (int j = 0; j < 4; j++) {
          for (int c = 0; c < 10; c++) {
            double sum = 0;
            double absolute = 0;
            for (int rank = 0; rank < 4; rank++) {
              sum += matrix.get(j, rank) * values.get(rank, c);
              absolute += Math.abs(matrix.get(j, rank) * values.get(rank, c));
            }
            // k+1 float roundings of at most 2^-24 each, k = 4
            assertThat((double) predictions.get(j, c))
                .isCloseTo(sum, within(5 * 0x1p-24 * absolute));
          }
        }
      }
    }
  }

  @Test
  void usesMoreAnswersThanTheQuorumIfThereAreMore() {
    FMatrixRMaj values = TestRows.random(6, 3);

    assertThat(decoder.combine(WorkerSet.all(6), values).numRows).isEqualTo(4);
  }

  @Test
  void decodesFromFewerAnswersThanTheQuorum() {
    WorkerSet few = WorkerSet.of(6, 0, 2, 5);
    FMatrixRMaj values = TestRows.random(3, 10);

    Decoded decoded = decoder.decode(few, values);

    assertThat(decoded.predictions().data).containsExactly(decoder.combine(few, values).data);
    assertThat(decoded.used()).isEqualTo(few);
  }

  /** Other weights than the code's own are for full groups: nobody knows them for shorter ones. */
  @Test
  void appliesOtherWeightsThanTheCodesOwn() {
    WorkerSet all = WorkerSet.all(6);
    FMatrixRMaj values = TestRows.random(6, 10);
    LinearDecoder other =
        decoder.withWeights(
            answers -> {
              DMatrixRMaj weights = new DMatrixRMaj(4, answers.size());
              weights.set(2, 5, 1);
              return weights;
            });

    FMatrixRMaj predictions = other.decode(all, values).predictions();

    assertThat(Answers.rows(predictions, 2, 1).data)
        .containsExactly(Answers.rows(values, 5, 1).data);
    assertThat(Answers.rows(predictions, 0, 2).data).containsOnly(0);
    assertThat(other.shortened(code)).isEmpty();
    assertThat(decoder.shortened(code)).isPresent();
  }

  @Test
  void writesToTheDestination() {
    FMatrixRMaj values = TestRows.random(4, 10);
    FMatrixRMaj destination = new FMatrixRMaj(4, 10);
    WorkerSet answers = WorkerSet.of(6, 0, 1, 2, 3);

    assertThat(decoder.combine(answers, values, destination)).isSameAs(destination);
    assertThat(destination.data).containsExactly(decoder.combine(answers, values).data);
  }

  @Test
  void refusesAnswersThatAreNotFiniteOrOfTheWrongShape() {
    WorkerSet answers = WorkerSet.of(6, 0, 1, 2, 3);
    FMatrixRMaj values = TestRows.random(4, 10);
    values.set(2, 3, Float.NaN);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> decoder.combine(answers, values))
        .withMessage("answer of rank 2 has NaN at element 3; all elements must be finite");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> decoder.combine(answers, new FMatrixRMaj(5, 10)))
        .withMessageContaining("has 4 workers, but there are 5 rows");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> decoder.combine(answers, new FMatrixRMaj(4, 0)))
        .withMessageContaining("c=0");
  }

  @Test
  void boundsTheMemoryOfItsCache() {
    assertThat(LinearDecoder.defaultCacheSize(12, 26)).isEqualTo(LinearDecoder.DEFAULT_CACHE_SIZE);
    assertThat(LinearDecoder.defaultCacheSize(256, 1024)).isEqualTo(64);
    assertThat(LinearDecoder.defaultCacheSize(100_000, 200_000)).isEqualTo(1);
  }

  @Test
  void refusesToRememberNothing() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> decoder.withCacheSize(0))
        .withMessageContaining("room for 0");
  }

  /** Finite answers near the greatest float may decode to more than that: no NaN comes out. */
  @Test
  void refusesPredictionsBeyondTheRangeOfFloat() {
    FMatrixRMaj values = new FMatrixRMaj(6, 2);
    for (int rank = 0; rank < 6; rank++) {
      values.set(rank, 1, rank % 2 == 0 ? 3e38f : -3e38f);
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> decoder.combine(WorkerSet.all(6), values))
        .withMessageContaining("exceeds the range of float");
  }

  /** Many stragglers at one end: the weights of a polynomial are huge, and somebody says so. */
  @Test
  void warnsIfRoundingsOfTheAnswersMayBeSeen() {
    LagrangeCode lagrange = LagrangeCode.of(CodeParameters.stragglersOnly(16, 5), 2);
    WorkerSet all = WorkerSet.all(lagrange.workers());
    WorkerSet unlucky = all.without(0, 1, 2, 3, 4);
    GroupDecoder trusting = LinearDecoder.of(lagrange);
    FMatrixRMaj values = TestRows.random(lagrange.workers(), 2);
    assertThat(trusting.decode(all, values).warning()).isNull();
    Decoded decoded = trusting.decode(unlucky, Answers.select(all, values, unlucky, null));
    assertThat(decoded.warning()).contains("amplify roundings").contains("wait for more answers");
    assertThat(LinearDecoder.of(lagrange).amplification(unlucky)).isGreaterThan(1e6);
  }
}
