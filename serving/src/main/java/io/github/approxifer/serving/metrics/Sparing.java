package io.github.approxifer.serving.metrics;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Lets the first of many alike things be said, then at most one in a while, and counts the others:
 * for lines of a log that every request may write. Thread-safe.
 */
public final class Sparing {
  private static final Duration INTERVAL = Duration.ofSeconds(10);

  private final LongSupplier clock;

  // Guarded by this.
  private long unsaid;
  private long last;
  private boolean any;

  /**
   * Nothing has been said.
   *
   * @param clock nanoseconds from any origin, like {@link System#nanoTime()}
   */
  public Sparing(LongSupplier clock) {
    this.clock = clock;
  }

  /**
   * Says something, if it is time to.
   *
   * @param line takes what to add to the line: how many were not said since the last one, or
   *     nothing
   * @return whether it was said
   */
  public boolean say(Consumer<String> line) {
    long others;
    synchronized (this) {
      long now = clock.getAsLong();
      if (any && now - last < INTERVAL.toNanos()) {
        unsaid++;
        return false;
      }
      others = unsaid;
      any = true;
      last = now;
      unsaid = 0;
    }
    line.accept(others == 0 ? "" : " (and " + others + " others since the last such line)");
    return true;
  }
}
