package io.github.approxifer.coding.answers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class WorkerSetTest {
  @Test
  void keepsItsMembersInAscendingOrder() {
    WorkerSet set = WorkerSet.of(6, 4, 0, 2);

    assertThat(set.toArray()).containsExactly(0, 2, 4);
    assertThat(set.size()).isEqualTo(3);
    assertThat(set.workers()).isEqualTo(6);
    assertThat(set.worker(1)).isEqualTo(2);
    assertThat(set.rank(4)).isEqualTo(2);
    assertThat(set).hasToString("{0, 2, 4} of 6 workers");
  }

  @Test
  void takesMembersOut() {
    WorkerSet set = WorkerSet.all(5);

    assertThat(set.without(3, 1)).isEqualTo(WorkerSet.of(5, 0, 2, 4));
    assertThat(set.without(WorkerSet.of(5, 0, 4))).isEqualTo(WorkerSet.of(5, 1, 2, 3));
    assertThat(set.without(WorkerSet.none(5))).isEqualTo(set);
    assertThat(WorkerSet.of(5, 1).without(1).size()).isZero();
  }

  @Test
  void knowsItsSubsets() {
    WorkerSet set = WorkerSet.of(5, 0, 2, 4);

    assertThat(set.containsAll(WorkerSet.of(5, 4, 0))).isTrue();
    assertThat(set.containsAll(WorkerSet.of(5, 4, 1))).isFalse();
    assertThat(set.contains(2)).isTrue();
    assertThat(set.contains(3)).isFalse();
  }

  @Test
  void isEqualByMembersAndNumberOfWorkers() {
    assertThat(WorkerSet.of(4, 1, 3)).isEqualTo(WorkerSet.of(4, 3, 1));
    assertThat(WorkerSet.of(4, 1, 3)).hasSameHashCodeAs(WorkerSet.of(4, 3, 1));
    assertThat(WorkerSet.of(4, 1, 3)).isNotEqualTo(WorkerSet.of(5, 1, 3));
    assertThat(WorkerSet.of(4, 1)).isNotEqualTo("{1}");
  }

  @Test
  void doesNotShareItsArrays() {
    int[] members = {0, 1};
    WorkerSet set = WorkerSet.of(3, members);
    members[0] = 2;
    set.toArray()[1] = 2;

    assertThat(set).isEqualTo(WorkerSet.of(3, 0, 1));
  }

  @Test
  void refusesWhatIsNotASetOfWorkers() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> WorkerSet.of(3, 0, 3))
        .withMessage("worker 3 does not exist: indices run from 0 to 2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> WorkerSet.of(3, -1))
        .withMessageContaining("worker -1 does not exist");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> WorkerSet.of(3, 1, 1))
        .withMessage("worker 1 is given twice");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> WorkerSet.all(0))
        .withMessageContaining("but is 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> WorkerSet.of(3, 0).rank(1))
        .withMessage("worker 1 is not in {0} of 3 workers");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> WorkerSet.all(3).without(WorkerSet.all(4)))
        .withMessageContaining("different workers");
  }
}
