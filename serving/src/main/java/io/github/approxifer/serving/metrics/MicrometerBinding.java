package io.github.approxifer.serving.metrics;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.Locale;

/**
 * Shows the metrics of a predictor in a Micrometer registry: {@code approxifer.events} by event,
 * and {@code approxifer.time} in seconds by stage and quantile (0.5, 0.99, 0.999). Micrometer is an
 * optional dependency: who uses this class adds it.
 */
public final class MicrometerBinding implements MeterBinder {
  private static final double[] PERCENTILES = {50, 99, 99.9};

  private final ServingMetrics metrics;

  /**
   * A binding, without effect before {@link #bindTo}.
   *
   * @param metrics of a predictor
   */
  public MicrometerBinding(ServingMetrics metrics) {
    this.metrics = metrics;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    for (Event event : Event.values()) {
      FunctionCounter.builder("approxifer.events", metrics, source -> source.count(event))
          .tags(Tags.of("event", lower(event)))
          .description("events of a coded predictor")
          .register(registry);
    }
    for (Stage stage : Stage.values()) {
      for (double percentile : PERCENTILES) {
        Gauge.builder(
                "approxifer.time", metrics, source -> source.percentile(stage, percentile) / 1e9)
            .tags(Tags.of("stage", lower(stage), "quantile", Double.toString(percentile / 100)))
            .description("times of a coded predictor since it was built")
            .baseUnit("seconds")
            .register(registry);
      }
    }
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
