package io.github.approxifer.models.training;

import io.github.approxifer.coding.BatchModel;
import io.github.approxifer.models.ImageShape;
import io.github.approxifer.models.networks.Network;
import io.github.approxifer.models.networks.NetworkCost;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How {@link Students#learn} teaches: what the student may cost, what may be done to the queries,
 * how long. Every {@code with} returns changed options and leaves these as they are. Immutable.
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
  private int mixtures;
  private @Nullable BatchModel asked;
  private long seed = 1;
  private int threads = Runtime.getRuntime().availableProcessors();
  private @Nullable PrintStream console;

  private StudentOptions() {}

  /**
   * Width 32, no changes to queries, all processors, silent.
   *
   * @return the options
   */
  public static StudentOptions standard() {
    return new StudentOptions();
  }

  /** To be changed before anybody else sees it. */
  private StudentOptions copy() {
    StudentOptions copy = new StudentOptions();
    copy.multiplyAdds = multiplyAdds;
    copy.width = width;
    copy.epochs = epochs;
    copy.within = within;
    copy.heldOut = heldOut;
    copy.shift = shift;
    copy.mirror = mirror;
    copy.mixtures = mixtures;
    copy.asked = asked;
    copy.seed = seed;
    copy.threads = threads;
    copy.console = console;
    return copy;
  }

  /**
   * A student as wide as a share of another network's multiply-adds allows.
   *
   * @param share the share, above 0 and at most 1; 0.05 is a good begin
   * @param teacher the network whose answers were recorded
   * @return changed options
   * @throws IllegalArgumentException if the share is out of range
   */
  public StudentOptions withShare(double share, Network teacher) {
    return withMultiplyAdds(budget(share, teacher));
  }

  /** The multiply-adds that a share of a teacher's comes to, at least 1. */
  static long budget(double share, Network teacher) {
    if (!(share > 0 && share <= 1)) {
      throw new IllegalArgumentException("share must be above 0 and at most 1, but was " + share);
    }
    return Math.max(1, (long) (share * NetworkCost.multiplyAdds(teacher)));
  }

  /**
   * A student as wide as a number of multiply-adds allows.
   *
   * @param most the most multiply-adds for one query, at least 1
   * @return changed options
   * @throws IllegalArgumentException if the number is below 1
   */
  public StudentOptions withMultiplyAdds(long most) {
    if (most < 1) {
      throw new IllegalArgumentException("multiply-adds must be at least 1, but were " + most);
    }
    StudentOptions changed = copy();
    changed.multiplyAdds = most;
    return changed;
  }

  /**
   * A student of a width; see {@link io.github.approxifer.models.networks.StudentNetworks#of}.
   *
   * @param channels the width, at least 1
   * @return changed options
   * @throws IllegalArgumentException if the width is below 1
   */
  public StudentOptions withWidth(int channels) {
    if (channels < 1) {
      throw new IllegalArgumentException(
          "a student's width must be at least 1, but was " + channels);
    }
    StudentOptions changed = copy();
    changed.width = channels;
    changed.multiplyAdds = 0;
    return changed;
  }

  /**
   * What leaves the answer to a query as it is, so that more can be learned from few queries.
   *
   * @param pixels the largest shift of an image in pixels, at least 0
   * @param mirrored whether images may be mirrored left to right
   * @return changed options
   * @throws IllegalArgumentException if the shift is below 0
   */
  public StudentOptions withAugmentation(int pixels, boolean mirrored) {
    if (pixels < 0) {
      throw new IllegalArgumentException("a shift must be at least 0, but was " + pixels);
    }
    StudentOptions changed = copy();
    changed.shift = pixels;
    changed.mirror = mirrored;
    return changed;
  }

  /**
   * Has the model answer random mixtures of three recorded queries each and learns these answers,
   * too. Of pictures, that teaches far more than the queries alone when they are a few thousand.
   * Only queries that are not held out are mixed.
   *
   * <p>{@link Students#learn} asks at once, before the lesson, a hundred recorded queries and then
   * the mixtures, in batches of 100, in the thread that calls it; the time of the lesson does not
   * count that. Call it when the model is idle.
   *
   * @param count how many mixtures, from 0, the default, to 10,000,000; 50,000 are of use
   * @param model the model whose answers were recorded
   * @return changed options
   * @throws IllegalArgumentException if the number is out of range
   */
  public StudentOptions withMixtures(int count, BatchModel model) {
    StudentOptions changed = copy();
    changed.mixtures = Mixtures.requireCount(count);
    changed.asked = count == 0 ? null : Objects.requireNonNull(model, "model");
    return changed;
  }

  /**
   * How often each query is seen, and each mixture; otherwise half a million are seen in all, three
   * times as many with mixtures, none of them more than 80 times and each at least once.
   *
   * @param number above 0 and at most 10,000, may be a fraction
   * @return changed options
   * @throws IllegalArgumentException if the number is out of range
   */
  public StudentOptions withEpochs(double number) {
    StudentOptions changed = copy();
    changed.epochs = TrainingPlan.requireEpochs(number);
    return changed;
  }

  /**
   * A time by which the lesson ends in good order: the learning rate then falls with the time. What
   * the model takes to answer mixtures comes before it.
   *
   * @param time above 0
   * @return changed options
   */
  public StudentOptions withTime(Duration time) {
    if (time.isNegative() || time.isZero()) {
      throw new IllegalArgumentException("a lesson takes time, but was to end within " + time);
    }
    StudentOptions changed = copy();
    changed.within = time;
    return changed;
  }

  /**
   * The part of the queries, the last ones, that is not learned from but tells how good the student
   * is.
   *
   * @param part from 0 to below 1; 0.1 unless set
   * @return changed options
   * @throws IllegalArgumentException if the part is out of range
   */
  public StudentOptions withHeldOut(double part) {
    if (!(part >= 0 && part < 1)) {
      throw new IllegalArgumentException(
          "the part that is held out must be from 0 to below 1, but was " + part);
    }
    StudentOptions changed = copy();
    changed.heldOut = part;
    return changed;
  }

  /**
   * The seed for everything random.
   *
   * @param number any
   * @return changed options
   */
  public StudentOptions withSeed(long number) {
    StudentOptions changed = copy();
    changed.seed = number;
    return changed;
  }

  /**
   * How many threads compute.
   *
   * @param number at least 1; all processors unless set
   * @return changed options
   * @throws IllegalArgumentException if the number is below 1
   */
  public StudentOptions withThreads(int number) {
    if (number < 1) {
      throw new IllegalArgumentException("threads must be at least 1, but was " + number);
    }
    StudentOptions changed = copy();
    changed.threads = number;
    return changed;
  }

  /**
   * Where the progress is printed.
   *
   * @param out where to
   * @return changed options
   */
  public StudentOptions withProgress(PrintStream out) {
    StudentOptions changed = copy();
    changed.console = out;
    return changed;
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

  int mixtures() {
    return mixtures;
  }

  /** The model that answers mixtures; null if there are none. */
  @Nullable BatchModel asked() {
    return asked;
  }

  @Nullable Augmentation augmentation(ImageShape shape) {
    return shift == 0 && !mirror ? null : new Augmentation(shape, shift, mirror);
  }

  TrainingPlan plan(int queries) {
    double wanted =
        epochs > 0
            ? epochs
            : within == null ? Recipe.studentEpochs(queries, mixtures) : TrainingPlan.MOST_EPOCHS;
    int batch = Math.min(Recipe.BATCH, queries + mixtures);
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
