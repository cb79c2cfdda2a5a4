package io.github.approxifer.bench.load.tail;

import io.github.approxifer.serving.worker.Worker;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;

/** A worker whose requests are counted. As thread-safe as the worker. */
record Counted(Worker worker, AtomicLong requests) implements Worker {

  /** All of them with one count. */
  static List<Worker> all(List<? extends Worker> workers, AtomicLong requests) {
    return workers.stream().<Worker>map(worker -> new Counted(worker, requests)).toList();
  }

  @Override
  public String name() {
    return worker.name();
  }

  @Override
  public CompletableFuture<float[]> predict(float[] queries, int batch) {
    requests.addAndGet(batch);
    return worker.predict(queries, batch);
  }

  @Override
  public CompletableFuture<Boolean> ready() {
    return worker.ready();
  }

  @Override
  public OptionalInt queryLength() {
    return worker.queryLength();
  }

  @Override
  public OptionalInt answerLength() {
    return worker.answerLength();
  }

  @Override
  public void close() {
    worker.close();
  }
}
