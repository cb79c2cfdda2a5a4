package io.github.approxifer.models.training;

import io.github.approxifer.models.ImageShape;
import io.github.approxifer.models.networks.Network;
import io.github.approxifer.models.networks.NetworkCost;
import java.io.PrintStream;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How {@link Students#learn} teaches: what the student may cost, what may be done to the queries,
 * how long. A builder; not thread-safe.
 */
public final class StudentOptions {

  private static final double HELD_OUT = 0.1;

  private long multiplyAdds;
  private int width = 32;
  private double epochs;
  private @Nullable Duration within;
  private double heldOut = HELD_OUT;
  private int shift;
  private boolean mirror;
  private long seed = 1;
  private int threads = Runtime.getRuntime().availableProcessors();
  private @Nullable PrintStream console;

  /** Creates options: width 32, no changes to queries, all processors, silent. */
  public StudentOptions() {}

  /**
   * Makes the student as wide as a share of another network's multiply-adds allows.
   *
   * @param share the share, above 0 and at most 1; 0.05 is a good begin
   * @param teacher the network whose answers were recorded
   * @return this
   * @throws IllegalArgumentException if the share is out of range
   */
  public StudentOptions share(double share, Network teacher) {
    return multiplyAdds(budget(share, teacher));
  }

  /** The multiply-adds that a share of a teacher's comes to, at least 1. */
  static long budget(double share, Network teacher) {
    if (!(share > 0 && share <= 1)) {
      throw new IllegalArgumentException("share must be above 0 and at most 1, but was " + share);
    }
    return Math.max(1, (long) (share * NetworkCost.multiplyAdds(teacher)));
  }

  /**
   * Makes the student as wide as a number of multiply-adds allows.
   *
   * @param most the most multiply-adds for one query, at least 1
   * @return this
   * @throws IllegalArgumentException if the number is below 1
   */
  public StudentOptions multiplyAdds(long most) {
    if (most < 1) {
      throw new IllegalArgumentException("multiply-adds must be at least 1, but were " + most);
    }
    multiplyAdds = most;
    return this;
  }

  /**
   * Sets the student's width; see {@link io.github.approxifer.models.networks.StudentNetworks#of}.
   *
   * @param channels the width, at least 1
   * @return this
   * @throws IllegalArgumentException if the width is below 1
   */
  public StudentOptions width(int channels) {
    if (channels < 1) {
      throw new IllegalArgumentException(
          "a student's width must be at least 1, but was " + channels);
    }
    width = channels;
    multiplyAdds = 0;
    return this;
  }

  /**
   * Says what leaves the answer to a query as it is, so that more can be learned from few queries.
   *
   * @param pixels the largest shift of an image in pixels, at least 0
   * @param mirrored whether images may be mirrored left to right
   * @return this
   * @throws IllegalArgumentException if the shift is below 0
   */
  public StudentOptions augment(int pixels, boolean mirrored) {
    if (pixels < 0) {
      throw new IllegalArgumentException("a shift must be at least 0, but was " + pixels);
    }
    shift = pixels;
    mirror = mirrored;
    return this;
  }

  /**
   * Sets how often each query is seen; otherwise half a million queries are seen in all, none of
   * them more than 80 times.
   *
   * @param number above 0, may be a fraction
   * @return this
   * @throws IllegalArgumentException if the number is not above 0
   */
  public StudentOptions epochs(double number) {
    if (!(number > 0)) {
      throw new IllegalArgumentException("epochs must be above 0, but was " + number);
    }
    epochs = number;
    return this;
  }

  /**
   * Ends the lesson in good order by a time: the learning rate then falls with the time.
   *
   * @param time above 0
   * @return this
   */
  public StudentOptions within(Duration time) {
    if (time.isNegative() || time.isZero()) {
      throw new IllegalArgumentException("a lesson takes time, but was to end within " + time);
    }
    within = time;
    return this;
  }

  /**
   * Sets the part of the queries, the last ones, that is not learned from but tells how good the
   * student is.
   *
   * @param part from 0 to below 1; 0.1 unless set
   * @return this
   * @throws IllegalArgumentException if the part is out of range
   */
  public StudentOptions heldOut(double part) {
    if (!(part >= 0 && part < 1)) {
      throw new IllegalArgumentException(
          "the part that is held out must be from 0 to below 1, but was " + part);
    }
    heldOut = part;
    return this;
  }

  /**
   * Sets the seed for everything random.
   *
   * @param number any
   * @return this
   */
  public StudentOptions seed(long number) {
    seed = number;
    return this;
  }

  /**
   * Sets how many threads compute.
   *
   * @param number at least 1; all processors unless set
   * @return this
   * @throws IllegalArgumentException if the number is below 1
   */
  public StudentOptions threads(int number) {
    if (number < 1) {
      throw new IllegalArgumentException("threads must be at least 1, but was " + number);
    }
    threads = number;
    return this;
  }

  /**
   * Prints the progress.
   *
   * @param out where to
   * @return this
   */
  public StudentOptions progress(PrintStream out) {
    console = out;
    return this;
  }

  long multiplyAdds() {
    return multiplyAdds;
  }

  int width() {
    return width;
  }

  /** The queries of so many that are learned from, at least 1. */
  int learned(int queries) {
    return Math.max(1, queries - (int) (heldOut * queries));
  }

  @Nullable Augmentation augmentation(ImageShape shape) {
    return shift == 0 && !mirror ? null : new Augmentation(shape, shift, mirror);
  }

  TrainingPlan plan(int queries) {
    double wanted =
        epochs > 0
            ? epochs
            : within == null ? Recipe.studentEpochs(queries) : TrainingPlan.MOST_EPOCHS;
    int batch = Math.min(Recipe.BATCH, queries);
    return new TrainingPlan(
        wanted, batch, Recipe.STUDENT_PEAK_RATE, Recipe.MOMENTUM, Recipe.DECAY, seed);
  }

  TrainingLimits limits() {
    return new TrainingLimits(Duration.ofDays(1), null, within, threads);
  }

  long seed() {
    return seed;
  }

  @Nullable PrintStream console() {
    return console;
  }
}
