package io.github.approxifer.coding.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.approxifer.coding.Code;
import io.github.approxifer.coding.CodeParameters;
import io.github.approxifer.coding.Encoder;
import io.github.approxifer.coding.GroupDecoder;
import io.github.approxifer.coding.Scheme;
import io.github.approxifer.coding.answers.Answers;
import io.github.approxifer.coding.answers.Decoded;
import io.github.approxifer.coding.answers.WorkerSet;
import io.github.approxifer.coding.codes.BerrutCode;
import io.github.approxifer.coding.codes.PairedCode;
import io.github.approxifer.coding.codes.SystematicByzantineCode;
import io.github.approxifer.coding.locate.JointLocator;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.ejml.data.DMatrixRMaj;
import org.ejml.data.FMatrixRMaj;
import org.junit.jupiter.api.Test;

class FittedDecoderTest {
  private static final int CLASSES = 3;

  /** Queries are uncorrelated numbers; the model's answers bend, so interpolation is off. */
  private static final class Sample {
    private final List<FMatrixRMaj> answers = new ArrayList<>();
    private final List<FMatrixRMaj> clean = new ArrayList<>();

    Sample(Code code, int groups, long seed) {
      Random random = new Random(seed);
      Encoder encoder = Encoder.of(code);
      for (int g = 0; g < groups; g++) {
        FMatrixRMaj queries = new FMatrixRMaj(code.parameters().queries(), CLASSES);
        for (int i = 0; i < queries.getNumElements(); i++) {
          queries.data[i] = (float) random.nextGaussian();
        }
        answers.add(model(encoder.encode(queries)));
        clean.add(model(queries));
      }
    }

    private static FMatrixRMaj model(FMatrixRMaj inputs) {
      FMatrixRMaj outputs = inputs.copy();
      for (int i = 0; i < outputs.getNumElements(); i++) {
        outputs.data[i] = (float) (Math.max(0, outputs.data[i]) + Math.sin(outputs.data[i]));
      }
      return outputs;
    }

    double squaredError(GroupDecoder decoder, WorkerSet answered) {
      double sum = 0;
      for (int g = 0; g < answers.size(); g++) {
        FMatrixRMaj values =
            Answers.select(WorkerSet.all(answered.workers()), answers.get(g), answered, null);
        FMatrixRMaj predictions = decoder.decode(answered, values).predictions();
        for (int i = 0; i < predictions.getNumElements(); i++) {
          sum += Math.pow(predictions.data[i] - clean.get(g).data[i], 2);
        }
      }
      return sum;
    }
  }

  @Test
  void errsLessThanTheInterpolantOnGroupsItHasNotSeen() {
    BerrutCode berrut = BerrutCode.of(new CodeParameters(6, 0, 1));
    Sample sample = new Sample(berrut, 300, 1);
    FittedDecoder fitted = FittedDecoder.of(berrut, sample.answers, sample.clean);
    Sample other = new Sample(berrut, 200, 2);
    WorkerSet answered = WorkerSet.all(berrut.workers()).without(3);

    assertThat(other.squaredError(fitted, answered))
        .isLessThan(0.95 * other.squaredError(LinearDecoder.of(berrut), answered));
  }

  @Test
  void reproducesConstants() {
    BerrutCode berrut = BerrutCode.of(new CodeParameters(5, 2, 1));
    Sample sample = new Sample(berrut, 200, 1);
    FittedDecoder fitted = FittedDecoder.of(berrut, sample.answers, sample.clean);

    assertThat(fitted.code()).isSameAs(berrut);
    DMatrixRMaj decoding = fitted.weights(WorkerSet.of(14, 1, 2, 5, 6, 7, 10, 13));
    for (int j = 0; j < 5; j++) {
      double sum = 0;
      for (int i = 0; i < 7; i++) {
        sum += decoding.get(j, i);
      }
      // Seven weights below 2, from a matrix with a condition below 1e4.
      assertThat(sum).isCloseTo(1, within(1e-11));
    }
  }

  @Test
  void takesCleanAnswersAsTheyAre() {
    SystematicByzantineCode systematic = SystematicByzantineCode.of(new CodeParameters(4, 0, 1));
    Sample sample = new Sample(systematic, 200, 1);
    WorkerSet all = WorkerSet.all(systematic.workers());
    FittedDecoder fitted = FittedDecoder.of(systematic, sample.answers, sample.clean);
    assertThat(fitted.weights(all).data).containsExactly(systematic.decodingMatrix(all).data);

    PairedCode paired = PairedCode.of(new CodeParameters(4, 0, 1));
    Sample pairedSample = new Sample(paired, 200, 1);
    WorkerSet some = WorkerSet.all(10).without(3);
    FittedDecoder pairs = FittedDecoder.of(paired, pairedSample.answers, pairedSample.clean);
    assertThat(pairs.weights(some).data).containsExactly(paired.decodingMatrix(some).data);
  }

  @Test
  void refusesWhatItCannotUse() {
    BerrutCode berrut = BerrutCode.of(new CodeParameters(4, 0, 1));
    Sample sample = new Sample(berrut, 40, 1);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> FittedDecoder.of(berrut, sample.answers, sample.clean.subList(0, 39)))
        .withMessageContaining("40 groups, but clean answers of 39");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                FittedDecoder.of(
                    berrut, sample.answers.subList(0, 18), sample.clean.subList(0, 18)))
        .withMessageContaining("18 groups of 3 classes are too few")
        .withMessageContaining("N=10");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FittedDecoder.of(berrut, List.of(), List.of()))
        .withMessageContaining("too few");
    List<FMatrixRMaj> mixed = new ArrayList<>(sample.clean);
    mixed.set(5, new FMatrixRMaj(4, 2));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FittedDecoder.of(berrut, sample.answers, mixed))
        .withMessageContaining("group 5");
    FittedDecoder fitted = FittedDecoder.of(berrut, sample.answers, sample.clean);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> fitted.weights(WorkerSet.all(11)))
        .withMessageContaining("N=10");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> fitted.weights(WorkerSet.none(10)))
        .withMessageContaining("empty");
  }

  /** A lone query is copied, so a vote settles it; two queries are mixed as nobody has seen. */
  @Test
  void aLoneQueryNeedsNoFit() {
    BerrutCode berrut = BerrutCode.of(new CodeParameters(4, 1, 1));
    Sample sample = new Sample(berrut, 80, 1);
    FittedDecoder fitted = FittedDecoder.of(berrut, sample.answers, sample.clean);
    JointLocator locator = JointLocator.fitted(berrut, sample.answers, 1, 0.05);
    for (GroupDecoder decoder : List.of(fitted, LocatingDecoder.of(fitted, locator))) {
      Scheme scheme = Scheme.of(decoder);
      assertThat(scheme.shortened(2)).isSameAs(scheme);
      Scheme alone = scheme.shortened(1);
      assertThat(alone.code().workers()).isEqualTo(5);
      FMatrixRMaj answers = new FMatrixRMaj(4, 1, true, 7, 7, -3, 7);
      Decoded decoded = alone.decoder().decode(WorkerSet.all(5).without(0), answers);
      assertThat(decoded.predictions().data).containsExactly(7);
      assertThat(decoded.liars()).isEqualTo(WorkerSet.of(5, 3));
    }
  }
}
