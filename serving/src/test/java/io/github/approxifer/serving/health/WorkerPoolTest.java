package io.github.approxifer.serving.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.approxifer.models.FunctionModel;
import io.github.approxifer.models.ItemShape;
import io.github.approxifer.serving.worker.InProcessWorker;
import io.github.approxifer.serving.worker.Worker;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WorkerPoolTest {
  private static final HealthPolicy POLICY =
      HealthPolicy.standard()
          .withComeBackAfter(Duration.ofNanos(1000))
          .withProbeEvery(Duration.ofNanos(100))
          .withProbation(3);

  private long now;

  private WorkerPool pool(int workers, int groupWorkers) {
    return pool(workers, groupWorkers, POLICY);
  }

  private WorkerPool pool(int workers, int groupWorkers, HealthPolicy policy) {
    List<Worker> all = new ArrayList<>();
    for (int i = 0; i < workers; i++) {
      all.add(
          new InProcessWorker(
              "worker " + i, FunctionModel.of(ItemShape.of(1), 1, (in, out) -> out[0] = in[0])));
    }
    return new WorkerPool(all, groupWorkers, 1, policy, () -> now);
  }

  private static void lie(WorkerPool pool, int worker, int times) {
    for (int i = 0; i < times; i++) {
      pool.answered(worker);
      pool.lied(worker);
    }
  }

  private WorkerState state(WorkerPool pool, int worker) {
    return pool.health().get(worker).state();
  }

  @Test
  void everyWorkerTakesItsTurnInEveryPlace() {
    WorkerPool pool = pool(3, 2);
    int[] turns = new int[3];
    for (int group = 0; group < 30; group++) {
      for (int worker : pool.choose(2).asked()) {
        turns[worker]++;
        pool.finished(worker);
      }
    }
    assertThat(turns).containsExactly(20, 20, 20);
  }

  @Test
  void theIdleOnesAreAskedFirst() {
    WorkerPool pool = pool(4, 2);
    pool.choose(2).asked();
    assertThat(pool.choose(2).asked()).containsExactlyInAnyOrder(2, 3);
    assertThat(pool.health().get(0).inFlight()).isEqualTo(1);
  }

  @Test
  void theShareOfLiesFollowsItsFormula() {
    WorkerPool pool = pool(2, 2);
    lie(pool, 0, 2);
    pool.answered(0);
    assertThat(pool.health().get(0).lieShare()).isCloseTo((0.1 * 0.9 + 0.1) * 0.9, within(1e-12));
    assertThat(pool.health().get(0).lies()).isEqualTo(2);
    assertThat(pool.health().get(0).answers()).isEqualTo(3);
  }

  @Test
  void anEverLyingWorkerIsQuarantinedAtTheFifthLieAndComesBackOnProbation() {
    WorkerPool pool = pool(3, 2);
    // 0.1, 0.19, 0.271, 0.3439, 0.40951
    lie(pool, 0, 4);
    assertThat(state(pool, 0)).isEqualTo(WorkerState.HEALTHY);
    lie(pool, 0, 1);
    assertThat(state(pool, 0)).isEqualTo(WorkerState.QUARANTINED);
    assertThat(pool.choose(2).asked()).containsExactlyInAnyOrder(1, 2);
    now = 999;
    assertThat(state(pool, 0)).isEqualTo(WorkerState.QUARANTINED);
    now = 1000;
    assertThat(state(pool, 0)).isEqualTo(WorkerState.PROBATION);
    believe(pool, 2);
    assertThat(state(pool, 0)).isEqualTo(WorkerState.PROBATION);
    believe(pool, 1);
    assertThat(state(pool, 0)).isEqualTo(WorkerState.HEALTHY);
  }

  private static void believe(WorkerPool pool, int times) {
    for (int i = 0; i < times; i++) {
      pool.answered(0);
      pool.believed(0);
    }
  }

  /** Lies are found some time after they came, when others may have come already. */
  @Test
  void answersThatAreNotJudgedYetDoNotEndTheProbation() {
    WorkerPool pool = pool(3, 2);
    lie(pool, 0, 5);
    now = 1000;
    assertThat(state(pool, 0)).isEqualTo(WorkerState.PROBATION);
    for (int i = 0; i < 10; i++) {
      pool.answered(0);
    }
    assertThat(state(pool, 0)).isEqualTo(WorkerState.PROBATION);
    pool.lied(0);
    now = 2999;
    assertThat(state(pool, 0)).isEqualTo(WorkerState.QUARANTINED);
  }

  @Test
  void aQuarantineForEverIsAVeryLongOne() {
    HealthPolicy forEver = POLICY.withComeBackAfter(ChronoUnit.FOREVER.getDuration());
    WorkerPool pool = pool(2, 1, forEver);
    lie(pool, 0, 5);
    now = Duration.ofDays(4 * 365).toNanos();
    assertThat(state(pool, 0)).isEqualTo(WorkerState.QUARANTINED);
  }

  @Test
  void anOffenceOnProbationDoublesTheQuarantine() {
    WorkerPool pool = pool(3, 2);
    lie(pool, 0, 5);
    now = 1000;
    assertThat(state(pool, 0)).isEqualTo(WorkerState.PROBATION);
    lie(pool, 0, 1);
    now = 2999;
    assertThat(state(pool, 0)).isEqualTo(WorkerState.QUARANTINED);
    now = 3000;
    assertThat(state(pool, 0)).isEqualTo(WorkerState.PROBATION);
  }

  @Test
  void liarsAreLeftOutOnlyIfEnoughOthersAreThere() {
    WorkerPool pool = pool(3, 3);
    lie(pool, 1, 5);
    assertThat(pool.choose(2).asked()).containsExactlyInAnyOrder(0, 2);
    assertThat(pool.choose(3).asked()).hasSize(3).endsWith(1);
  }

  @Test
  void workersThatFailInARowAreAskedInNeedOnly() {
    WorkerPool pool = pool(3, 3);
    pool.failed(1, "down");
    pool.failed(1, "down");
    pool.answered(1);
    pool.failed(1, "down");
    pool.failed(1, "down");
    assertThat(state(pool, 1)).isEqualTo(WorkerState.HEALTHY);
    pool.failed(1, "down");
    assertThat(state(pool, 1)).isEqualTo(WorkerState.QUARANTINED);
    assertThat(pool.choose(3).asked()).containsExactlyInAnyOrder(0, 2);
    now = 1_000_000;
    assertThat(pool.choose(3).asked()).containsExactlyInAnyOrder(0, 2);
    assertThat(pool.choose(3).reserves()).containsExactly(1);
    assertThat(pool.choose(2).reserves()).isEmpty();
    pool.answered(1);
    assertThat(state(pool, 1)).isEqualTo(WorkerState.PROBATION);
  }

  @Test
  void workersThatHangAreNotAskedHoweverFewAreLeft() {
    WorkerPool pool = pool(3, 3);
    for (int i = 0; i < 3; i++) {
      pool.missed(1);
    }
    assertThat(state(pool, 1)).isEqualTo(WorkerState.QUARANTINED);
    assertThat(pool.choose(3).asked()).containsExactlyInAnyOrder(0, 2);
    assertThat(pool.choose(3).reserves()).isEmpty();
    assertThat(pool.health().get(1).failures()).isEqualTo(3);
  }

  @Test
  void aProbeThatIsAnsweredBringsAWorkerBackAndOneThatIsNotDoesNot() {
    WorkerPool pool = pool(3, 3);
    for (int i = 0; i < 3; i++) {
      pool.failed(1, "down");
    }
    assertThat(pool.toProbe()).isEmpty();
    now = 100;
    assertThat(pool.toProbe()).containsExactly(1);
    pool.probed(1, false);
    assertThat(pool.toProbe()).isEmpty();
    now = 200;
    assertThat(pool.toProbe()).containsExactly(1);
    pool.probed(1, true);
    assertThat(state(pool, 1)).isEqualTo(WorkerState.PROBATION);
    assertThat(pool.choose(3).asked()).containsExactlyInAnyOrder(0, 1, 2);
    pool.failed(1, "down");
    assertThat(state(pool, 1)).isEqualTo(WorkerState.QUARANTINED);
    now = 399;
    assertThat(pool.toProbe()).isEmpty();
    now = 400;
    assertThat(pool.toProbe()).containsExactly(1);
  }

  @Test
  void liarsAreNotProbed() {
    WorkerPool pool = pool(3, 2);
    lie(pool, 0, 5);
    now = 999;
    assertThat(pool.toProbe()).isEmpty();
    pool.probed(0, true);
    assertThat(state(pool, 0)).isEqualTo(WorkerState.QUARANTINED);
  }

  @Test
  void workersThatIgnoreCancellingAreNotAskedUntilTheyHaveFinished() {
    WorkerPool pool = pool(2, 2);
    for (int i = 0; i < HealthRecord.MOST_IGNORED; i++) {
      assertThat(pool.choose(2).asked()).contains(0);
      pool.ignoredCancelling(0);
    }
    assertThat(pool.health().get(0).ignored()).isEqualTo(HealthRecord.MOST_IGNORED);
    assertThat(pool.choose(2).asked()).containsExactly(1);
    pool.finishedAfterAll(0);
    assertThat(pool.choose(2).asked()).contains(0);
  }

  @Test
  void oneWorkerOnProbationIsTestedInAGroup() {
    WorkerPool pool = pool(5, 3);
    lie(pool, 0, 5);
    lie(pool, 1, 5);
    now = 1000;
    assertThat(pool.choose(3).asked()).contains(0).doesNotContain(1);
  }

  @Test
  void latenessQuarantinesOnlyWhereThereAreSpareWorkers() {
    WorkerPool tight = pool(2, 2);
    WorkerPool roomy = pool(3, 2);
    for (int i = 0; i < 21; i++) {
      tight.late(0, false);
      roomy.late(0, false);
    }
    // 1 - 0.9^21 = 0.891
    assertThat(state(roomy, 0)).isEqualTo(WorkerState.HEALTHY);
    tight.late(0, false);
    roomy.late(0, false);
    assertThat(roomy.health().get(0).late()).isEqualTo(22);
    assertThat(state(roomy, 0)).isEqualTo(WorkerState.QUARANTINED);
    assertThat(state(tight, 0)).isEqualTo(WorkerState.HEALTHY);
    assertThat(tight.health().get(0).lateShare()).isCloseTo(1 - Math.pow(0.9, 22), within(1e-12));
  }

  @Test
  void whoIsWaitedForInVainIsQuarantinedWithoutSpareWorkersToo() {
    WorkerPool tight = pool(2, 2);
    for (int i = 0; i < 22; i++) {
      tight.late(0, true);
    }
    assertThat(state(tight, 0)).isEqualTo(WorkerState.QUARANTINED);
    assertThat(tight.choose(2).asked()).containsExactly(1);
  }

  @Test
  void policiesRefuseWhatMakesNoSense() {
    HealthPolicy policy = HealthPolicy.standard();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> policy.withFailuresInARow(0))
        .withMessageContaining("0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> policy.withLieShare(1.5))
        .withMessageContaining("1.5");
    assertThatIllegalArgumentException().isThrownBy(() -> policy.withLateShare(Double.NaN));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> policy.withComeBackAfter(Duration.ZERO))
        .withMessageContaining("PT0S");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> policy.withProbeEvery(Duration.ofSeconds(-1)));
    assertThatIllegalArgumentException().isThrownBy(() -> policy.withProbation(0));
    assertThat(policy.withProbation(7).toString()).contains("3 failures in a row").contains("7");
  }
}
