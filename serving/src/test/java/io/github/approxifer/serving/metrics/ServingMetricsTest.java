package io.github.approxifer.serving.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.approxifer.serving.health.WorkerHealth;
import io.github.approxifer.serving.health.WorkerState;
import io.micrometer.core.instrument.MockClock;
import io.micrometer.core.instrument.simple.SimpleConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServingMetricsTest {
  private final MockClock clock = new MockClock();
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry(SimpleConfig.DEFAULT, clock);
  private final ServingMetrics metrics = new ServingMetrics(registry, "first");

  @Test
  void quantilesHaveTwoDigits() {
    for (int i = 1; i <= 1000; i++) {
      metrics.record(Stage.DECODE, 1_000_000L * i);
    }
    metrics.record(Stage.QUEUE, -5);
    assertThat(metrics.quantile(Stage.DECODE, 0.5)).isCloseTo(500_000_000L, within(5_000_000L));
    assertThat(metrics.quantile(Stage.DECODE, 0.99)).isCloseTo(990_000_000L, within(9_900_000L));
    assertThat(metrics.count(Stage.DECODE)).isEqualTo(1000);
    assertThat(metrics.quantile(Stage.QUEUE, 0.999)).isZero();
    assertThat(metrics.quantile(Stage.TOTAL, 0.99)).isZero();
    assertThat(metrics.toString()).contains("DECODE").contains("p99.9");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> metrics.quantile(Stage.DECODE, 0.9))
        .withMessageContaining("0.9");
  }

  /** A million fast answers of an hour ago must not hide that all are slow now. */
  @Test
  void quantilesForgetWhatIsLongAgo() {
    for (int i = 0; i < 100_000; i++) {
      metrics.record(Stage.TOTAL, 1_000_000);
    }
    clock.add(Duration.ofMinutes(5));
    for (int i = 0; i < 100; i++) {
      metrics.record(Stage.TOTAL, 5_000_000_000L);
    }
    assertThat(metrics.quantile(Stage.TOTAL, 0.5)).isCloseTo(5_000_000_000L, within(50_000_000L));
  }

  @Test
  void twoPredictorsStandInOneRegistry() {
    ServingMetrics second = new ServingMetrics(registry, "second");
    metrics.count(Event.WORKER_LIED, 3);
    second.count(Event.WORKER_LIED, 5);
    assertThat(lied("first")).isEqualTo(3);
    assertThat(lied("second")).isEqualTo(5);
    second.close();
    assertThat(registry.find("approxifer.events").tag("predictor", "second").meters()).isEmpty();
    assertThat(registry.find("approxifer.time").tag("predictor", "second").meters()).isEmpty();
    assertThat(second.count(Event.WORKER_LIED)).isEqualTo(5);
    assertThat(lied("first")).isEqualTo(3);
  }

  private double lied(String predictor) {
    return registry
        .get("approxifer.events")
        .tags("event", "worker_lied", "predictor", predictor)
        .functionCounter()
        .count();
  }

  @Test
  void workersHaveGauges() {
    metrics.workers(
        List.of("a", "b"),
        () ->
            List.of(
                new WorkerHealth("a", WorkerState.HEALTHY, 0, 0.25, 0, 1, 0, 9, 0, 0, 0),
                new WorkerHealth("b", WorkerState.QUARANTINED, 0.5, 0, 3, 2, 4, 9, 5, 3, 0)));
    metrics.gauge("queries.open", "open", () -> 7);
    assertThat(gauge("worker.state", "b")).isEqualTo(2);
    assertThat(gauge("worker.lies", "b")).isEqualTo(0.5);
    assertThat(gauge("worker.ignored", "b")).isEqualTo(4);
    assertThat(gauge("worker.late", "a")).isEqualTo(0.25);
    assertThat(gauge("worker.inflight", "a")).isEqualTo(1);
    assertThat(registry.get("approxifer.queries.open").gauge().value()).isEqualTo(7);
  }

  private double gauge(String name, String worker) {
    return registry.get("approxifer." + name).tag("worker", worker).gauge().value();
  }
}
