package io.github.approxifer.serving;

import io.github.approxifer.coding.Code;
import io.github.approxifer.coding.Scheme;
import io.github.approxifer.coding.kernel.Finite;
import io.github.approxifer.coding.student.Student;
import io.github.approxifer.serving.health.Prober;
import io.github.approxifer.serving.health.WorkerHealth;
import io.github.approxifer.serving.health.WorkerPool;
import io.github.approxifer.serving.internal.group.Clockwork;
import io.github.approxifer.serving.internal.group.Coding;
import io.github.approxifer.serving.internal.group.Group;
import io.github.approxifer.serving.internal.group.GroupContext;
import io.github.approxifer.serving.metrics.Event;
import io.github.approxifer.serving.metrics.ServingMetrics;
import io.github.approxifer.serving.student.StudentDesk;
import io.github.approxifer.serving.worker.Worker;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.ejml.data.FMatrixRMaj;

/**
 * A predictor of single queries by coded groups: it gathers up to K of them, encodes them, sends
 * one coded query to each of N workers, decodes from the first quorum of answers, and cancels the
 * rest. A query whose own answer has come, where nobody may lie, does not wait for the quorum.
 * Workers may be slow, fail or lie, as many as the code tolerates.
 *
 * <p>Every accepted query is answered or fails exactly once, at the latest when its group's
 * deadline has passed. Futures complete, and their callbacks run, on threads that nothing else
 * depends on, so a callback may block or ask for further predictions. A caller may cancel its
 * future; its query then goes on with its group, and counts as accepted until that is over, or is
 * left out if the group has not begun.
 *
 * <p>Thread-safe. The workers belong to the caller and are not closed, unless {@link
 * CodedPredictorBuilder#closingWorkers} says so.
 */
public final class CodedPredictor implements AutoCloseable {
  /** How often workers in quarantine and groups that take too long are looked after. */
  private static final long ROUNDS_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private final int queryLength;
  private final int capacity;
  private final boolean closingWorkers;
  private final boolean answersAlone;
  private final long handOutNanos;
  private final WorkerPool pool;
  private final ServingMetrics metrics;
  private final Clockwork clockwork;
  private final Prober prober;
  private final Endings endings;
  private final StudentDesk desk;
  private final Callbacks callbacks;
  private final GroupContext context;
  private final Gathering gathering;
  private final Map<Long, Group> running = new ConcurrentHashMap<>();
  private final AtomicBoolean handingOut = new AtomicBoolean();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition allDone = lock.newCondition();

  // Guarded by the lock.
  private boolean closed;
  private int open;
  private long groups;

  CodedPredictor(CodedPredictorBuilder builder) {
    Coding coding = builder.coding();
    this.queryLength = builder.queryLength;
    this.capacity = builder.capacity;
    this.closingWorkers = builder.closingWorkers;
    this.answersAlone = coding.answersAlone();
    this.handOutNanos = builder.handOutEvery.toNanos();
    this.clockwork = builder.clockwork(this::idle);
    this.pool =
        new WorkerPool(
            builder.workers,
            coding.workers(),
            builder.scheme.code().parameters().errors()
                + builder.scheme.code().parameters().stragglers(),
            builder.health,
            clockwork::now);
    this.metrics = new ServingMetrics(builder.registry, builder.name);
    this.callbacks = new Callbacks(builder.callbacks, builder.threads);
    this.endings = new Endings(metrics, callbacks, clockwork, running::remove);
    this.desk =
        new StudentDesk(
            builder.student, builder.recorder, builder.queryLength, builder.classes, metrics);
    this.context = builder.context(coding, desk, pool, metrics, clockwork, endings);
    this.gathering = new Gathering(builder, coding, pool, clockwork, lock, this::start);
    this.prober =
        new Prober(
            pool, builder.classes, builder.health, clockwork::executeAtOnce, clockwork::after);
    metrics.gauge("queries.open", "queries accepted and not answered yet", this::open);
    metrics.gauge("queries.waiting", "queries that wait for their group", gathering::waiting);
    metrics.workers(builder.workers.stream().map(Worker::name).toList(), pool::health);
    makeRounds();
  }

  /**
   * Begins to describe a predictor.
   *
   * @param code the code, served as suits it; thread-safe
   * @param workers at least N, with distinct names; those that are not needed are spare ones
   * @param queryLength d, the number of values of a query, at least 1
   * @param classes c, the number of outputs of the model, at least 1
   * @return a builder with defaults
   * @throws IllegalArgumentException if a number is below 1, or workers of the code run different
   *     models
   */
  public static CodedPredictorBuilder builder(
      Code code, List<? extends Worker> workers, int queryLength, int classes) {
    return builder(Scheme.of(code), workers, queryLength, classes);
  }

  /**
   * Begins to describe a predictor.
   *
   * @param scheme the code, its ordering and its decoder
   * @param workers at least N, with distinct names; those that are not needed are spare ones
   * @param queryLength d, the number of values of a query, at least 1
   * @param classes c, the number of outputs of the model, at least 1
   * @return a builder with defaults
   * @throws IllegalArgumentException if a number is below 1, or workers of the code run different
   *     models
   */
  public static CodedPredictorBuilder builder(
      Scheme scheme, List<? extends Worker> workers, int queryLength, int classes) {
    return new CodedPredictorBuilder(scheme, workers, queryLength, classes);
  }

  /**
   * Begins to describe a predictor over workers that know the lengths of queries and answers, as
   * those in this process and those on other machines do.
   *
   * @param scheme the code, its ordering and its decoder; {@link Scheme#of(Code)} suits every code
   * @param workers at least N, with distinct names; those that are not needed are spare ones
   * @return a builder with defaults
   * @throws IllegalArgumentException if workers of the code run different models, or the workers
   *     given do not know the lengths or differ in them
   */
  public static CodedPredictorBuilder builder(Scheme scheme, List<? extends Worker> workers) {
    return builder(
        scheme,
        workers,
        agreed(workers, "queries", Worker::queryLength),
        agreed(workers, "answers", Worker::answerLength));
  }

  private static int agreed(
      List<? extends Worker> workers, String of, Function<Worker, OptionalInt> length) {
    int agreed = 0;
    for (Worker worker : workers) {
      OptionalInt own = length.apply(worker);
      if (own.isEmpty()) {
        throw new IllegalArgumentException(
            "%s does not know the length of its %s; name both lengths: builder(scheme, workers, queryLength, classes)"
                .formatted(worker.name(), of));
      }
      if (agreed != 0 && own.getAsInt() != agreed) {
        throw new IllegalArgumentException(
            "%s of %s have %d values, those of %s have %d; all workers must run the same model"
                .formatted(of, worker.name(), own.getAsInt(), workers.get(0).name(), agreed));
      }
      agreed = own.getAsInt();
    }
    return agreed;
  }

  /** Looks after what nobody else looks after, now and again and again. */
  private void makeRounds() {
    prober.probe();
    running.values().forEach(Group::look);
    var unused = clockwork.after(ROUNDS_NANOS, this::makeRounds);
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
    float[] own = query.clone();
    requireQuery(own);
    PendingQuery pending = new PendingQuery(own, clockwork.now(), this::left);
    lock.lock();
    try {
      requireRoom();
      open++;
      gathering.add(pending);
    } finally {
      lock.unlock();
    }
    metrics.count(Event.QUERY_ACCEPTED, 1);
    return pending.future;
  }

  private void requireQuery(float[] query) {
    if (query.length != queryLength) {
      throw new IllegalArgumentException(
          "a query has d=" + queryLength + " values, but this one has " + query.length);
    }
    if (Finite.row(FMatrixRMaj.wrap(1, query.length, query), 0)) {
      return;
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
      metrics.count(Event.QUERY_REJECTED, 1);
      throw new RejectedExecutionException(
          closed
              ? "the predictor is closed"
              : capacity
                  + " queries are accepted and not answered yet, as many as the capacity;"
                  + " try again later or raise the capacity");
    }
  }

  /** Called with the lock held. */
  private void start(List<PendingQuery> queries) {
    long number = groups++;
    Group group = new Group(context, queries, number);
    running.put(number, group);
    group.begin();
    if (answersAlone) {
      handOutSoon();
    }
  }

  private void handOutSoon() {
    if (handingOut.compareAndSet(false, true)) {
      var unused = clockwork.after(handOutNanos, this::handOut);
    }
  }

  /**
   * Has own answers handed out of groups that wait for others, and looks again as long as any do.
   */
  private void handOut() {
    handingOut.set(false);
    running.values().forEach(Group::answerOwn);
    if (!running.isEmpty()) {
      handOutSoon();
    }
  }

  /** The coordinator has nothing to do. */
  private void idle() {
    gathering.idle();
  }

  /** A query gives its place back. */
  private void left() {
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
   * How many queries are accepted and not answered yet, or cancelled in a group that goes on.
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
    return pool.health();
  }

  /**
   * Times and counts since the predictor was built.
   *
   * @return live; goes on counting
   */
  public ServingMetrics metrics() {
    return metrics;
  }

  /**
   * Exchanges the student while serving; groups that have begun keep theirs. What is known of its
   * agreement with the model begins anew.
   *
   * @param next of the same lengths; thread-safe
   * @throws IllegalArgumentException if it is of other lengths
   * @throws IllegalStateException if the predictor was built without a student
   */
  public void student(Student next) {
    if (!desk.occupied()) {
      throw new IllegalStateException(
          "the predictor has no student to exchange; build it with one by student(...)");
    }
    desk.exchange(next);
  }

  /**
   * How often the student agrees with the model, on answers that did arrive.
   *
   * @return the share of the last 1,000 to 2,000 of them, 0 to 1; empty without a student or before
   *     the first
   */
  public OptionalDouble studentAgreement() {
    return desk.agreement();
  }

  /**
   * Whether the student agrees with the model less often than at first, beyond chance: the queries
   * or the model have changed, and it should learn from new recordings. It is logged when it is
   * found.
   *
   * @return true if it does
   */
  public boolean studentDrifted() {
    return desk.drifted();
  }

  /**
   * Accepts no more queries, sends those that wait at once, and returns when every accepted query
   * is answered or has failed; callbacks may then still run. If the thread is interrupted it
   * returns earlier, with its interrupt flag set; queries that are not answered then fail with a
   * {@link PredictionException}. Refinements that are still awaited complete with the answers that
   * have come.
   */
  @Override
  public void close() {
    boolean interrupted = false;
    lock.lock();
    try {
      closed = true;
      gathering.close();
      while (open > 0) {
        allDone.await();
      }
    } catch (InterruptedException e) {
      interrupted = true;
    } finally {
      lock.unlock();
    }
    if (interrupted) {
      running.values().forEach(Group::abandon);
      Thread.currentThread().interrupt();
    }
    running.values().forEach(Group::stopRefining);
    callbacks.awaitCompletions();
    clockwork.close();
    metrics.close();
    desk.close();
    callbacks.close();
    if (closingWorkers) {
      closeWorkers();
    }
  }

  private void closeWorkers() {
    for (int worker = 0; worker < pool.size(); worker++) {
      pool.worker(worker).close();
    }
  }
}
