package io.github.approxifer.serving;

import io.github.approxifer.coding.Code;
import io.github.approxifer.coding.Decoder;
import io.github.approxifer.coding.Encoder;
import io.github.approxifer.coding.WorkerSet;
import io.github.approxifer.coding.confidence.Confidence;
import io.github.approxifer.coding.decode.RobustDecoder.Decoded;
import io.github.approxifer.coding.order.GroupOrdering;
import io.github.approxifer.serving.Round.Received;
import io.github.approxifer.serving.SecondRound.Outcome;
import io.github.approxifer.serving.health.WorkerPool;
import io.github.approxifer.serving.metrics.ServingMetrics;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.ejml.data.DMatrixRMaj;
import org.ejml.data.FMatrixRMaj;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What all groups of a predictor share: the code, the workers, the threads. Thread-safe. */
final class Coordinator {
  private static final Logger LOG = LoggerFactory.getLogger(CodedPredictor.class);

  final Code code;
  final int queryLength;
  final int classes;
  final GroupOrdering ordering;
  final Encoder encoder;
  final Decoder decoder;
  final @Nullable Confidence confidence;
  final WorkerPool pool;
  final ServingMetrics metrics = new ServingMetrics();
  final int leastAnswers;
  final long deadlineNanos;
  final long graceNanos;
  final long refinementNanos;
  final long secondRoundNanos;
  final GroupDecoder groupDecoder;

  private final @Nullable Random dealer;
  private final float largest;
  private final Set<GroupRun> running = ConcurrentHashMap.newKeySet();
  private final ExecutorService threads;
  private final ScheduledThreadPoolExecutor timer;

  Coordinator(CodedPredictorBuilder builder, WorkerPool pool) {
    this.code = builder.code;
    this.queryLength = builder.queryLength;
    this.classes = builder.classes;
    this.ordering = builder.ordering;
    this.encoder = new Encoder(code);
    this.decoder = new Decoder(code);
    this.groupDecoder = builder.decoder == null ? GroupDecoder.trusting(code) : builder.decoder;
    this.confidence = builder.confidence;
    this.pool = pool;
    boolean liars = code.parameters().errors() > 0;
    this.dealer = liars && !builder.dealtInTurn ? new SecureRandom() : null;
    this.leastAnswers = builder.leastAnswers;
    this.largest = (float) (Float.MAX_VALUE / largestRowSum(code.encodingMatrix()));
    this.deadlineNanos = nanos(builder.deadline);
    this.graceNanos = nanos(builder.grace);
    this.refinementNanos = nanos(builder.refinement);
    this.secondRoundNanos =
        builder.secondRound == null ? Long.MAX_VALUE : nanos(builder.secondRound);
    this.threads = Executors.newFixedThreadPool(builder.threads, named("approxifer-coordinator"));
    this.timer = new ScheduledThreadPoolExecutor(1, named("approxifer-timer"));
    timer.setRemoveOnCancelPolicy(true);
  }

  /** At most 146 years: the differences of such times are numbers of nanoseconds, too. */
  static long nanos(Duration duration) {
    Duration longest = Duration.ofNanos(Long.MAX_VALUE / 2);
    return (duration.compareTo(longest) < 0 ? duration : longest).toNanos();
  }

  private static double largestRowSum(DMatrixRMaj matrix) {
    double largest = 1;
    for (int row = 0; row < matrix.numRows; row++) {
      double sum = 0;
      for (int column = 0; column < matrix.numCols; column++) {
        sum += Math.abs(matrix.get(row, column));
      }
      largest = Math.max(largest, sum);
    }
    return largest;
  }

  /** Whether no mixture with a query can exceed the range of float, if the others fit as well. */
  boolean fits(float[] query) {
    for (float value : query) {
      if (Math.abs(value) > largest) {
        return false;
      }
    }
    return true;
  }

  private static ThreadFactory named(String name) {
    AtomicLong count = new AtomicLong();
    return task -> {
      Thread thread = new Thread(task, name + "-" + count.getAndIncrement());
      thread.setDaemon(true);
      return thread;
    };
  }

  /**
   * Chooses the workers of a group; the i-th gets coded query i. If some may lie, the coded queries
   * are dealt out in an order that nobody can foresee: liars who hold both copies of a query, or
   * neighbouring mixtures of it, could pass a lie off by agreeing on it.
   */
  int[] choose() {
    int[] chosen = pool.choose(code.workers());
    for (int i = chosen.length - 1; dealer != null && i > 0; i--) {
      int other = dealer.nextInt(i + 1);
      int worker = chosen[i];
      chosen[i] = chosen[other];
      chosen[other] = worker;
    }
    return chosen;
  }

  /** Sends a group on its way. */
  void start(GroupRun group) {
    running.add(group);
    group.begin();
  }

  /** Nothing more will come of a group. */
  void finished(GroupRun group) {
    running.remove(group);
  }

  /** Fails all groups that are on their way. */
  void abandon() {
    running.forEach(GroupRun::abandon);
  }

  void execute(Runnable task) {
    threads.execute(task);
  }

  Future<?> after(long nanos, Runnable task) {
    return timer.schedule(task, nanos, TimeUnit.NANOSECONDS);
  }

  /** Decodes; without looking for liars if there are too few answers for that. */
  Decoded decode(Received received, Outcome second, boolean degraded) {
    WorkerSet slots = received.slots();
    if (!degraded) {
      return groupDecoder.decode(slots, received.values(), second.rechecks(), second.further());
    }
    FMatrixRMaj predictions = decoder.decodeDegraded(slots, received.values(), null);
    return new Decoded(predictions, slots, WorkerSet.none(code.workers()));
  }

  /** Logs what a worker did wrong. */
  void report(String worker, long group, String reason) {
    LOG.debug("group {}: {}: {}", group, worker, reason);
  }

  /** Ends what is still awaited of groups whose predictions are made, and then the threads. */
  void shutdown() {
    running.forEach(GroupRun::refine);
    timer.shutdownNow();
    threads.shutdown();
  }
}
