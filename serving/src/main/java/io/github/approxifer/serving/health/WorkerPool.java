package io.github.approxifer.serving.health;

import io.github.approxifer.serving.worker.Worker;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * The workers of a predictor and their health: chooses whom to ask, and learns from what becomes of
 * it. Does not own the workers. Thread-safe.
 */
public final class WorkerPool {
  private final List<Worker> workers;
  private final List<HealthRecord> records = new ArrayList<>();
  private final int groupWorkers;
  private final int tested;
  private final LongSupplier clock;
  private int turn;

  /**
   * A pool in which every worker is healthy.
   *
   * @param workers at least N, with distinct names
   * @param groupWorkers N, how many a group takes
   * @param tested how many workers on probation a group may ask at most if others are there: what
   *     the code tolerates, at least 1
   * @param policy when to quarantine
   * @param clock nanoseconds from any origin, like {@link System#nanoTime()}
   * @throws IllegalArgumentException if there are fewer than N workers or two of one name
   */
  public WorkerPool(
      List<? extends Worker> workers,
      int groupWorkers,
      int tested,
      HealthPolicy policy,
      LongSupplier clock) {
    this.workers = List.copyOf(workers);
    this.groupWorkers = groupWorkers;
    this.tested = Math.max(1, tested);
    this.clock = clock;
    if (workers.size() < groupWorkers) {
      throw new IllegalArgumentException(
          "the code sends N="
              + groupWorkers
              + " coded queries, each to another worker, but there are only "
              + workers.size()
              + " workers");
    }
    List<String> names = new ArrayList<>();
    for (Worker worker : workers) {
      if (names.contains(worker.name())) {
        throw new IllegalArgumentException("two workers are called " + worker.name());
      }
      names.add(worker.name());
      records.add(new HealthRecord(worker.name(), policy));
    }
  }

  /**
   * A worker.
   *
   * @param index 0..size-1
   * @return the worker
   */
  public Worker worker(int index) {
    return workers.get(index);
  }

  /**
   * Chooses workers for a group and counts them as working. The healthy ones with the least to do
   * come first, in turn; then those on probation; quarantined ones only if the group would
   * otherwise have fewer than {@code least}.
   *
   * @param least how many the group needs to be decoded, at most N
   * @return indices of {@code least} to N distinct workers; the i-th is for coded query i
   */
  public synchronized int[] choose(int least) {
    long now = clock.getAsLong();
    int size = workers.size();
    int[] rank = new int[size];
    int onProbation = 0;
    List<Integer> order = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      int worker = (turn + i) % size;
      order.add(worker);
      rank[worker] =
          switch (records.get(worker).state(now)) {
            case HEALTHY -> 0;
            case PROBATION -> onProbation++ < tested ? 0 : 1;
            case QUARANTINED -> 2;
          };
    }
    turn = (turn + 1) % size;
    order.sort(
        Comparator.<Integer>comparingInt(worker -> rank[worker])
            .thenComparingInt(worker -> records.get(worker).inFlight()));
    int count = 0;
    while (count < groupWorkers && (count < least || rank[order.get(count)] < 2)) {
      records.get(order.get(count)).asked();
      count++;
    }
    return order.subList(0, count).stream().mapToInt(Integer::intValue).toArray();
  }

  /**
   * Whether a worker is not to be asked now.
   *
   * @param worker its index
   * @return true while its quarantine lasts
   */
  public synchronized boolean quarantined(int worker) {
    return records.get(worker).state(clock.getAsLong()) == WorkerState.QUARANTINED;
  }

  /**
   * A worker that was chosen for a group is asked once more: it is working on another query.
   *
   * @param worker its index
   */
  public synchronized void asked(int worker) {
    records.get(worker).asked();
  }

  /**
   * A worker is no longer working on a coded query, whatever became of it.
   *
   * @param worker its index
   */
  public synchronized void finished(int worker) {
    records.get(worker).finished();
  }

  /**
   * A worker gave an answer of the right form.
   *
   * @param worker its index
   */
  public synchronized void answered(int worker) {
    records.get(worker).answered();
  }

  /**
   * An answer that was given was believed when its group was decoded.
   *
   * @param worker its index
   */
  public synchronized void believed(int worker) {
    records.get(worker).believed();
  }

  /**
   * An answer that was given turned out to be a lie.
   *
   * @param worker its index
   */
  public synchronized void lied(int worker) {
    records.get(worker).lied(clock.getAsLong());
  }

  /**
   * A worker failed or gave a malformed answer.
   *
   * @param worker its index
   */
  public synchronized void failed(int worker) {
    records.get(worker).failed(clock.getAsLong());
  }

  /**
   * A group went on without the answer of a worker.
   *
   * @param worker its index
   */
  public synchronized void late(int worker) {
    records.get(worker).wasLate(clock.getAsLong(), workers.size() > groupWorkers);
  }

  /**
   * The health of all workers.
   *
   * @return in the order of the workers; immutable, as of now
   */
  public synchronized List<WorkerHealth> health() {
    long now = clock.getAsLong();
    return records.stream().map(record -> record.view(now)).toList();
  }
}
