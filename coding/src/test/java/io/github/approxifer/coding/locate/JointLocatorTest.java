package io.github.approxifer.coding.locate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.approxifer.coding.CodeParameters;
import io.github.approxifer.coding.answers.TestRows;
import io.github.approxifer.coding.answers.WorkerSet;
import io.github.approxifer.coding.codes.BerrutCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.ejml.data.FMatrixRMaj;
import org.ejml.dense.row.CommonOps_FDRM;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class JointLocatorTest {
  private static final int CLASSES = 4;

  @ParameterizedTest
  @EnumSource(ResidualOperator.class)
  void findsEveryLiarOfASmoothModel(ResidualOperator operator) {
    BerrutCode code = BerrutCode.of(new CodeParameters(6, 0, 1));
    JointLocator locator = JointLocator.withResiduals(code, operator, 1);
    WorkerSet all = WorkerSet.all(code.workers());
    for (int liar = 0; liar < code.workers(); liar++) {
      FMatrixRMaj values = smooth(code, all, new Random(liar));
      TestRows.corrupt(values, liar, 10);
      assertThat(locator.locate(all, values)).isEqualTo(WorkerSet.of(code.workers(), liar));
    }
  }

  @Test
  void findsEveryPairOfLiarsAlsoNeighboursWithStragglersMissing() {
    BerrutCode code = BerrutCode.of(new CodeParameters(4, 2, 2));
    JointLocator locator = JointLocator.withResiduals(code, ResidualOperator.NATURAL_SPLINE, 2);
    WorkerSet answers = WorkerSet.all(code.workers()).without(3, 8);
    PairsOfLiars.assertFound(locator, answers, () -> smooth(code, answers, new Random(1)));
  }

  /**
   * The pursuit takes over beyond the sizes of which all sets are tried. It may stop short of the
   * best set where liars stand close together.
   */
  @Test
  void mostlyFindsFiveLiars() {
    BerrutCode code = BerrutCode.of(new CodeParameters(12, 0, 5));
    JointLocator locator = JointLocator.withResiduals(code, ResidualOperator.NATURAL_SPLINE, 5);
    WorkerSet all = WorkerSet.all(code.workers());
    int found = 0;
    for (int seed = 0; seed < 20; seed++) {
      Random random = new Random(seed);
      FMatrixRMaj values = smooth(code, all, random);
      int[] liars = random.ints(0, code.workers()).distinct().limit(5).toArray();
      for (int liar : liars) {
        TestRows.corrupt(values, liar, 10);
      }
      WorkerSet lying = WorkerSet.of(code.workers(), liars);
      found += locator.locate(all, values).equals(lying) ? 1 : 0;
    }
    assertThat(found).isGreaterThanOrEqualTo(17);
  }

  @Test
  void withoutAGateItAlwaysNamesEWorkers() {
    BerrutCode code = BerrutCode.of(new CodeParameters(6, 0, 2));
    WorkerSet all = WorkerSet.all(code.workers());
    FMatrixRMaj values = smooth(code, all, new Random(5));

    JointLocator two = JointLocator.withResiduals(code, ResidualOperator.BERRUT, 2);
    assertThat(two.locate(all, values).size()).isEqualTo(2);
    assertThat(two.locate(all, new FMatrixRMaj(all.size(), 3)).size()).isEqualTo(2);
    JointLocator none = JointLocator.withResiduals(code, ResidualOperator.BERRUT, 0);
    assertThat(none.locate(all, values).size()).isZero();
    assertThat(JointLocator.fitted(code, honest(code, 40), 0, 0.1).locate(all, values).size())
        .isZero();
  }

  /** On a model where the residuals of honest workers differ by orders of magnitude. */
  @Test
  void theGateNamesAsManyAsLied() {
    BerrutCode code = BerrutCode.of(new CodeParameters(8, 0, 3));
    WorkerSet all = WorkerSet.all(code.workers());
    List<FMatrixRMaj> sample = honest(code, 200);
    List<JointLocator> locators =
        List.of(
            JointLocator.withResiduals(code, ResidualOperator.NATURAL_SPLINE, 3)
                .gated(sample, 0.05),
            JointLocator.fitted(code, sample, 3, 0.05));
    for (JointLocator locator : locators) {
      for (int count = 1; count <= 3; count++) {
        for (int seed = 0; seed < 30; seed++) {
          Random random = new Random(1000L * count + seed);
          FMatrixRMaj values = smooth(code, all, random);
          int[] liars = random.ints(0, code.workers()).distinct().limit(count).toArray();
          for (int liar : liars) {
            TestRows.corrupt(values, liar, 30);
          }
          WorkerSet named = locator.locate(all, values);
          assertThat(named.containsAll(WorkerSet.of(code.workers(), liars))).isTrue();
          assertThat(named.size()).isLessThanOrEqualTo(3);
        }
      }
    }
  }

  /*
   * With 200 calibration groups the rate itself varies: the threshold is the 191st of 200 scores,
   * so the true rate has a beta distribution of mean 0.05 and deviation 0.015. With 400 groups the
   * count of alarms then has mean 20 and deviation sqrt(400 0.05 0.95 + (400 0.015)^2) = 7.5; more
   * than 50 are four deviations out (the seeds are fixed).
   */
  @Test
  void theGateKeepsItsFalseAlarmRateOnASmoothModel() {
    BerrutCode code = BerrutCode.of(new CodeParameters(8, 2, 2));
    List<FMatrixRMaj> sample = honest(code, 200);
    List<JointLocator> locators =
        List.of(
            JointLocator.withResiduals(code, ResidualOperator.BERRUT, 2).gated(sample, 0.05),
            JointLocator.fitted(code, sample, 2, 0.05));
    for (JointLocator locator : locators) {
      int alarms = 0;
      for (int g = 0; g < 400; g++) {
        Random random = new Random(5000 + g);
        int[] late = random.ints(0, code.workers()).distinct().limit(2).toArray();
        WorkerSet answers = WorkerSet.all(code.workers()).without(late);
        alarms += locator.locate(answers, smooth(code, answers, random)).size() > 0 ? 1 : 0;
      }
      assertThat(alarms).isLessThanOrEqualTo(50);
    }
  }

  /**
   * Workers 2i and 2i+1 see the same signal of deviation 10 with noise of their own of deviation 1,
   * and no others do: if they differ by 20, one of the two lied, but nobody can say which. If one
   * is far beyond the signal, it can be said.
   */
  @Test
  void namesNobodyWhosePlaceAnotherCouldTake() {
    Random random = new Random(5);
    List<FMatrixRMaj> groups = new ArrayList<>();
    for (int g = 0; g < 400; g++) {
      FMatrixRMaj group = new FMatrixRMaj(12, 10);
      for (int pair = 0; pair < 12; pair += 2) {
        for (int c = 0; c < 10; c++) {
          double signal = 10 * random.nextGaussian();
          group.set(pair, c, (float) (signal + random.nextGaussian()));
          group.set(pair + 1, c, (float) (signal + random.nextGaussian()));
        }
      }
      groups.add(group);
    }
    JointLocator locator = JointLocator.fitted(12, 12, groups.subList(0, 300), 1, 0.02);
    WorkerSet all = WorkerSet.all(12);
    int blamed = 0;
    int found = 0;
    for (FMatrixRMaj group : groups.subList(300, 400)) {
      FMatrixRMaj near = group.copy();
      near.set(4, 3, near.get(4, 3) - Math.copySign(20, near.get(4, 3)));
      blamed += locator.locate(all, near).size();
      FMatrixRMaj far = group.copy();
      far.set(4, 3, 500);
      found += locator.locate(all, far).equals(WorkerSet.of(12, 4)) ? 1 : 0;
    }
    assertThat(blamed).isLessThanOrEqualTo(20);
    assertThat(found).isEqualTo(100);
  }

  /** The test of the rate would notice: a gate calibrated for 40 % alarms too often. */
  @Test
  void aGateForAnotherRateAlarmsMoreOften() {
    BerrutCode code = BerrutCode.of(new CodeParameters(8, 2, 2));
    JointLocator locator = JointLocator.fitted(code, honest(code, 200), 2, 0.4);
    int alarms = 0;
    for (int g = 0; g < 400; g++) {
      Random random = new Random(5000 + g);
      int[] late = random.ints(0, code.workers()).distinct().limit(2).toArray();
      WorkerSet answers = WorkerSet.all(code.workers()).without(late);
      alarms += locator.locate(answers, smooth(code, answers, random)).size() > 0 ? 1 : 0;
    }
    assertThat(alarms).isGreaterThan(50);
  }

  /** Lies in the calibration sample make the gate more cautious, not less. */
  @Test
  void aContaminatedSampleRaisesTheThresholds() {
    BerrutCode code = BerrutCode.of(new CodeParameters(6, 0, 1));
    WorkerSet all = WorkerSet.all(code.workers());
    List<FMatrixRMaj> clean = honest(code, 100);
    List<FMatrixRMaj> dirty = honest(code, 100);
    for (int g = 0; g < 8; g++) {
      TestRows.corrupt(dirty.get(g), g, 5);
    }
    JointLocator base = JointLocator.withResiduals(code, ResidualOperator.NATURAL_SPLINE, 1);
    JointLocator careful = base.gated(dirty, 0.05);
    JointLocator usual = base.gated(clean, 0.05);
    int carefulAlarms = 0;
    int usualAlarms = 0;
    for (int g = 0; g < 300; g++) {
      FMatrixRMaj values = smooth(code, all, new Random(900 + g));
      carefulAlarms += careful.locate(all, values).size();
      usualAlarms += usual.locate(all, values).size();
    }
    assertThat(carefulAlarms).isLessThanOrEqualTo(usualAlarms);
    assertThat(usualAlarms).isPositive();
  }

  @Test
  void aModelWithoutAnyResidualsCausesNoAlarm() {
    BerrutCode code = BerrutCode.of(new CodeParameters(6, 0, 2));
    WorkerSet all = WorkerSet.all(code.workers());
    List<FMatrixRMaj> constants = new ArrayList<>();
    for (int g = 0; g < 30; g++) {
      FMatrixRMaj group = new FMatrixRMaj(code.workers(), 1);
      group.fill(g);
      constants.add(group);
    }
    JointLocator locator =
        JointLocator.withResiduals(code, ResidualOperator.BERRUT, 2).gated(constants, 0.05);
    FMatrixRMaj zero = new FMatrixRMaj(code.workers(), 1);

    assertThat(locator.locate(all, zero).size()).isZero();
    zero.set(4, 0, 1);
    assertThat(locator.locate(all, zero).contains(4)).isTrue();
  }

  @Test
  void refusesWhatItCannotUse() {
    BerrutCode code = BerrutCode.of(new CodeParameters(4, 0, 1));
    ResidualOperator operator = ResidualOperator.BERRUT;
    JointLocator locator = JointLocator.withResiduals(code, operator, 1);
    List<FMatrixRMaj> sample = honest(code, 40);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> JointLocator.withResiduals(code, operator, -1))
        .withMessageContaining("-1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> JointLocator.fitted(code, sample, 10, 0.05))
        .withMessageContaining("E=10 errors among N=10");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> locator.gated(sample, 0))
        .withMessageContaining("0.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> locator.gated(sample, 0.01))
        .withMessageContaining("at least 99 honest groups, but there are 40");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> locator.gated(List.of(), 0.3))
        .withMessageContaining("at least 20");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> JointLocator.fitted(code, columns(sample.subList(0, 30), 1), 1, 0.1))
        .withMessageContaining("30 groups of 1 classes are too few to fit N=10")
        .withMessageContaining("at least 40");
    List<FMatrixRMaj> mixed = new ArrayList<>(sample);
    mixed.set(7, new FMatrixRMaj(10, 3));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> locator.gated(mixed, 0.1))
        .withMessageContaining("4 and 3 classes");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> locator.locate(WorkerSet.all(11), new FMatrixRMaj(11, 2)))
        .withMessageContaining("N=10");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> locator.locate(WorkerSet.of(10, 3), new FMatrixRMaj(1, 2)))
        .withMessageContaining("cannot locate E=1");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                JointLocator.fitted(code, sample, 1, 0.1)
                    .locate(WorkerSet.all(10), new FMatrixRMaj(10, 2)))
        .withMessageContaining("calibrated with 4 classes, but the answers have 2");
    List<FMatrixRMaj> same = new ArrayList<>();
    for (int g = 0; g < 40; g++) {
      same.add(new FMatrixRMaj(10, 4));
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> JointLocator.fitted(code, same, 1, 0.1))
        .withMessageContaining("all the same");
  }

  /** The fewest groups that are enough are, one fewer are not. */
  @Test
  void saysHowManyGroupsAreEnough() {
    BerrutCode code = BerrutCode.of(new CodeParameters(4, 0, 1));
    JointLocator locator = JointLocator.withResiduals(code, ResidualOperator.BERRUT, 1);
    List<FMatrixRMaj> sample = honest(code, 40);
    WorkerSet all = WorkerSet.all(10);

    assertThat(locator.gated(sample.subList(0, 20), 0.5).locate(all, sample.get(30)).size())
        .isLessThanOrEqualTo(1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> locator.gated(sample.subList(0, 19), 0.5))
        .withMessageContaining("at least 20 honest groups, but there are 19");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> locator.gated(sample, 1))
        .withMessageContaining("is 1.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> JointLocator.fitted(code, sample, 1, 0))
        .withMessageContaining("is 0.0");

    List<FMatrixRMaj> one = columns(sample, 1);
    assertThat(JointLocator.fitted(code, one, 1, 0.1).locate(all, one.get(3)).size())
        .isLessThanOrEqualTo(1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> JointLocator.fitted(code, one.subList(0, 39), 1, 0.1))
        .withMessageContaining("give at least 40");
    List<FMatrixRMaj> wide = new ArrayList<>();
    for (int g = 0; g < 33; g++) {
      wide.add(new FMatrixRMaj(25, 3));
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> JointLocator.fitted(25, 25, wide, 1, 0.1))
        .withMessage("33 groups of 3 classes are too few to fit N=25 workers; give at least 34");
    FMatrixRMaj broken = sample.get(11).copy();
    broken.set(2, 1, Float.NaN);
    sample.set(11, broken);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> locator.gated(sample, 0.1))
        .withMessageContaining("honest answer of rank 2");
  }

  /** The first columns of groups. */
  private static List<FMatrixRMaj> columns(List<FMatrixRMaj> groups, int columns) {
    List<FMatrixRMaj> result = new ArrayList<>();
    for (FMatrixRMaj group : groups) {
      result.add(CommonOps_FDRM.extract(group, 0, group.numRows, 0, columns));
    }
    return result;
  }

  private static List<FMatrixRMaj> honest(BerrutCode code, int groups) {
    List<FMatrixRMaj> sample = new ArrayList<>();
    for (int g = 0; g < groups; g++) {
      sample.add(smooth(code, WorkerSet.all(code.workers()), new Random(77_000 + g)));
    }
    return sample;
  }

  /** Queries are random numbers; the model gives smooth functions of the coded query. */
  private static FMatrixRMaj smooth(BerrutCode code, WorkerSet answers, Random random) {
    int queries = code.parameters().queries();
    double[] x = random.doubles(queries, -1, 1).toArray();
    FMatrixRMaj values = new FMatrixRMaj(answers.size(), CLASSES);
    var encoding = code.encodingMatrix();
    for (int rank = 0; rank < answers.size(); rank++) {
      double u = 0;
      for (int j = 0; j < queries; j++) {
        u += encoding.get(answers.worker(rank), j) * x[j];
      }
      values.set(rank, 0, (float) Math.sin(2 * u));
      values.set(rank, 1, (float) (u * u));
      values.set(rank, 2, (float) Math.exp(u / 2));
      values.set(rank, 3, (float) (1 / (2 + Math.cos(u))));
    }
    return values;
  }
}
