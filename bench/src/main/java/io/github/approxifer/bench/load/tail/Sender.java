package io.github.approxifer.bench.load.tail;

import io.github.approxifer.serving.CodedPredictor;
import io.github.approxifer.serving.worker.Worker;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Sends a group of queries to real workers, as a {@link TailScheme} says. */
@FunctionalInterface
interface Sender {

  /**
   * Sends a group.
   *
   * @param queries K of d values each
   * @return the class of each query, as soon as it is known
   */
  List<CompletableFuture<Integer>> send(List<float[]> queries);

  /** Through a predictor whose groups are of K. */
  static Sender coded(CodedPredictor predictor) {
    return queries -> {
      List<CompletableFuture<Integer>> answers = new ArrayList<>();
      for (float[] query : queries) {
        answers.add(predictor.predict(query).thenApply(prediction -> prediction.label()));
      }
      return answers;
    };
  }

  /**
   * Each query to one worker, and to another one whenever it has waited for some time.
   *
   * @param workers in turn
   * @param attempts the most requests for a query; 1 for no redundancy
   * @param waitNanos between them; 0 for copies at once
   * @param clock for the wait
   */
  static Sender hedged(
      List<? extends Worker> workers,
      int attempts,
      long waitNanos,
      ScheduledExecutorService clock) {
    AtomicInteger turn = new AtomicInteger();
    return queries -> {
      List<CompletableFuture<Integer>> answers = new ArrayList<>();
      for (float[] query : queries) {
        CompletableFuture<Integer> answer = new CompletableFuture<>();
        AtomicInteger left = new AtomicInteger(attempts);
        for (int attempt = 0; attempt < attempts; attempt++) {
          Runnable ask = () -> ask(workers, turn, query, answer, left);
          if (attempt * waitNanos == 0) {
            ask.run();
          } else {
            var unused = clock.schedule(ask, attempt * waitNanos, TimeUnit.NANOSECONDS);
          }
        }
        answers.add(answer);
      }
      return answers;
    };
  }

  private static void ask(
      List<? extends Worker> workers,
      AtomicInteger turn,
      float[] query,
      CompletableFuture<Integer> answer,
      AtomicInteger left) {
    if (answer.isDone()) {
      return;
    }
    Worker worker = workers.get(Math.floorMod(turn.getAndIncrement(), workers.size()));
    CompletableFuture<float[]> reply = worker.predict(query, 1);
    var unused =
        reply.whenComplete(
            (logits, failure) -> {
              if (failure == null) {
                answer.complete(largest(logits));
              } else if (left.decrementAndGet() == 0) {
                answer.completeExceptionally(failure);
              }
            });
    var unusedToo = answer.whenComplete((label, failure) -> reply.cancel(true));
  }

  /** The class of the greatest output. */
  static int largest(float[] logits) {
    int best = 0;
    for (int c = 1; c < logits.length; c++) {
      best = logits[c] > logits[best] ? c : best;
    }
    return best;
  }
}
