package io.github.approxifer.serving.metrics;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * The histograms and counters of one predictor, since it was built. Times have three significant
 * digits. Thread-safe.
 */
public final class ServingMetrics {
  private static final int DIGITS = 3;

  private final Map<Stage, ConcurrentHistogram> times = new EnumMap<>(Stage.class);
  private final Map<Event, LongAdder> counts = new EnumMap<>(Event.class);

  /** Empty histograms and counters. */
  public ServingMetrics() {
    for (Stage stage : Stage.values()) {
      ConcurrentHistogram histogram = new ConcurrentHistogram(DIGITS);
      histogram.setAutoResize(true);
      times.put(stage, histogram);
    }
    for (Event event : Event.values()) {
      counts.put(event, new LongAdder());
    }
  }

  /**
   * Records a time.
   *
   * @param stage what took it
   * @param nanos nanoseconds; a negative one counts as 0
   */
  public void record(Stage stage, long nanos) {
    histogram(stage).recordValue(Math.max(0, nanos));
  }

  /**
   * Counts an event.
   *
   * @param event what happened
   * @param times how often, at least 0
   */
  public void count(Event event, long times) {
    counter(event).add(times);
  }

  /**
   * How often something happened.
   *
   * @param event what
   * @return the count so far
   */
  public long count(Event event) {
    return counter(event).sum();
  }

  /**
   * The times of a stage so far.
   *
   * @param stage which
   * @return a copy, in nanoseconds
   */
  public Histogram times(Stage stage) {
    return histogram(stage).copy();
  }

  /**
   * A quantile of the times of a stage.
   *
   * @param stage which
   * @param percentile 0 to 100, for instance 99.9
   * @return nanoseconds; 0 if nothing was recorded
   */
  public long percentile(Stage stage, double percentile) {
    return histogram(stage).getValueAtPercentile(percentile);
  }

  private ConcurrentHistogram histogram(Stage stage) {
    ConcurrentHistogram histogram = times.get(stage);
    if (histogram == null) {
      throw new IllegalStateException("no histogram for " + stage);
    }
    return histogram;
  }

  private LongAdder counter(Event event) {
    LongAdder counter = counts.get(event);
    if (counter == null) {
      throw new IllegalStateException("no counter for " + event);
    }
    return counter;
  }

  /** The counts and the quantiles of the times, a line each. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    counts.forEach((event, count) -> text.append("%-16s %d%n".formatted(event, count.sum())));
    times.forEach(
        (stage, histogram) ->
            text.append(
                "%-16s p50 %.3f ms, p99 %.3f ms, p99.9 %.3f ms, longest %.3f ms%n"
                    .formatted(
                        stage,
                        histogram.getValueAtPercentile(50) / 1e6,
                        histogram.getValueAtPercentile(99) / 1e6,
                        histogram.getValueAtPercentile(99.9) / 1e6,
                        histogram.getMaxValue() / 1e6)));
    return text.toString();
  }
}
