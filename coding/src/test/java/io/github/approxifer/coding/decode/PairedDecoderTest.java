package io.github.approxifer.coding.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.approxifer.coding.Answers;
import io.github.approxifer.coding.CodeParameters;
import io.github.approxifer.coding.TestRows;
import io.github.approxifer.coding.TinyNetwork;
import io.github.approxifer.coding.WorkerSet;
import io.github.approxifer.coding.codes.PairedCode;
import io.github.approxifer.coding.decode.RobustDecoder.Decoded;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.ejml.data.FMatrixRMaj;
import org.junit.jupiter.api.Test;

class PairedDecoderTest {
  private static final TinyNetwork NETWORK = TinyNetwork.load();
  private static final int QUERIES = 12;

  @Test
  void withoutLiesThePredictionsAreTheModelsOwn() {
    PairedCode code = new PairedCode(new CodeParameters(QUERIES, 0, 2));
    TinyNetwork.Groups groups = NETWORK.groups(code, 30, 0, 600, 1);
    PairedDecoder decoder = new PairedDecoder(code, 0);
    for (FMatrixRMaj values : groups.answers()) {
      Decoded decoded = decoder.decode(WorkerSet.all(code.workers()), values);
      assertThat(decoded.liars().size()).isZero();
      assertModelsOwn(decoded.predictions(), values, 0);
    }
  }

  /** A lie far out is found in every place, parities included. */
  @Test
  void settlesEveryMismatch() {
    PairedCode code = new PairedCode(new CodeParameters(QUERIES, 0, 1));
    WorkerSet all = WorkerSet.all(code.workers());
    List<FMatrixRMaj> sample = NETWORK.groups(code, 200, 0, 300, 1).answers();
    PairedDecoder fitted = PairedDecoder.fitted(code, 0, sample, 0.05);
    FMatrixRMaj honest = NETWORK.groups(code, 1, 300, 600, 2).answers().get(0);
    for (int liar = 0; liar < code.workers(); liar++) {
      FMatrixRMaj values = honest.copy();
      TestRows.corrupt(values, liar, 60);
      Decoded decoded = fitted.decode(all, values);
      assertModelsOwn(decoded.predictions(), honest, 0);
      assertThat(decoded.liars()).isEqualTo(WorkerSet.of(code.workers(), liar));
      assertThat(decoded.used()).isEqualTo(all.without(liar));
    }
  }

  @Test
  void settlesPlausibleLiesMoreOftenThanAGuess() {
    for (int errors = 1; errors <= 3; errors++) {
      PairedCode code = new PairedCode(new CodeParameters(QUERIES, 0, errors));
      List<FMatrixRMaj> sample = NETWORK.groups(code, 200, 0, 300, 1).answers();
      PairedDecoder plain = new PairedDecoder(code, 0);
      PairedDecoder fitted = PairedDecoder.fitted(code, 0, sample, 0.05);
      // 200 or more coin tosses would be below 0.6 with a probability above 0.997.
      assertThat(settled(code, plain, errors)).isGreaterThan(0.6);
      assertThat(settled(code, fitted, errors)).isGreaterThan(0.6);
    }
  }

  private static double settled(PairedCode code, PairedDecoder decoder, int errors) {
    Random random = new Random(3);
    WorkerSet all = WorkerSet.all(code.workers());
    TinyNetwork.Groups groups = NETWORK.groups(code, 200, 300, 600, 2);
    int right = 0;
    int of = 0;
    for (int g = 0; g < 200; g++) {
      FMatrixRMaj values = groups.answers().get(g).copy();
      int[] pairs = random.ints(0, QUERIES).distinct().limit(errors).toArray();
      WorkerSet liars = WorkerSet.none(code.workers());
      for (int i = 0; i < errors; i++) {
        int liar = 2 * pairs[i] + random.nextInt(2);
        FMatrixRMaj other = groups.answers().get((g + 1 + i) % 200);
        System.arraycopy(other.data, liar * 10, values.data, liar * 10, 10);
        int[] more = Arrays.copyOf(liars.toArray(), liars.size() + 1);
        more[liars.size()] = liar;
        liars = WorkerSet.of(code.workers(), more);
      }
      WorkerSet named = decoder.decode(all, values).liars();
      for (int liar : liars.toArray()) {
        right += named.contains(liar) ? 1 : 0;
        of++;
      }
    }
    return (double) right / of;
  }

  @Test
  void toleratesWhatItIsTold() {
    PairedCode code = new PairedCode(new CodeParameters(QUERIES, 0, 1));
    WorkerSet all = WorkerSet.all(code.workers());
    FMatrixRMaj values = NETWORK.groups(code, 1, 0, 600, 2).answers().get(0);
    FMatrixRMaj honest = values.copy();
    values.set(5, 3, values.get(5, 3) + 0.01f);

    assertThat(new PairedDecoder(code, 0).decode(all, values).liars().size()).isEqualTo(1);
    Decoded decoded = new PairedDecoder(code, 0.02).decode(all, values);
    assertThat(decoded.liars().size()).isZero();
    assertModelsOwn(decoded.predictions(), honest, 0.006);
  }

  @Test
  void livesWithStragglersOfAllKinds() {
    PairedCode code = new PairedCode(new CodeParameters(QUERIES, 3, 1));
    FMatrixRMaj honest = NETWORK.groups(code, 1, 0, 600, 2).answers().get(0);
    // Both copies of query 0 and a parity are late.
    WorkerSet answers = WorkerSet.all(code.workers()).without(0, 1, 25);
    FMatrixRMaj values = Answers.select(WorkerSet.all(code.workers()), honest, answers, null);
    TestRows.corrupt(values, answers.rank(7), 100);
    Decoded decoded = new PairedDecoder(code, 0).decode(answers, values);

    assertThat(decoded.liars()).isEqualTo(WorkerSet.of(code.workers(), 7));
    for (int c = 0; c < 10; c++) {
      assertThat(decoded.predictions().get(3, c)).isEqualTo(honest.get(6, c));
    }
    assertThat(decoded.predictions().get(0, 0)).isNotEqualTo(honest.get(0, 0)).isFinite();
  }

  /** Both copies of a query tell the same lie: no pair differs, only the parities can tell. */
  @Test
  void throwsOutAPairThatAgreesOnAWildLie() {
    PairedCode code = new PairedCode(new CodeParameters(QUERIES, 0, 2));
    WorkerSet all = WorkerSet.all(code.workers());
    List<FMatrixRMaj> sample = NETWORK.groups(code, 250, 0, 300, 1).answers();
    PairedDecoder fitted = PairedDecoder.fitted(code, 0, sample, 0.05);
    TinyNetwork.Groups groups = NETWORK.groups(code, 60, 300, 600, 2);
    int found = 0;
    int alarms = 0;
    for (int g = 0; g < 60; g++) {
      FMatrixRMaj values = groups.answers().get(g).copy();
      alarms += fitted.decode(all, values).liars().size() > 0 ? 1 : 0;
      int pair = g % QUERIES;
      TestRows.corrupt(values, 2 * pair, 60);
      System.arraycopy(values.data, 2 * pair * 10, values.data, (2 * pair + 1) * 10, 10);
      WorkerSet expected = WorkerSet.of(code.workers(), 2 * pair, 2 * pair + 1);
      found += fitted.decode(all, values).liars().equals(expected) ? 1 : 0;
    }
    assertThat(found).isGreaterThan(54);
    // 5 % of 60 are 3; 10 or more have a probability below 0.001.
    assertThat(alarms).isLessThan(10);
  }

  @Test
  void refusesWhatItCannotUse() {
    PairedCode code = new PairedCode(new CodeParameters(QUERIES, 0, 1));
    PairedDecoder decoder = new PairedDecoder(code, 0);
    WorkerSet all = WorkerSet.all(26);
    FMatrixRMaj values = NETWORK.groups(code, 1, 0, 600, 2).answers().get(0);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> new PairedDecoder(code, -0.5))
        .withMessageContaining("-0.5");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new PairedDecoder(code, Double.NaN))
        .withMessageContaining("NaN");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> decoder.decode(all.without(4), new FMatrixRMaj(25, 10)))
        .withMessageContaining("at least 26 answers")
        .withMessageContaining("has 25");
    for (int pair = 0; pair < 11; pair++) {
      values.set(2 * pair, 0, 99);
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> decoder.decode(all, values))
        .withMessageContaining("11 of the pairs differ, far more than E=1");
  }

  private static void assertModelsOwn(FMatrixRMaj predictions, FMatrixRMaj honest, double by) {
    for (int j = 0; j < QUERIES; j++) {
      for (int c = 0; c < 10; c++) {
        assertThat((double) predictions.get(j, c)).isCloseTo(honest.get(2 * j, c), within(by));
      }
    }
  }
}
