package io.github.approxifer.serving.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

class ServingMetricsTest {
  private final ServingMetrics metrics = new ServingMetrics();

  @Test
  void quantilesHaveThreeDigits() {
    for (int i = 1; i <= 1000; i++) {
      metrics.record(Stage.DECODE, 1_000_000L * i);
    }
    metrics.record(Stage.QUEUE, -5);
    assertThat((double) metrics.percentile(Stage.DECODE, 50)).isCloseTo(5e8, within(5e5));
    assertThat((double) metrics.percentile(Stage.DECODE, 99)).isCloseTo(9.9e8, within(1e6));
    assertThat(metrics.times(Stage.DECODE).getTotalCount()).isEqualTo(1000);
    assertThat(metrics.percentile(Stage.QUEUE, 100)).isZero();
    assertThat(metrics.percentile(Stage.TOTAL, 99)).isZero();
    assertThat(metrics.toString()).contains("DECODE").contains("p99.9");
  }

  @Test
  void micrometerSeesCountsAndQuantiles() {
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    new MicrometerBinding(metrics).bindTo(registry);
    metrics.count(Event.WORKER_LIED, 3);
    metrics.record(Stage.TOTAL, 250_000_000);
    assertThat(
            registry.get("approxifer.events").tag("event", "worker_lied").functionCounter().count())
        .isEqualTo(3);
    assertThat(
            registry
                .get("approxifer.time")
                .tags("stage", "total", "quantile", "0.99")
                .gauge()
                .value())
        .isCloseTo(0.25, within(0.25e-3));
  }
}
