package io.github.approxifer.coding.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.approxifer.coding.CodeParameters;
import io.github.approxifer.coding.GroupDecoder;
import io.github.approxifer.coding.TinyNetwork;
import io.github.approxifer.coding.answers.Answers;
import io.github.approxifer.coding.answers.Decoded;
import io.github.approxifer.coding.answers.Received;
import io.github.approxifer.coding.answers.TestRows;
import io.github.approxifer.coding.answers.WorkerSet;
import io.github.approxifer.coding.attack.Attack;
import io.github.approxifer.coding.attack.ExchangeAttack;
import io.github.approxifer.coding.attack.MeanAttack;
import io.github.approxifer.coding.attack.ZeroAttack;
import io.github.approxifer.coding.codes.BerrutCode;
import io.github.approxifer.coding.codes.PairedCode;
import io.github.approxifer.coding.locate.Tolerance;
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
    PairedCode code = PairedCode.of(new CodeParameters(QUERIES, 0, 2));
    TinyNetwork.Groups groups = NETWORK.groups(code, 30, 0, 600, 1);
    PairedDecoder decoder = PairedDecoder.of(code).withTolerance(Tolerance.of(0));
    for (FMatrixRMaj values : groups.answers()) {
      Decoded decoded = decoder.decode(WorkerSet.all(code.workers()), values);
      assertThat(decoded.liars().size()).isZero();
      assertModelsOwn(decoded.predictions(), values, 0);
    }
  }

  /** A lie far out is found in every place, parities included. */
  @Test
  void settlesEveryMismatch() {
    PairedCode code = PairedCode.of(new CodeParameters(QUERIES, 0, 1));
    WorkerSet all = WorkerSet.all(code.workers());
    List<FMatrixRMaj> sample = NETWORK.groups(code, 200, 0, 300, 1).answers();
    PairedDecoder fitted = PairedDecoder.fitted(code, sample, 0.05);
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
      PairedCode code = PairedCode.of(new CodeParameters(QUERIES, 0, errors));
      List<FMatrixRMaj> sample = NETWORK.groups(code, 200, 0, 300, 1).answers();
      PairedDecoder plain = PairedDecoder.of(code).withTolerance(Tolerance.of(0));
      PairedDecoder fitted = PairedDecoder.fitted(code, sample, 0.05);
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

  /**
   * The plain mean of an answer and its opposite is nothing: one class in ten. With the leaning the
   * better copy decides. Of 80 pairs or more, a coin would settle 0.65 with a probability below
   * 0.005.
   */
  @Test
  void ofOppositeCopiesTheBetterOneDecides() {
    PairedCode code = PairedCode.of(new CodeParameters(QUERIES, 0, 1));
    WorkerSet all = WorkerSet.all(code.workers());
    PairedDecoder decoder = PairedDecoder.of(code);
    int unclear = 0;
    int right = 0;
    List<FMatrixRMaj> groups = NETWORK.groups(code, 800, 0, 600, 2).answers();
    for (int g = 0; g < groups.size(); g++) {
      FMatrixRMaj honest = groups.get(g);
      FMatrixRMaj values = honest.copy();
      int liar = g % (2 * QUERIES);
      for (int c = 0; c < 10; c++) {
        values.set(liar, c, -values.get(liar, c));
      }
      Decoded decoded = decoder.decode(all, values);
      if (decoded.liars().size() == 0) {
        unclear++;
        boolean same =
            Answers.largest(decoded.predictions(), liar / 2) == Answers.largest(honest, liar);
        right += same ? 1 : 0;
      }
    }
    assertThat(unclear).isGreaterThanOrEqualTo(80);
    assertThat((double) right / unclear).isGreaterThan(0.65);
  }

  @Test
  void toleratesWhatItIsTold() {
    PairedCode code = PairedCode.of(new CodeParameters(QUERIES, 0, 1));
    WorkerSet all = WorkerSet.all(code.workers());
    FMatrixRMaj values = NETWORK.groups(code, 1, 0, 600, 2).answers().get(0);
    FMatrixRMaj honest = values.copy();
    values.set(5, 3, values.get(5, 3) + 0.01f);

    PairedDecoder exact = PairedDecoder.of(code).withTolerance(Tolerance.of(0));
    Received received = Received.of(all, values);
    assertThat(RecheckingDecoder.of(exact).rechecks(received, all, new Random(1))).hasSize(1);
    // Neither copy is clearly better: the mean of both, and no name.
    assertThat(exact.decode(all, values).liars().size()).isZero();
    assertModelsOwn(exact.decode(all, values).predictions(), honest, 0.006);
    Decoded decoded = PairedDecoder.of(code).withTolerance(Tolerance.of(0.02)).decode(all, values);
    assertThat(decoded.liars().size()).isZero();
    assertModelsOwn(decoded.predictions(), honest, 0.006);
  }

  @Test
  void livesWithStragglersOfAllKinds() {
    PairedCode code = PairedCode.of(new CodeParameters(QUERIES, 3, 1));
    FMatrixRMaj honest = NETWORK.groups(code, 1, 0, 600, 2).answers().get(0);
    // Both copies of query 0 and a parity are late.
    WorkerSet answers = WorkerSet.all(code.workers()).without(0, 1, 25);
    FMatrixRMaj values = Answers.select(WorkerSet.all(code.workers()), honest, answers, null);
    TestRows.corrupt(values, answers.rank(7), 100);
    Decoded decoded = PairedDecoder.of(code).withTolerance(Tolerance.of(0)).decode(answers, values);

    assertThat(decoded.liars()).isEqualTo(WorkerSet.of(code.workers(), 7));
    for (int c = 0; c < 10; c++) {
      assertThat(decoded.predictions().get(3, c)).isEqualTo(honest.get(6, c));
    }
    assertThat(decoded.predictions().get(0, 0)).isNotEqualTo(honest.get(0, 0)).isFinite();
  }

  /** Both copies of a query tell the same lie: no pair differs, only the parities can tell. */
  @Test
  void throwsOutAPairThatAgreesOnAWildLie() {
    PairedCode code = PairedCode.of(new CodeParameters(QUERIES, 0, 2));
    WorkerSet all = WorkerSet.all(code.workers());
    List<FMatrixRMaj> sample = NETWORK.groups(code, 250, 0, 300, 1).answers();
    PairedDecoder fitted = PairedDecoder.fitted(code, sample, 0.05);
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
    PairedCode code = PairedCode.of(new CodeParameters(QUERIES, 0, 1));
    PairedDecoder decoder = PairedDecoder.of(code).withTolerance(Tolerance.of(0));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> PairedDecoder.of(code).withTolerance(Tolerance.of(-0.5)))
        .withMessageContaining("-0.5");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PairedDecoder.of(code).withTolerance(Tolerance.of(Double.NaN)))
        .withMessageContaining("NaN");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> decoder.decode(WorkerSet.all(25), new FMatrixRMaj(25, 10)))
        .withMessageContaining("N=26");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PairedDecoder.of(BerrutCode.of(new CodeParameters(4, 0, 1))))
        .withMessageContaining("sends query 0 to 0");
  }

  /** With too few answers for that nobody is named, and the mean of the copies is predicted. */
  @Test
  void blamesNobodyBelowTheQuorum() {
    PairedCode code = PairedCode.of(new CodeParameters(QUERIES, 0, 1));
    WorkerSet few = WorkerSet.all(26).without(4);
    FMatrixRMaj values = TestRows.random(25, 10);
    Decoded decoded = PairedDecoder.of(code).decode(few, values);
    assertThat(decoded.liars().size()).isZero();
    assertThat(decoded.predictions().get(0, 0))
        .isCloseTo((values.get(0, 0) + values.get(1, 0)) / 2, within(1e-6f));
  }

  /**
   * Workers whose library rounds otherwise differ in the last bits. Where that is more than the
   * tolerance allows, nobody is blamed for it, and the warning says what to do.
   */
  @Test
  void blamesNobodyIfMorePairsDifferThanMayLie() {
    for (int errors = 1; errors <= 3; errors++) {
      PairedCode code = PairedCode.of(new CodeParameters(QUERIES, 0, errors));
      WorkerSet all = WorkerSet.all(code.workers());
      FMatrixRMaj honest = NETWORK.groups(code, 1, 0, 600, 2).answers().get(0);
      FMatrixRMaj values = honest.copy();
      for (int worker = 0; worker < code.workers(); worker += 2) {
        for (int c = 0; c < 10; c++) {
          values.set(worker, c, values.get(worker, c) * (1 + 3e-7f));
        }
      }
      assertThat(PairedDecoder.of(code).decode(all, values).liars().size()).isZero();
      assertThat(PairedDecoder.of(code).decode(all, values).warning()).isNull();
      PairedDecoder exact = PairedDecoder.of(code).withTolerance(Tolerance.of(0));
      for (GroupDecoder decoder : List.of(exact, RecheckingDecoder.of(exact))) {
        assertThat(decoder.rechecks(Received.of(all, values), all, new Random(1))).isEmpty();
        Decoded decoded = decoder.decode(all, values);
        assertThat(decoded.liars().size()).isZero();
        assertThat(decoded.warning())
            .contains("copies of")
            .contains("at most E=" + errors)
            .contains("raise the tolerance");
        assertModelsOwn(decoded.predictions(), honest, 1e-5);
      }
    }
  }

  /** Honest copies that differ by less than the tolerance say how much is to be tolerated. */
  @Test
  void learnsTheToleranceFromHonestCopies() {
    PairedCode code = PairedCode.of(new CodeParameters(QUERIES, 0, 1));
    List<FMatrixRMaj> sample = NETWORK.groups(code, 200, 0, 300, 1).answers();
    assertThat(Tolerance.seenIn(code, sample)).hasToString(Tolerance.ofScale().toString());
    Random random = new Random(3);
    List<FMatrixRMaj> rough = sample.stream().map(group -> noisy(group, random)).toList();
    FMatrixRMaj group = noisy(NETWORK.groups(code, 1, 300, 600, 2).answers().get(0), random);
    WorkerSet all = WorkerSet.all(code.workers());
    assertThat(PairedDecoder.of(code).decode(all, group).warning()).isNotNull();
    Decoded decoded = PairedDecoder.fitted(code, rough, 0.05).decode(all, group);
    assertThat(decoded.warning()).isNull();
    assertThat(decoded.liars().size()).isZero();
  }

  private static FMatrixRMaj noisy(FMatrixRMaj answers, Random random) {
    FMatrixRMaj noisy = answers.copy();
    for (int i = 0; i < noisy.getNumElements(); i++) {
      noisy.data[i] += (float) (0.01 * random.nextGaussian());
    }
    return noisy;
  }

  /** One NaN does not take the group with it. */
  @Test
  void namesWhoeverAnswersNoNumber() {
    PairedCode code = PairedCode.of(new CodeParameters(QUERIES, 0, 2));
    WorkerSet all = WorkerSet.all(code.workers());
    FMatrixRMaj honest = NETWORK.groups(code, 1, 0, 600, 2).answers().get(0);
    FMatrixRMaj values = honest.copy();
    values.set(6, 2, Float.NaN);
    values.set(25, 0, Float.NEGATIVE_INFINITY);
    PairedDecoder paired = PairedDecoder.of(code);
    for (GroupDecoder decoder : List.of(paired, RecheckingDecoder.of(paired))) {
      Decoded decoded = decoder.decode(all, values);
      assertThat(decoded.liars()).isEqualTo(WorkerSet.of(code.workers(), 6, 25));
      assertModelsOwn(decoded.predictions(), honest, 0);
    }
  }

  private static void assertModelsOwn(FMatrixRMaj predictions, FMatrixRMaj honest, double by) {
    for (int j = 0; j < QUERIES; j++) {
      for (int c = 0; c < 10; c++) {
        assertThat((double) predictions.get(j, c)).isCloseTo(honest.get(2 * j, c), within(by));
      }
    }
  }

  /** Lies towards the centre fit parities well; the mean of both copies must not be better. */
  @Test
  void isNotBelowTheMeanOfBothCopiesUnderLiesTowardsTheCentre() {
    PairedCode code = PairedCode.of(new CodeParameters(QUERIES, 0, 2));
    List<FMatrixRMaj> sample = NETWORK.groups(code, 250, 0, 300, 1).answers();
    TinyNetwork.Groups groups = NETWORK.groups(code, 100, 300, 600, 2);
    List<GroupDecoder> decoders =
        List.of(
            LinearDecoder.of(code),
            PairedDecoder.of(code),
            PairedDecoder.fitted(code, sample, 0.05));
    for (Attack attack : List.of(new MeanAttack(), new ZeroAttack(), new ExchangeAttack())) {
      int[] right = new int[3];
      for (int d = 0; d < 3; d++) {
        Random random = new Random(4);
        for (int g = 0; g < 100; g++) {
          FMatrixRMaj values = groups.answers().get(g).copy();
          int[] liars = attack.choose(code.workers(), 2, random);
          attack.corrupt(values, liars, new FMatrixRMaj[0], random);
          FMatrixRMaj predictions =
              decoders.get(d).decode(WorkerSet.all(code.workers()), values).predictions();
          for (int j = 0; j < QUERIES; j++) {
            right[d] +=
                Answers.largest(predictions, j) == Answers.largest(groups.answers().get(g), 2 * j)
                    ? 1
                    : 0;
          }
        }
      }
      assertThat(right[1]).as("plain, %s", attack).isGreaterThanOrEqualTo(right[0]);
      assertThat(right[2]).as("fitted, %s", attack).isGreaterThanOrEqualTo(right[0]);
    }
  }
}
