package io.github.approxifer.serving.server;

import io.github.approxifer.serving.metrics.Sparing;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs what is not answered as asked: a line for the first of each status, then at most one in a
 * while, which says how many there were. The stack trace of a model's failure is there at level
 * debug. Thread-safe.
 */
final class RefusalLog {
  private static final Logger LOG = LoggerFactory.getLogger(RefusalLog.class);

  private final LongSupplier clock;
  private final Map<Integer, Sparing> lines = new ConcurrentHashMap<>();

  RefusalLog() {
    this(System::nanoTime);
  }

  /** With another clock, of nanoseconds. */
  RefusalLog(LongSupplier clock) {
    this.clock = clock;
  }

  /**
   * Notes a refusal.
   *
   * @return whether a line was written
   */
  boolean note(int status, String reason, @Nullable Throwable cause) {
    LOG.debug("Refused with {}: {}", status, reason, cause);
    return lines
        .computeIfAbsent(status, any -> new Sparing(clock))
        .say(
            others -> {
              if (status >= 500) {
                LOG.warn("Answered with {}: {}{}", status, reason, others);
              } else {
                LOG.info("Refused with {}: {}{}", status, reason, others);
              }
            });
  }
}
