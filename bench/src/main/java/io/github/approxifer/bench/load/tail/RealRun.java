package io.github.approxifer.bench.load.tail;

import io.github.approxifer.bench.accuracy.measure.LabelledImages;
import io.github.approxifer.bench.accuracy.measure.Sample;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * Sends many groups, one at every tick of a clock whether or not those before it are answered, and
 * measures from its tick when each query is answered.
 */
final class RealRun {
  private final LabelledImages images;
  private final int queries;
  private final int groups;
  private final long intervalNanos;

  /**
   * What a scheme came to; failed queries count as wrong and as infinitely late.
   *
   * @param query the latency of a query
   * @param group the latency of the last query of a group
   * @param right the share of right answers in each group
   */
  record Result(Tail query, Tail group, Sample right) {}

  RealRun(LabelledImages images, int queries, int groups, Duration interval) {
    this.images = images;
    this.queries = queries;
    this.groups = groups;
    this.intervalNanos = interval.toNanos();
  }

  Result run(Sender sender) throws InterruptedException {
    double[] all = new double[groups * queries];
    AtomicIntegerArray right = new AtomicIntegerArray(groups);
    CountDownLatch unanswered = new CountDownLatch(groups * queries);
    final long begin = System.nanoTime();
    for (int group = 0; group < groups; group++) {
      List<float[]> batch = new ArrayList<>();
      for (int query = 0; query < queries; query++) {
        batch.add(image(group * queries + query));
      }
      long start = begin + group * intervalNanos;
      TimeUnit.NANOSECONDS.sleep(start - System.nanoTime());
      List<CompletableFuture<Integer>> answers = sender.send(batch);
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
                        right.incrementAndGet(number / queries);
                      }
                      unanswered.countDown();
                    });
      }
    }
    unanswered.await();
    double[] last = new double[groups];
    double[] share = new double[groups];
    for (int group = 0; group < groups; group++) {
      last[group] =
          Arrays.stream(all, group * queries, (group + 1) * queries).max().orElse(Double.NaN);
      share[group] = (double) right.get(group) / queries;
    }
    return new Result(Tail.of(all), Tail.of(last), Sample.of(share));
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
