package io.github.approxifer.coding;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** A bounded cache by worker set that forgets the least recently used one. Thread-safe. */
final class WorkerSetCache<V> {
  private final Function<WorkerSet, V> builder;
  private final Map<WorkerSet, V> values;

  WorkerSetCache(int capacity, Function<WorkerSet, V> builder) {
    if (capacity < 1) {
      throw new IllegalArgumentException(
          "a cache must hold at least 1 set of workers, but was given room for " + capacity);
    }
    this.builder = builder;
    this.values = new LruMap<>(capacity);
  }

  V get(WorkerSet key) {
    synchronized (values) {
      V known = values.get(key);
      if (known != null) {
        return known;
      }
    }
    // Built outside the lock: two threads may build the same small matrix, and none waits for
    // another set's.
    V built = builder.apply(key);
    synchronized (values) {
      values.put(key, built);
    }
    return built;
  }

  int size() {
    synchronized (values) {
      return values.size();
    }
  }

  private static final class LruMap<V> extends LinkedHashMap<WorkerSet, V> {
    private static final long serialVersionUID = 1L;
    private final int capacity;

    LruMap(int capacity) {
      super(16, 0.75f, true);
      this.capacity = capacity;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<WorkerSet, V> eldest) {
      return size() > capacity;
    }
  }
}
