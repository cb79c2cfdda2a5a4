package io.github.approxifer.serving.metrics;

import io.github.approxifer.serving.health.WorkerHealth;
import io.github.approxifer.serving.health.WorkerState;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.distribution.ValueAtPercentile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * The meters of one predictor in a Micrometer registry, all with its name as the tag {@code
 * predictor}. Thread-safe.
 *
 * <ul>
 *   <li>{@code approxifer.events}: counters by {@code event}, see {@link Event};
 *   <li>{@code approxifer.time}: timers by {@code stage}, see {@link Stage}, with the quantiles
 *       0.5, 0.99 and 0.999 of the last two minutes;
 *   <li>{@code approxifer.queries.open} and {@code approxifer.queries.waiting}: gauges;
 *   <li>{@code approxifer.worker.state} (0 healthy, 1 on probation, 2 in quarantine), {@code
 *       .inflight}, {@code .ignored}, {@code .lies} and {@code .late}: gauges by {@code worker},
 *       see {@link WorkerHealth}.
 * </ul>
 */
public final class ServingMetrics implements AutoCloseable {
  private static final double[] QUANTILES = {0.5, 0.99, 0.999};
  private static final Duration WINDOW = Duration.ofMinutes(2);

  private final MeterRegistry registry;
  private final Tags tags;
  private final Map<Stage, Timer> times = new EnumMap<>(Stage.class);
  private final Map<Event, LongAdder> counts = new EnumMap<>(Event.class);
  private final List<Meter> meters = new ArrayList<>();

  /**
   * Meters that have counted nothing.
   *
   * @param registry where they stand
   * @param predictor the name of the predictor
   */
  public ServingMetrics(MeterRegistry registry, String predictor) {
    this.registry = registry;
    this.tags = Tags.of("predictor", predictor);
    for (Stage stage : Stage.values()) {
      times.put(
          stage,
          Timer.builder("approxifer.time")
              .tags(tags.and("stage", lower(stage)))
              .description("times of a coded predictor")
              .publishPercentiles(QUANTILES)
              .percentilePrecision(2)
              .distributionStatisticExpiry(WINDOW)
              .distributionStatisticBufferLength(2)
              .register(registry));
    }
    for (Event event : Event.values()) {
      LongAdder count = new LongAdder();
      counts.put(event, count);
      meters.add(
          FunctionCounter.builder("approxifer.events", count, LongAdder::sum)
              .tags(tags.and("event", lower(event)))
              .description("events of a coded predictor")
              .register(registry));
    }
  }

  /**
   * Adds a gauge.
   *
   * @param name below {@code approxifer.}
   * @param description what it shows
   * @param value asked whenever the registry is read
   */
  public void gauge(String name, String description, Supplier<Number> value) {
    meters.add(
        Gauge.builder("approxifer." + name, value)
            .tags(tags)
            .description(description)
            .register(registry));
  }

  /**
   * Adds gauges of the health of workers.
   *
   * @param names of the workers
   * @param health of all of them, in the same order; asked whenever the registry is read
   */
  public void workers(List<String> names, Supplier<List<WorkerHealth>> health) {
    for (int i = 0; i < names.size(); i++) {
      Tags worker = tags.and("worker", names.get(i));
      int index = i;
      Map<String, ToDoubleFunction<WorkerHealth>> shown =
          Map.of(
              "state", it -> state(it.state()),
              "inflight", WorkerHealth::inFlight,
              "ignored", WorkerHealth::ignored,
              "lies", WorkerHealth::lieShare,
              "late", WorkerHealth::lateShare);
      shown.forEach(
          (name, value) ->
              meters.add(
                  Gauge.builder(
                          "approxifer.worker." + name,
                          health,
                          source -> value.applyAsDouble(source.get().get(index)))
                      .tags(worker)
                      .strongReference(true)
                      .register(registry)));
    }
  }

  private static int state(WorkerState state) {
    return switch (state) {
      case HEALTHY -> 0;
      case PROBATION -> 1;
      case QUARANTINED -> 2;
    };
  }

  /**
   * Records a time.
   *
   * @param stage what took it
   * @param nanos nanoseconds; a negative one counts as 0
   */
  public void record(Stage stage, long nanos) {
    timer(stage).record(Math.max(0, nanos), TimeUnit.NANOSECONDS);
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
   * @return the count since the predictor was built
   */
  public long count(Event event) {
    return counter(event).sum();
  }

  /**
   * How often a stage was timed.
   *
   * @param stage which
   * @return the count since the predictor was built
   */
  public long count(Stage stage) {
    return timer(stage).count();
  }

  /**
   * A quantile of the recent times of a stage, within two digits.
   *
   * @param stage which
   * @param quantile 0.5, 0.99 or 0.999
   * @return nanoseconds; 0 if nothing was recorded in the last two minutes
   * @throws IllegalArgumentException if it is another quantile
   */
  public long quantile(Stage stage, double quantile) {
    for (ValueAtPercentile value : timer(stage).takeSnapshot().percentileValues()) {
      if (value.percentile() == quantile) {
        return (long) value.value(TimeUnit.NANOSECONDS);
      }
    }
    throw new IllegalArgumentException(
        "the quantiles are 0.5, 0.99 and 0.999, but not " + quantile);
  }

  /** Takes the meters out of the registry; they can still be read here. */
  @Override
  public void close() {
    meters.forEach(registry::remove);
    times.values().forEach(registry::remove);
  }

  private Timer timer(Stage stage) {
    return known(times.get(stage), stage);
  }

  private LongAdder counter(Event event) {
    return known(counts.get(event), event);
  }

  private static <T> T known(@Nullable T meter, Enum<?> of) {
    if (meter == null) {
      throw new IllegalStateException("no meter for " + of);
    }
    return meter;
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  /** The counts and the quantiles of the times, a line each. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    counts.forEach((event, count) -> text.append("%-17s %d%n".formatted(event, count.sum())));
    times.forEach(
        (stage, timer) ->
            text.append(
                "%-17s p50 %.3f ms, p99 %.3f ms, p99.9 %.3f ms, longest %.3f ms%n"
                    .formatted(
                        stage,
                        quantile(stage, 0.5) / 1e6,
                        quantile(stage, 0.99) / 1e6,
                        quantile(stage, 0.999) / 1e6,
                        timer.max(TimeUnit.MILLISECONDS))));
    return text.toString();
  }
}
