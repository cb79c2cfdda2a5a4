package io.github.approxifer.models.training;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/**
 * Prints a line every few seconds: steps done, loss, examples a second and the time left at the
 * mean speed since the start. Confined to one thread.
 */
final class TrainingProgress {

  private static final Duration PRINT_EVERY = Duration.ofSeconds(5);
  private static final double LOSS_MEMORY = 0.98;

  private final PrintStream out;
  private final int batch;
  private final long start = System.nanoTime();
  private long first = -1;
  private double firstPart;
  private long printed = start;
  private double loss = Double.NaN;

  TrainingProgress(PrintStream out, int batch) {
    this.out = out;
    this.batch = batch;
  }

  /** Tells of a step; {@code part} of the schedule, from 0 to 1, is behind. */
  void stepped(long done, double part, float lossOfStep) {
    if (first < 0) {
      first = done - 1;
      firstPart = part * first / done;
    }
    loss = Double.isNaN(loss) ? lossOfStep : LOSS_MEMORY * loss + (1 - LOSS_MEMORY) * lossOfStep;
    long now = System.nanoTime();
    if (now - printed < PRINT_EVERY.toNanos() && part < 1) {
      return;
    }
    printed = now;
    double seconds = (now - start) / 1e9;
    double speed = (done - first) / seconds;
    out.printf(
        Locale.ROOT,
        "step %d of %d (%.0f %%), loss %.4f, %.0f examples/s, %s left%n",
        done,
        Math.round(done / part),
        100 * part,
        loss,
        speed * batch,
        time(part > firstPart ? (1 - part) / (part - firstPart) * seconds : 0));
  }

  /** Formats seconds as {@code h:mm:ss}. */
  static String time(double seconds) {
    long whole = Math.round(seconds);
    return String.format(Locale.ROOT, "%d:%02d:%02d", whole / 3600, whole / 60 % 60, whole % 60);
  }
}
