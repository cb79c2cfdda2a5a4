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
      new HealthPolicy(0.9, 4, 0.9, Duration.ofNanos(1000), 3);

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
      for (int worker : pool.choose(2)) {
        turns[worker]++;
        pool.finished(worker);
      }
    }
    assertThat(turns).containsExactly(20, 20, 20);
  }

  @Test
  void theIdleOnesAreAskedFirst() {
    WorkerPool pool = pool(4, 2);
    pool.choose(2);
    assertThat(pool.choose(2)).containsExactlyInAnyOrder(2, 3);
    assertThat(pool.health().get(0).inFlight()).isEqualTo(1);
  }

  @Test
  void suspicionFollowsItsFormula() {
    WorkerPool pool = pool(2, 2);
    lie(pool, 0, 2);
    pool.answered(0);
    assertThat(pool.health().get(0).suspicion()).isCloseTo((1 * 0.9 + 1) * 0.9, within(1e-12));
    assertThat(pool.health().get(0).lies()).isEqualTo(2);
    assertThat(pool.health().get(0).answers()).isEqualTo(3);
  }

  @Test
  void anEverLyingWorkerIsQuarantinedAtTheFifthLieAndComesBackOnProbation() {
    WorkerPool pool = pool(3, 2);
    // 1, 1.9, 2.71, 3.439, 4.0951
    lie(pool, 0, 4);
    assertThat(state(pool, 0)).isEqualTo(WorkerState.HEALTHY);
    lie(pool, 0, 1);
    assertThat(state(pool, 0)).isEqualTo(WorkerState.QUARANTINED);
    assertThat(pool.choose(2)).containsExactlyInAnyOrder(1, 2);
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
    HealthPolicy forEver = new HealthPolicy(0.9, 4, 0.9, ChronoUnit.FOREVER.getDuration(), 1);
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
    pool.failed(0);
    now = 2999;
    assertThat(state(pool, 0)).isEqualTo(WorkerState.QUARANTINED);
    now = 3000;
    assertThat(state(pool, 0)).isEqualTo(WorkerState.PROBATION);
  }

  @Test
  void quarantinedWorkersAreLeftOutOnlyIfEnoughOthersAreThere() {
    WorkerPool pool = pool(3, 3);
    lie(pool, 1, 5);
    assertThat(pool.choose(2)).containsExactlyInAnyOrder(0, 2);
    assertThat(pool.choose(3)).hasSize(3).endsWith(1);
  }

  @Test
  void oneWorkerOnProbationIsTestedInAGroup() {
    WorkerPool pool = pool(5, 3);
    lie(pool, 0, 5);
    lie(pool, 1, 5);
    now = 1000;
    assertThat(pool.choose(3)).contains(0).doesNotContain(1);
  }

  @Test
  void latenessQuarantinesOnlyWhereThereAreSpareWorkers() {
    WorkerPool tight = pool(2, 2);
    WorkerPool roomy = pool(3, 2);
    for (int i = 0; i < 21; i++) {
      tight.late(0);
      roomy.late(0);
    }
    // 1 - 0.9^21 = 0.891
    assertThat(state(roomy, 0)).isEqualTo(WorkerState.HEALTHY);
    tight.late(0);
    roomy.late(0);
    assertThat(roomy.health().get(0).late()).isEqualTo(22);
    assertThat(state(roomy, 0)).isEqualTo(WorkerState.QUARANTINED);
    assertThat(state(tight, 0)).isEqualTo(WorkerState.HEALTHY);
    assertThat(tight.health().get(0).lateness()).isCloseTo(1 - Math.pow(0.9, 22), within(1e-12));
  }

  @Test
  void policiesRefuseWhatMakesNoSense() {
    Duration second = Duration.ofSeconds(1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new HealthPolicy(1, 4, 0.9, second, 3))
        .withMessageContaining("memory");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new HealthPolicy(0.9, 10.1, 0.9, second, 3))
        .withMessageContaining("10.1");
    assertThatIllegalArgumentException().isThrownBy(() -> new HealthPolicy(0.9, 4, 0, second, 3));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new HealthPolicy(0.9, 4, 0.9, Duration.ZERO, 3));
    assertThatIllegalArgumentException().isThrownBy(() -> new HealthPolicy(0.9, 4, 0.9, second, 0));
  }
}
