package io.github.approxifer.serving;

import io.github.approxifer.coding.Code;
import io.github.approxifer.coding.confidence.Confidence;
import io.github.approxifer.coding.grouping.GroupOrdering;
import io.github.approxifer.serving.health.HealthPolicy;
import io.github.approxifer.serving.health.WorkerHealth;
import io.github.approxifer.serving.health.WorkerPool;
import io.github.approxifer.serving.metrics.Event;
import io.github.approxifer.serving.metrics.ServingMetrics;
import io.github.approxifer.serving.worker.Worker;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Answers single queries by coded groups: gathers K of them (or what comes within the linger time),
 * encodes them, sends one coded query to each of N workers, decodes from the first quorum of
 * answers, and cancels the rest. Workers may be slow, fail or lie, as many as the code tolerates.
 *
 * <p>Every accepted query is answered or fails exactly once, at the latest when its group's
 * deadline has passed. Futures complete on the coordinator's threads: use their {@code Async}
 * methods for anything that takes long. A caller may cancel its future; its query then goes on with
 * its group, or is left out if the group has not begun.
 *
 * <p>Thread-safe. The workers belong to the caller and are not closed.
 */
public final class CodedPredictor implements AutoCloseable {
  private final Coordinator coordinator;
  private final int groupSize;
  private final int pooled;
  private final int capacity;
  private final long lingerNanos;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition allDone = lock.newCondition();

  // Guarded by the lock.
  private final QueryQueue queue;
  private boolean closed;
  private boolean lingering;
  private int open;
  private long groups;

  private CodedPredictor(Builder builder) {
    WorkerPool pool =
        new WorkerPool(
            builder.workers,
            builder.code.workers(),
            builder.code.parameters().errors() + builder.code.parameters().stragglers(),
            builder.health,
            System::nanoTime);
    this.groupSize = builder.code.parameters().queries();
    this.pooled = Math.max(groupSize, builder.pooled);
    this.queue =
        builder.pooled > groupSize
            ? QueryQueue.similar(groupSize, builder.patience)
            : QueryQueue.inOrder(groupSize);
    this.capacity = builder.capacity;
    this.lingerNanos = builder.linger.toNanos();
    this.coordinator = new Coordinator(builder, pool);
  }

  /**
   * Begins to describe a predictor.
   *
   * @param code the code; thread-safe
   * @param workers at least N, with distinct names; those that are not needed are spare ones
   * @param queryLength d, the number of values of a query, at least 1
   * @param classes c, the number of outputs of the model, at least 1
   * @return a builder with defaults
   * @throws IllegalArgumentException if a number is below 1
   */
  public static Builder builder(
      Code code, List<? extends Worker> workers, int queryLength, int classes) {
    return new Builder(code, workers, queryLength, classes);
  }

  /**
   * Accepts a query.
   *
   * @param query d finite values; copied
   * @return completes with the prediction, or exceptionally with a {@link PredictionException} if
   *     too few workers answered
   * @throws IllegalArgumentException if there are not d values or one is not finite
   * @throws RejectedExecutionException if as many queries as the capacity are accepted and not
   *     answered yet, or the predictor is closed
   */
  public CompletableFuture<Prediction> predict(float[] query) {
    requireQuery(query);
    PendingQuery pending = new PendingQuery(query.clone(), System.nanoTime());
    lock.lock();
    try {
      requireRoom();
      open++;
      queue.add(pending);
      if (queue.size() >= pooled) {
        startGroup();
      } else if (!lingering) {
        linger(pending.arrived);
      }
    } finally {
      lock.unlock();
    }
    coordinator.metrics.count(Event.QUERY_ACCEPTED, 1);
    var unused = pending.future.whenComplete((prediction, failure) -> done(failure));
    return pending.future;
  }

  private void requireQuery(float[] query) {
    if (query.length != coordinator.queryLength) {
      throw new IllegalArgumentException(
          "a query has d=" + coordinator.queryLength + " values, but this one has " + query.length);
    }
    for (int i = 0; i < query.length; i++) {
      if (!Float.isFinite(query[i])) {
        throw new IllegalArgumentException(
            "value " + i + " of the query is " + query[i] + ", which would spoil its whole group");
      }
    }
  }

  private void requireRoom() {
    if (closed || open >= capacity) {
      coordinator.metrics.count(Event.QUERY_REJECTED, 1);
      throw new RejectedExecutionException(
          closed
              ? "the predictor is closed"
              : capacity
                  + " queries are accepted and not answered yet, as many as the capacity;"
                  + " try again later or raise the capacity");
    }
  }

  /** Takes a group and hands it on. Called with the lock held. */
  private void startGroup() {
    List<PendingQuery> group = queue.takeGroup();
    group.removeIf(query -> query.future.isDone());
    if (!group.isEmpty()) {
      coordinator.execute(new GroupRun(coordinator, group, groups++)::start);
    }
  }

  /** Looks at the queue when a query has waited long enough. Called with the lock held. */
  private void linger(long arrived) {
    lingering = true;
    long wait = arrived + lingerNanos - System.nanoTime();
    var unused = coordinator.after(Math.max(0, wait), this::lingerOver);
  }

  private void lingerOver() {
    lock.lock();
    try {
      lingering = false;
      PendingQuery oldest = queue.oldest();
      while (oldest != null && System.nanoTime() - oldest.arrived >= lingerNanos) {
        startGroup();
        oldest = queue.oldest();
      }
      if (oldest != null && !closed) {
        linger(oldest.arrived);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Counts what became of a query before {@link #close()} can return. */
  private void done(@Nullable Throwable failure) {
    if (failure == null) {
      coordinator.metrics.count(Event.QUERY_ANSWERED, 1);
    } else if (!(failure instanceof CancellationException)) {
      coordinator.metrics.count(Event.QUERY_FAILED, 1);
    }
    lock.lock();
    try {
      open--;
      if (open == 0) {
        allDone.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * How many queries are accepted and not answered yet.
   *
   * @return 0 to the capacity
   */
  public int open() {
    lock.lock();
    try {
      return open;
    } finally {
      lock.unlock();
    }
  }

  /**
   * The health of the workers.
   *
   * @return in the order in which they were given; as of now
   */
  public List<WorkerHealth> health() {
    return coordinator.pool.health();
  }

  /**
   * Times and counts since the predictor was built.
   *
   * @return live; goes on counting
   */
  public ServingMetrics metrics() {
    return coordinator.metrics;
  }

  /**
   * Accepts no more queries, sends those that wait at once, and returns when every accepted query
   * is answered or has failed. If the thread is interrupted it returns earlier, with its interrupt
   * flag set; queries that are not answered then stay so. Refinements that have not come by then
   * never come. Must not be called on a coordinator's thread, such as in a callback of a future.
   */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      while (queue.size() > 0) {
        startGroup();
      }
      while (open > 0) {
        allDone.await();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
      coordinator.shutdown();
    }
  }

  /** Describes a predictor. Not thread-safe; every method returns the builder itself. */
  public static final class Builder {
    final Code code;
    final List<Worker> workers;
    final int queryLength;
    final int classes;
    GroupOrdering ordering = GroupOrdering.PATH;
    @Nullable GroupDecoder decoder;
    @Nullable Confidence confidence;
    HealthPolicy health = HealthPolicy.standard();
    Duration linger = Duration.ofMillis(5);
    Duration deadline = Duration.ofSeconds(10);
    Duration grace = Duration.ZERO;
    Duration refinement = Duration.ZERO;
    int leastAnswers;
    int capacity = 4096;
    int pooled;
    int patience = 4;
    int threads = 1;

    private Builder(Code code, List<? extends Worker> workers, int queryLength, int classes) {
      this.code = code;
      this.workers = List.copyOf(workers);
      this.queryLength = atLeastOne("d, the number of values of a query,", queryLength);
      this.classes = atLeastOne("c, the number of classes,", classes);
      this.leastAnswers = Math.max(1, (code.honestQuorum() + 1) / 2);
    }

    /**
     * How the queries of a group are ordered before they are encoded; along a short path unless
     * told otherwise.
     *
     * @param rule thread-safe
     * @return this
     */
    public Builder ordering(GroupOrdering rule) {
      this.ordering = rule;
      return this;
    }

    /**
     * What decodes a quorum; every answer is believed unless told otherwise.
     *
     * @param rule thread-safe, for the same code
     * @return this
     */
    public Builder decoder(GroupDecoder rule) {
      this.decoder = rule;
      return this;
    }

    /**
     * Gives every prediction a confidence.
     *
     * @param calibrated for this code and model
     * @return this
     */
    public Builder confidence(Confidence calibrated) {
      this.confidence = calibrated;
      return this;
    }

    /**
     * When workers are quarantined; {@link HealthPolicy#standard()} unless told otherwise.
     *
     * @param policy the policy
     * @return this
     */
    public Builder health(HealthPolicy policy) {
      this.health = policy;
      return this;
    }

    /**
     * How long a query waits for others at most; 5 ms unless told otherwise.
     *
     * @param longest at least 0; 0 sends each query as soon as possible
     * @return this
     * @throws IllegalArgumentException if it is negative
     */
    public Builder linger(Duration longest) {
      this.linger = notNegative("the linger time", longest);
      return this;
    }

    /**
     * How long after it was sent a group is decoded from what is there; 10 s unless told otherwise.
     *
     * @param longest above 0
     * @return this
     * @throws IllegalArgumentException if it is not
     */
    public Builder deadline(Duration longest) {
      if (notNegative("the deadline", longest).isZero()) {
        throw new IllegalArgumentException("the deadline must be above 0");
      }
      this.deadline = longest;
      return this;
    }

    /**
     * How long a group waits for the other answers when its quorum is there; not at all unless told
     * otherwise. With a systematic code a few milliseconds turn most decoded predictions into the
     * model's own, at no cost to those that wait for a straggler.
     *
     * @param longest at least 0
     * @return this
     * @throws IllegalArgumentException if it is negative
     */
    public Builder grace(Duration longest) {
      this.grace = notNegative("the grace", longest);
      return this;
    }

    /**
     * Refines predictions by late answers instead of cancelling them; not unless told.
     *
     * @param longest how long after the first decoding to wait for late answers; 0 for never
     * @return this
     * @throws IllegalArgumentException if it is negative
     */
    public Builder refinement(Duration longest) {
      this.refinement = notNegative("the refinement time", longest);
      return this;
    }

    /**
     * From how few answers a group is decoded, marked as degraded, when no more come; half of the
     * code's honest quorum unless told otherwise.
     *
     * @param least at least 1; a number from the quorum up means never degraded
     * @return this
     * @throws IllegalArgumentException if it is below 1
     */
    public Builder leastAnswers(int least) {
      this.leastAnswers = atLeastOne("the least number of answers", least);
      return this;
    }

    /**
     * How many queries may be accepted and not answered at once; 4,096 unless told otherwise.
     *
     * @param most at least 1
     * @return this
     * @throws IllegalArgumentException if it is below 1
     */
    public Builder capacity(int most) {
      this.capacity = atLeastOne("the capacity", most);
      return this;
    }

    /**
     * Forms groups of similar queries out of a longer queue.
     *
     * @param waiting how many queries must wait before a group is formed (or one waits for the
     *     linger time); for instance 64 to 256
     * @param mostPasses how many groups may pass a query over, at least 0
     * @return this
     * @throws IllegalArgumentException if a number is out of range
     */
    public Builder similar(int waiting, int mostPasses) {
      this.pooled = atLeastOne("the number of waiting queries", waiting);
      if (mostPasses < 0) {
        throw new IllegalArgumentException("mostPasses must not be negative, but is " + mostPasses);
      }
      this.patience = mostPasses;
      return this;
    }

    /**
     * How many threads encode and decode; 1 unless told otherwise.
     *
     * @param count at least 1
     * @return this
     * @throws IllegalArgumentException if it is below 1
     */
    public Builder threads(int count) {
      this.threads = atLeastOne("the number of threads", count);
      return this;
    }

    /**
     * Starts the predictor.
     *
     * @return a predictor, to be closed
     * @throws IllegalArgumentException if there are fewer workers than the code needs, two of one
     *     name, or a capacity that the queue of similar queries would never reach
     */
    public CodedPredictor build() {
      if (capacity < Math.max(pooled, code.parameters().queries())) {
        throw new IllegalArgumentException(
            "a capacity of "
                + capacity
                + " never fills a queue of "
                + Math.max(pooled, code.parameters().queries())
                + "; raise it");
      }
      return new CodedPredictor(this);
    }

    private static int atLeastOne(String what, int value) {
      if (value < 1) {
        throw new IllegalArgumentException(what + " must be at least 1, but is " + value);
      }
      return value;
    }

    private static Duration notNegative(String what, Duration value) {
      if (value.isNegative()) {
        throw new IllegalArgumentException(what + " must not be negative, but is " + value);
      }
      return value;
    }
  }
}
