package io.github.approxifer.coding.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.approxifer.coding.CodeParameters;
import io.github.approxifer.coding.Decoder;
import io.github.approxifer.coding.Encoder;
import io.github.approxifer.coding.Provenance;
import io.github.approxifer.coding.WorkerSet;
import io.github.approxifer.coding.codes.BerrutCode;
import io.github.approxifer.coding.codes.SystematicCode;
import java.util.List;
import org.ejml.data.FMatrixRMaj;
import org.junit.jupiter.api.Test;

class ProgressiveDecoderTest {
  /** sin at three scales as the model: smooth, and not linear. */
  private static float[] answer(FMatrixRMaj coded, int worker) {
    float x = coded.get(worker, 0);
    return new float[] {(float) Math.sin(x), (float) Math.sin(2 * x), (float) Math.cos(x)};
  }

  private static FMatrixRMaj line(int queries) {
    FMatrixRMaj rows = new FMatrixRMaj(queries, 1);
    for (int j = 0; j < queries; j++) {
      rows.data[j] = j / 4f;
    }
    return rows;
  }

  @Test
  void refinesUntilAllAnswersOfASystematicCodeAreIn() {
    SystematicCode code = SystematicCode.of(CodeParameters.stragglersOnly(6, 2));
    FMatrixRMaj queries = line(6);
    FMatrixRMaj coded = new Encoder(code).encode(queries);
    ProgressiveDecoder group = new ProgressiveDecoder(code, new Decoder(code));
    for (int worker = 7; worker >= 2; worker--) {
      assertThat(group.ready()).isFalse();
      group.add(worker, answer(coded, worker));
    }
    assertThat(group.ready()).isTrue();
    assertThat(group.received()).isEqualTo(WorkerSet.of(8, 2, 3, 4, 5, 6, 7));
    assertThat(group.provenances()).contains(Provenance.DECODED, Provenance.EXACT);
    double early = worstError(group.predictions(), queries);
    group.add(1, answer(coded, 1));
    group.add(0, answer(coded, 0));

    assertThat(group.provenances()).containsOnly(Provenance.EXACT);
    assertThat(early).isGreaterThan(1e-3);
    assertThat(worstError(group.predictions(), queries)).isZero();
  }

  @Test
  void lateAnswersMakeBerrutBetter() {
    BerrutCode code = BerrutCode.of(CodeParameters.stragglersOnly(6, 6));
    FMatrixRMaj queries = line(6);
    FMatrixRMaj coded = new Encoder(code).encode(queries);
    ProgressiveDecoder group = new ProgressiveDecoder(code, new Decoder(code));
    for (int worker = 0; worker < 12; worker += 2) {
      group.add(worker, answer(coded, worker));
    }
    double early = worstError(group.predictions(), queries);
    for (int worker = 1; worker < 12; worker += 2) {
      group.add(worker, answer(coded, worker));
    }
    assertThat(worstError(group.predictions(), queries)).isLessThan(early / 2);
  }

  @Test
  void refusesAnswersThatCannotBe() {
    BerrutCode code = BerrutCode.of(CodeParameters.stragglersOnly(2, 1));
    ProgressiveDecoder group = new ProgressiveDecoder(code, new Decoder(code));
    assertThatIllegalArgumentException()
        .isThrownBy(group::predictions)
        .withMessageContaining("at least 2 answers");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> group.add(0, new float[0]))
        .withMessageContaining("0 elements");
    group.add(1, new float[] {1, 2});
    assertThatIllegalArgumentException()
        .isThrownBy(() -> group.add(1, new float[] {1, 2}))
        .withMessage("worker 1 has answered before");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> group.add(0, new float[] {1}))
        .withMessageContaining("1 elements instead of 2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> group.add(3, new float[] {1, 2}))
        .withMessageContaining("worker 3 does not exist");
    assertThatIllegalArgumentException().isThrownBy(() -> group.add(-1, new float[] {1, 2}));
    assertThat(group.provenances()).isEqualTo(List.of(Provenance.DECODED, Provenance.DECODED));
  }

  private static double worstError(FMatrixRMaj predictions, FMatrixRMaj queries) {
    double worst = 0;
    for (int j = 0; j < queries.numRows; j++) {
      float[] expected = answer(queries, j);
      for (int c = 0; c < 3; c++) {
        worst = Math.max(worst, Math.abs(predictions.get(j, c) - expected[c]));
      }
    }
    return worst;
  }
}
