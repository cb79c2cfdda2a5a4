package io.github.approxifer.serving.health;

import io.github.approxifer.serving.worker.Worker;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The workers of a predictor and their health: chooses whom to ask, and learns from what becomes of
 * it. Every change of a worker's state is logged. Does not own the workers. Thread-safe.
 */
public final class WorkerPool {
  private static final Logger LOG = LoggerFactory.getLogger(WorkerPool.class);

  private final List<Worker> workers;
  private final List<HealthRecord> records = new ArrayList<>();
  private final int groupWorkers;
  private final int tested;
  private final LongSupplier clock;
  private volatile float @Nullable [] sample;
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
   * How many workers there are.
   *
   * @return at least N
   */
  public int size() {
    return workers.size();
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
   * Workers for a group.
   *
   * @param asked the indices of those to ask, distinct, already counted as working
   * @param reserves the indices of those to ask only if the group cannot be decoded without them,
   *     not counted
   */
  public record Chosen(List<Integer> asked, List<Integer> reserves) {}

  /**
   * Chooses workers for a group and counts them as working. The healthy ones with the least to do
   * come first, in turn; then those on probation; then liars in quarantine. Where these are too
   * few, workers in quarantine that fail are reserves; those that give no answer, are late, or
   * ignore cancelling are not chosen at all.
   *
   * @param most how many the group takes, at most N
   * @return at most as many
   */
  public synchronized Chosen choose(int most) {
    long now = clock.getAsLong();
    int size = workers.size();
    int[] rank = new int[size];
    int onProbation = 0;
    List<Integer> order = new ArrayList<>(size);
    List<Integer> down = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      int worker = (turn + i) % size;
      HealthRecord record = records.get(worker);
      rank[worker] =
          switch (record.state(now)) {
            case HEALTHY -> 0;
            case PROBATION -> onProbation++ < tested ? 0 : 1;
            case QUARANTINED -> 2;
          };
      logChange(record);
      if (!record.hangs()) {
        (record.down() ? down : order).add(worker);
      }
    }
    turn = (turn + 1) % size;
    order.sort(
        Comparator.<Integer>comparingInt(worker -> rank[worker])
            .thenComparingInt(worker -> records.get(worker).inFlight()));
    List<Integer> asked = order.subList(0, Math.min(most, order.size()));
    for (int worker : asked) {
      records.get(worker).asked();
    }
    return new Chosen(asked, down.subList(0, Math.min(most - asked.size(), down.size())));
  }

  /**
   * How many workers have nothing to do and may be asked.
   *
   * @return 0 to size
   */
  public synchronized int idle() {
    int idle = 0;
    for (HealthRecord record : records) {
      idle += record.inFlight() == 0 && !record.hangs() && !record.down() ? 1 : 0;
    }
    return idle;
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
   * Workers that were chosen for a group are not asked after all.
   *
   * @param chosen for it
   */
  public synchronized void notAsked(Chosen chosen) {
    chosen.asked().forEach(worker -> records.get(worker).finished());
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
   * A worker was told to give up a coded query, and goes on.
   *
   * @param worker its index
   */
  public synchronized void ignoredCancelling(int worker) {
    records.get(worker).ignoredCancelling();
  }

  /**
   * A worker has finished a coded query that it was told to give up.
   *
   * @param worker its index
   */
  public synchronized void finishedAfterAll(int worker) {
    records.get(worker).finishedAfterAll();
  }

  /**
   * A worker gave an answer of the right form.
   *
   * @param worker its index
   */
  public void answered(int worker) {
    change(worker, HealthRecord::answered);
  }

  /**
   * An answer that was given was believed when its group was decoded.
   *
   * @param worker its index
   */
  public void believed(int worker) {
    change(worker, HealthRecord::believed);
  }

  /**
   * An answer that was given turned out to be a lie.
   *
   * @param worker its index
   */
  public void lied(int worker) {
    change(worker, record -> record.lied(clock.getAsLong()));
  }

  /**
   * A worker failed or gave a malformed answer.
   *
   * @param worker its index
   * @param reason for the log
   */
  public void failed(int worker, String reason) {
    change(worker, record -> record.failed(reason, clock.getAsLong()));
  }

  /**
   * A worker gave no answer by the deadline, which is a failure too.
   *
   * @param worker its index
   */
  public void missed(int worker) {
    change(worker, record -> record.missed(clock.getAsLong()));
  }

  /**
   * A group went on without the answer of a worker.
   *
   * @param worker its index
   * @param inVain whether the group had waited for it as long as it could
   */
  public void late(int worker, boolean inVain) {
    boolean counts = inVain || workers.size() > groupWorkers;
    change(worker, record -> record.wasLate(clock.getAsLong(), counts));
  }

  /**
   * Keeps a query to probe workers with.
   *
   * @param query d values, not to be modified any more
   */
  public void sample(float[] query) {
    sample = query;
  }

  /** A query to probe with; null before there was one. */
  float @Nullable [] sample() {
    return sample;
  }

  /**
   * The workers to probe now: those in quarantine that failed or were late, whose time has come.
   *
   * @return their indices
   */
  synchronized int[] toProbe() {
    long now = clock.getAsLong();
    return IntStream.range(0, workers.size())
        .filter(
            worker -> {
              Long at = records.get(worker).probeAt();
              return at != null && now - at >= 0;
            })
        .toArray();
  }

  /** A worker was probed. */
  void probed(int worker, boolean well) {
    change(worker, record -> record.probed(well, clock.getAsLong()));
  }

  private synchronized void change(int worker, Consumer<HealthRecord> event) {
    HealthRecord record = records.get(worker);
    event.accept(record);
    logChange(record);
  }

  private void logChange(HealthRecord record) {
    String change = record.takeChange();
    if (change == null) {
      return;
    }
    WorkerHealth health = record.view(clock.getAsLong());
    if (health.state() == WorkerState.QUARANTINED) {
      LOG.warn("{} {}", health.name(), change);
    } else {
      LOG.info("{} {}", health.name(), change);
    }
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
