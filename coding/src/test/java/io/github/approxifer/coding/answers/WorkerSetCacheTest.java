package io.github.approxifer.coding.answers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class WorkerSetCacheTest {
  @Test
  void forgetsTheLeastRecentlyUsedSet() {
    int[] built = new int[1];
    WorkerSetCache<Integer> cache = WorkerSetCache.of(2, set -> built[0]++);
    WorkerSet a = WorkerSet.of(3, 0);
    WorkerSet b = WorkerSet.of(3, 1);
    WorkerSet c = WorkerSet.of(3, 2);

    assertThat(List.of(cache.get(a), cache.get(b), cache.get(a))).containsExactly(0, 1, 0);
    assertThat(cache.get(c)).isEqualTo(2);
    assertThat(cache.size()).isEqualTo(2);
    assertThat(cache.get(a)).isEqualTo(0);
    assertThat(cache.get(b)).isEqualTo(3);
  }
}
