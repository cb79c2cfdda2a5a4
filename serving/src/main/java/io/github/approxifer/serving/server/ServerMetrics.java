package io.github.approxifer.serving.server;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** What a server counts and times, in the format of Prometheus. Thread-safe. */
final class ServerMetrics {
  private static final Duration[] BOUNDS = {
    Duration.ofMillis(1),
    Duration.ofMillis(2),
    Duration.ofMillis(5),
    Duration.ofMillis(10),
    Duration.ofMillis(20),
    Duration.ofMillis(50),
    Duration.ofMillis(100),
    Duration.ofMillis(200),
    Duration.ofMillis(500),
    Duration.ofSeconds(1),
    Duration.ofSeconds(2),
    Duration.ofSeconds(5),
    Duration.ofSeconds(10),
    Duration.ofSeconds(30)
  };

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final Timer waiting = timer("approxifer.waiting", "From acceptance to the turn.");
  private final Timer predicting = timer("approxifer.prediction", "The model's own time.");
  private final Counter queries =
      Counter.builder("approxifer.queries").description("Predicted.").register(registry);
  private final Counter dropped =
      Counter.builder("approxifer.dropped")
          .description("Requests whose client had gone when their turn came.")
          .register(registry);

  ServerMetrics() {
    new JvmMemoryMetrics().bindTo(registry);
  }

  private Timer timer(String name, String description) {
    return Timer.builder(name)
        .description(description)
        .serviceLevelObjectives(BOUNDS)
        .register(registry);
  }

  /** Shows what is under way. */
  void watch(MemoryBudget memory, Turns turns) {
    Gauge.builder("approxifer.memory", memory, MemoryBudget::held)
        .description("Held by the requests under way.")
        .baseUnit("bytes")
        .register(registry);
    Gauge.builder("approxifer.turns.waiting", turns, Turns::waiting)
        .description("Requests that wait for their turn.")
        .register(registry);
    Gauge.builder("approxifer.turns.running", turns, Turns::running)
        .description("Predictions that are being made.")
        .register(registry);
  }

  /** Shows whether the server is ready. */
  void watchReadiness(BooleanSupplier ready) {
    Gauge.builder("approxifer.ready", () -> ready.getAsBoolean() ? 1 : 0)
        .description("1 if requests are welcome, 0 before the port closes.")
        .register(registry);
  }

  void waited(long nanos) {
    waiting.record(nanos, TimeUnit.NANOSECONDS);
  }

  void predicted(long batch, long nanos) {
    queries.increment((double) batch);
    predicting.record(nanos, TimeUnit.NANOSECONDS);
  }

  void dropped() {
    dropped.increment();
  }

  /** Counts a request for a prediction that has been answered. */
  void answered(String protocol, int status) {
    registry
        .counter("approxifer.requests", "protocol", protocol, "status", String.valueOf(status))
        .increment();
  }

  String text() {
    return registry.scrape();
  }

  void close() {
    registry.close();
  }
}
