package io.github.approxifer.models.training;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/**
 * Prints a line every few seconds: steps done, loss, examples a second and the time left at the
 * mean speed since the start. Confined to one thread.
 */
final class TrainingProgress {

  private static final double LOSS_MEMORY = 0.98;

  private final PrintStream out;
  private final int batch;
  private final long interval;
  private final long start = System.nanoTime();
  private long first = -1;
  private long printed = start;
  private double loss = Double.NaN;

  TrainingProgress(PrintStream out, int batch, Duration interval) {
    this.out = out;
    this.batch = batch;
    this.interval = interval.toNanos();
  }

  void stepped(long done, long steps, float lossOfStep) {
    if (first < 0) {
      first = done - 1;
    }
    loss = Double.isNaN(loss) ? lossOfStep : LOSS_MEMORY * loss + (1 - LOSS_MEMORY) * lossOfStep;
    long now = System.nanoTime();
    if (now - printed < interval && done < steps) {
      return;
    }
    printed = now;
    double seconds = (now - start) / 1e9;
    double speed = (done - first) / seconds;
    out.printf(
        Locale.ROOT,
        "step %d of %d (%.0f %%), loss %.4f, %.0f examples/s, %s left%n",
        done,
        steps,
        100.0 * done / steps,
        loss,
        speed * batch,
        time((steps - done) / speed));
  }

  /** Formats seconds as {@code h:mm:ss}. */
  static String time(double seconds) {
    long whole = Math.round(seconds);
    return String.format(Locale.ROOT, "%d:%02d:%02d", whole / 3600, whole / 60 % 60, whole % 60);
  }
}
