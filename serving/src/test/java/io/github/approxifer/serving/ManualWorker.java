package io.github.approxifer.serving;

import io.github.approxifer.coding.Code;
import io.github.approxifer.serving.worker.Worker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Answers when a test says so, with a linear model of two inputs and two outputs. */
final class ManualWorker implements Worker {
  private final String name;
  private final BlockingQueue<CompletableFuture<float[]>> futures = new LinkedBlockingQueue<>();
  private final BlockingQueue<float[]> queries = new LinkedBlockingQueue<>();

  ManualWorker(String name) {
    this.name = name;
  }

  static List<ManualWorker> many(int count) {
    List<ManualWorker> workers = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      workers.add(new ManualWorker("manual " + i));
    }
    return workers;
  }

  /**
   * A predictor of queries (a, b) that waits for long, for a group and for its answers, and hands
   * none out before that.
   */
  static CodedPredictorBuilder over(Code code, List<? extends Worker> workers) {
    Duration longest = Duration.ofSeconds(50);
    CodedPredictorBuilder builder =
        CodedPredictor.builder(code, workers, 2, 2).linger(longest).deadline(longest);
    builder.handOutEvery = longest;
    return builder;
  }

  /** Asks for (0, 1), (1, 1), and so on. */
  static List<CompletableFuture<Prediction>> ask(CodedPredictor predictor, int queries) {
    List<CompletableFuture<Prediction>> futures = new ArrayList<>();
    for (int i = 0; i < queries; i++) {
      futures.add(predictor.predict(new float[] {i, 1}));
    }
    return futures;
  }

  /** Answers (3a + b, a - b / 2 + 2). */
  static float[] model(float[] query) {
    return new float[] {3 * query[0] + query[1], query[0] - query[1] / 2 + 2};
  }

  /** Lets each worker answer what it was asked first; waits until it was. */
  static void answerAll(List<ManualWorker> workers) {
    workers.forEach(ManualWorker::answerNext);
  }

  /** Those that were asked and have not answered; waits until there are as many. */
  static List<ManualWorker> asked(List<ManualWorker> workers, int count) {
    long patience = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (true) {
      List<ManualWorker> asked = workers.stream().filter(w -> !w.futures.isEmpty()).toList();
      if (asked.size() >= count) {
        return asked;
      }
      if (System.nanoTime() > patience) {
        throw new IllegalStateException("only " + asked.size() + " workers were asked");
      }
      Thread.onSpinWait();
    }
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public CompletableFuture<float[]> predict(float[] values, int batch) {
    CompletableFuture<float[]> future = new CompletableFuture<>();
    queries.add(values);
    futures.add(future);
    return future;
  }

  /** What it was asked first and has not been taken yet; waits until it is asked. */
  CompletableFuture<float[]> next() {
    try {
      CompletableFuture<float[]> future = futures.poll(20, TimeUnit.SECONDS);
      if (future == null) {
        throw new IllegalStateException(name + " was not asked");
      }
      return future;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What it was asked first and has not been taken yet; null if it is not asked in time. */
  @Nullable CompletableFuture<float[]> poll(long time, TimeUnit unit) throws InterruptedException {
    return futures.poll(time, unit);
  }

  void answerNext() {
    CompletableFuture<float[]> future = next();
    future.complete(model(queries.remove()));
  }

  /** Takes the query that it was asked first; waits until it is asked. */
  float[] takeQuery() {
    try {
      float[] query = queries.poll(20, TimeUnit.SECONDS);
      if (query == null) {
        throw new IllegalStateException(name + " was not asked");
      }
      return query;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The query it was asked first. */
  float[] firstQuery() {
    return queries.element();
  }

  /** Answers what it was asked first, each value too great by 5. */
  void lieNext() {
    CompletableFuture<float[]> future = next();
    float[] answer = model(queries.remove());
    future.complete(new float[] {answer[0] + 5, answer[1] + 5});
  }

  @Override
  public void close() {}
}
