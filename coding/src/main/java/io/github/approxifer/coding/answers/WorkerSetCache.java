package io.github.approxifer.coding.answers;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * A bounded cache by worker set that forgets the least recently used one: for the matrices that
 * depend on F alone. Thread-safe.
 *
 * @param <V> what is kept for a set
 */
public final class WorkerSetCache<V> {
  private final Function<WorkerSet, V> builder;
  private final Map<WorkerSet, V> values;

  private WorkerSetCache(int capacity, Function<WorkerSet, V> builder) {
    if (capacity < 1) {
      throw new IllegalArgumentException(
          "a cache must hold at least 1 set of workers, but was given room for " + capacity);
    }
    this.builder = builder;
    this.values = new LruMap<>(capacity);
  }

  /**
   * An empty cache.
   *
   * @param capacity how many sets to remember, at least 1
   * @param builder makes the value of a set; may be called twice for one set by two threads
   * @param <V> what is kept for a set
   * @return the cache
   * @throws IllegalArgumentException if the capacity is below 1
   */
  public static <V> WorkerSetCache<V> of(int capacity, Function<WorkerSet, V> builder) {
    return new WorkerSetCache<>(capacity, builder);
  }

  /**
   * The value of a set, built if it is not known.
   *
   * @param key the set
   * @return its value
   */
  public V get(WorkerSet key) {
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
