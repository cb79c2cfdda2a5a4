package io.github.approxifer.bench.tail;

import io.github.approxifer.bench.study.LabelledImages;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/** Sends many groups, some of them at once, and measures when each query is answered. */
final class RealRun {
  private final LabelledImages images;
  private final int queries;
  private final int groups;
  private final int atOnce;

  /** What a scheme came to; failed queries count as wrong and as infinitely late. */
  record Result(Tail query, Tail group, double accuracy) {}

  RealRun(LabelledImages images, int queries, int groups, int atOnce) {
    this.images = images;
    this.queries = queries;
    this.groups = groups;
    this.atOnce = atOnce;
  }

  Result run(Sender sender) throws InterruptedException {
    double[] all = new double[groups * queries];
    AtomicInteger right = new AtomicInteger();
    Semaphore window = new Semaphore(atOnce);
    for (int group = 0; group < groups; group++) {
      window.acquire();
      List<float[]> batch = new ArrayList<>();
      for (int query = 0; query < queries; query++) {
        batch.add(image(group * queries + query));
      }
      long start = System.nanoTime();
      List<CompletableFuture<Integer>> answers = sender.send(batch);
      AtomicInteger open = new AtomicInteger(queries);
      for (int query = 0; query < queries; query++) {
        int number = group * queries + query;
        var unused =
            answers
                .get(query)
                .whenComplete(
                    (label, failure) -> {
                      all[number] =
                          failure == null
                              ? (System.nanoTime() - start) / 1e9
                              : Double.POSITIVE_INFINITY;
                      if (failure == null && label == label(number)) {
                        right.incrementAndGet();
                      }
                      if (open.decrementAndGet() == 0) {
                        window.release();
                      }
                    });
      }
    }
    window.acquire(atOnce);
    double[] last = new double[groups];
    for (int group = 0; group < groups; group++) {
      last[group] =
          Arrays.stream(all, group * queries, (group + 1) * queries).max().orElse(Double.NaN);
    }
    return new Result(Tail.of(all), Tail.of(last), (double) right.get() / (groups * queries));
  }

  private int label(int number) {
    return images.labels()[number % images.labels().length];
  }

  private float[] image(int number) {
    int size = images.images().numCols;
    int row = number % images.labels().length;
    return Arrays.copyOfRange(images.images().data, row * size, (row + 1) * size);
  }
}
