package io.github.approxifer.serving;

import io.github.approxifer.coding.GroupDecoder;
import io.github.approxifer.coding.Scheme;
import io.github.approxifer.coding.confidence.Confidence;
import io.github.approxifer.coding.order.GroupOrdering;
import io.github.approxifer.coding.student.Student;
import io.github.approxifer.serving.health.HealthPolicy;
import io.github.approxifer.serving.health.WorkerPool;
import io.github.approxifer.serving.internal.group.Clockwork;
import io.github.approxifer.serving.internal.group.Coding;
import io.github.approxifer.serving.internal.group.Ends;
import io.github.approxifer.serving.internal.group.GroupContext;
import io.github.approxifer.serving.internal.group.Threads;
import io.github.approxifer.serving.internal.group.Times;
import io.github.approxifer.serving.metrics.ServingMetrics;
import io.github.approxifer.serving.student.AnswerRecorder;
import io.github.approxifer.serving.student.StudentDesk;
import io.github.approxifer.serving.worker.Worker;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * A builder of a {@link CodedPredictor}. Not thread-safe; every method returns the builder itself.
 */
public final class CodedPredictorBuilder {
  Scheme scheme;
  final List<Worker> workers;
  final int queryLength;
  final int classes;
  @Nullable Confidence confidence;
  HealthPolicy health = HealthPolicy.standard();
  Duration linger = Duration.ofMillis(5);
  Duration deadline = Duration.ofSeconds(10);
  Duration grace = Duration.ZERO;
  Duration refinement = Duration.ZERO;
  @Nullable Duration secondRound;
  @Nullable Duration answerWithin;
  @Nullable Student student;
  @Nullable AnswerRecorder recorder;
  Duration handOutEvery = Duration.ofMillis(2);
  int leastAnswers = Integer.MAX_VALUE;
  int capacity = 4096;
  int pooled;
  int patience = 4;
  int threads = 1;
  boolean dealtInTurn;
  boolean onlyWhileBusy = true;
  boolean closingWorkers;
  String name = "predictor";
  MeterRegistry registry = new SimpleMeterRegistry();
  @Nullable Executor callbacks;
  private @Nullable Clockwork clockwork;

  CodedPredictorBuilder(
      Scheme scheme, List<? extends Worker> workers, int queryLength, int classes) {
    BuilderChecks.requireAlike(scheme.code());
    this.scheme = scheme;
    this.workers = List.copyOf(workers);
    this.queryLength = BuilderChecks.requireAtLeastOne("d, the length of a query,", queryLength);
    this.classes = BuilderChecks.requireAtLeastOne("c, the number of classes,", classes);
  }

  /**
   * How the queries of a group are ordered before they are encoded; as the scheme has it unless
   * told otherwise.
   *
   * @param rule thread-safe
   * @return this
   */
  public CodedPredictorBuilder ordering(GroupOrdering rule) {
    this.scheme = scheme.withOrdering(rule);
    return this;
  }

  /**
   * What decodes a quorum; as the scheme has it unless told otherwise.
   *
   * @param rule thread-safe, for the same code
   * @return this
   */
  public CodedPredictorBuilder decoder(GroupDecoder rule) {
    this.scheme = scheme.withDecoder(rule);
    return this;
  }

  /**
   * Deals the coded queries of a group out in the turn of the workers, also when some may lie. For
   * tests: liars who know their places can use them.
   */
  CodedPredictorBuilder dealtInTurn() {
    this.dealtInTurn = true;
    return this;
  }

  /**
   * How long a second round may take at most, if the decoder asks for one ({@link
   * GroupDecoder#rechecks}); whatever is left of the deadline unless told otherwise. It never goes
   * beyond the deadline. What has not come by then counts as no answer.
   *
   * @param longest above 0
   * @return this
   * @throws IllegalArgumentException if it is not
   */
  public CodedPredictorBuilder secondRound(Duration longest) {
    this.secondRound = BuilderChecks.requirePositive("the time of the second round", longest);
    return this;
  }

  /**
   * Gives every prediction a confidence.
   *
   * @param calibrated for this code and model
   * @return this
   */
  public CodedPredictorBuilder confidence(Confidence calibrated) {
    this.confidence = calibrated;
    return this;
  }

  /**
   * When workers are quarantined; {@link HealthPolicy#standard()} unless told otherwise.
   *
   * @param policy the policy
   * @return this
   */
  public CodedPredictorBuilder health(HealthPolicy policy) {
    this.health = policy;
    return this;
  }

  /**
   * Has every query wait for others, until K are there or it has waited for so long.
   *
   * @param longest at least 0; 0 sends each query as soon as possible
   * @return this
   * @throws IllegalArgumentException if it is negative
   */
  public CodedPredictorBuilder linger(Duration longest) {
    this.linger = BuilderChecks.requireNotNegative("the linger time", longest);
    this.onlyWhileBusy = false;
    return this;
  }

  /**
   * Has queries wait for others only while workers are busy: as long as a group's worth of them is
   * idle, those that are there go out at once. This is the default, with 5 ms.
   *
   * @param longest how long a query waits at most while workers are busy, at least 0
   * @return this
   * @throws IllegalArgumentException if it is negative
   */
  public CodedPredictorBuilder lingerWhileBusy(Duration longest) {
    this.linger = BuilderChecks.requireNotNegative("the linger time", longest);
    this.onlyWhileBusy = true;
    return this;
  }

  /**
   * How long after it was sent a group is decoded from what is there; 10 s unless told otherwise.
   *
   * @param longest above 0
   * @return this
   * @throws IllegalArgumentException if it is not
   */
  public CodedPredictorBuilder deadline(Duration longest) {
    this.deadline = BuilderChecks.requirePositive("the deadline", longest);
    return this;
  }

  /**
   * Has a student answer what workers do not: queries of which nothing is known, and, in a group
   * with fewer answers than its code asks for, all that are not a worker's own answer. It runs on a
   * thread of the coordinator while the group waits for its workers. How well it agrees with the
   * model on answers that did arrive is shown by the metrics, and by {@link
   * CodedPredictor#studentAgreement}.
   *
   * @param small of the same lengths as the model; thread-safe
   * @return this
   */
  public CodedPredictorBuilder student(Student small) {
    this.student = small;
    return this;
  }

  /**
   * Answers every query within a time, counted from its arrival, by what has come and the student.
   * Late answers may still refine it ({@link #refinement}).
   *
   * @param longest above 0; takes a {@link #student}. Keep it above what a group takes when all is
   *     well
   * @return this
   * @throws IllegalArgumentException if it is not above 0
   */
  public CodedPredictorBuilder answerWithin(Duration longest) {
    this.answerWithin = BuilderChecks.requirePositive("the time within which to answer", longest);
    return this;
  }

  /**
   * Records queries with the model's own answers to them, for a student to learn from; not unless
   * told. The recorder writes its file when the predictor is closed, or when it is told to.
   *
   * @param sample where to; may be shared by several predictors of one model
   * @return this
   */
  public CodedPredictorBuilder recorder(AnswerRecorder sample) {
    this.recorder = sample;
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
  public CodedPredictorBuilder grace(Duration longest) {
    this.grace = BuilderChecks.requireNotNegative("the grace", longest);
    return this;
  }

  /**
   * Refines predictions by late answers instead of cancelling them; not unless told.
   *
   * @param longest how long after the first decoding to wait for late answers; 0 for never
   * @return this
   * @throws IllegalArgumentException if it is negative
   */
  public CodedPredictorBuilder refinement(Duration longest) {
    this.refinement = BuilderChecks.requireNotNegative("the refinement time", longest);
    return this;
  }

  /**
   * From how few answers a group is decoded when no more come, which is worse than the code
   * promises and marked as {@link GroupReport#degraded}. Unless told otherwise from the code's
   * quorum only; with fewer answers, and nobody to lie, queries of which the model's own answer has
   * come are answered with it, and the others fail.
   *
   * @param least at least 1; a number from the quorum up means never degraded
   * @return this
   * @throws IllegalArgumentException if it is below 1
   */
  public CodedPredictorBuilder leastAnswers(int least) {
    this.leastAnswers = BuilderChecks.requireAtLeastOne("the least number of answers", least);
    return this;
  }

  /**
   * How many queries may be accepted and not answered at once; 4,096 unless told otherwise.
   *
   * @param most at least 1
   * @return this
   * @throws IllegalArgumentException if it is below 1
   */
  public CodedPredictorBuilder capacity(int most) {
    this.capacity = BuilderChecks.requireAtLeastOne("the capacity", most);
    return this;
  }

  /**
   * Forms groups of similar queries out of a longer queue.
   *
   * @param waiting how many queries must wait before a group is formed (or one waits for the linger
   *     time); for instance 64 to 256
   * @param mostPasses how many groups may pass a query over, at least 0
   * @return this
   * @throws IllegalArgumentException if a number is out of range
   */
  public CodedPredictorBuilder similar(int waiting, int mostPasses) {
    this.pooled = BuilderChecks.requireAtLeastOne("the number of waiting queries", waiting);
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
  public CodedPredictorBuilder threads(int count) {
    this.threads = BuilderChecks.requireAtLeastOne("the number of threads", count);
    return this;
  }

  /**
   * The name of the predictor, which its meters have as the tag {@code predictor}; {@code
   * predictor} unless told otherwise.
   *
   * @param distinct where several predictors share a registry
   * @return this
   */
  public CodedPredictorBuilder name(String distinct) {
    this.name = distinct;
    return this;
  }

  /**
   * Where the predictor's meters stand; in a registry of its own unless told otherwise.
   *
   * @param meters for instance one for Prometheus
   * @return this
   */
  public CodedPredictorBuilder metrics(MeterRegistry meters) {
    this.registry = meters;
    return this;
  }

  /**
   * What runs the callbacks of futures; threads of the predictor that nothing else depends on, and
   * further ones while callbacks block, unless told otherwise.
   *
   * @param threads if it refuses, a thread of the coordinator runs them
   * @return this
   */
  public CodedPredictorBuilder callbacks(Executor threads) {
    this.callbacks = threads;
    return this;
  }

  /**
   * Has the predictor close its workers when it is closed.
   *
   * @return this
   */
  public CodedPredictorBuilder closingWorkers() {
    this.closingWorkers = true;
    return this;
  }

  /** Other threads and another clock. For tests. */
  CodedPredictorBuilder clockwork(Clockwork other) {
    this.clockwork = other;
    return this;
  }

  Clockwork clockwork(Runnable whenIdle) {
    return clockwork == null ? new Threads(threads, whenIdle) : clockwork;
  }

  Coding coding() {
    return new Coding(scheme);
  }

  GroupContext context(
      Coding coding,
      StudentDesk desk,
      WorkerPool pool,
      ServingMetrics metrics,
      Clockwork clock,
      Ends ends) {
    Times times =
        new Times(
            Times.nanos(deadline),
            Times.nanos(grace),
            Times.nanos(refinement),
            secondRound == null ? Times.EVER : Times.nanos(secondRound),
            answerWithin == null ? Times.EVER : Times.nanos(answerWithin));
    boolean secret = coding.mayLie() && !dealtInTurn;
    return new GroupContext(
        coding,
        classes,
        times,
        leastAnswers,
        secret ? new SecureRandom() : null,
        confidence,
        desk,
        pool,
        metrics,
        clock,
        ends);
  }

  /**
   * Starts the predictor.
   *
   * @return a predictor, to be closed
   * @throws IllegalArgumentException if there are fewer workers than the code needs, two of one
   *     name, a capacity that the queue of similar queries would never reach, or a confidence for a
   *     single class
   */
  public CodedPredictor build() {
    BuilderChecks.requireConsistent(this);
    return new CodedPredictor(this);
  }
}
