package io.github.approxifer.bench.accuracy.reproduce;

import io.github.approxifer.bench.accuracy.measure.Entry;
import io.github.approxifer.bench.accuracy.measure.Groups;
import io.github.approxifer.bench.accuracy.measure.LabelledImages;
import io.github.approxifer.coding.advisor.Candidate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A kind of stream.
 *
 * @param name what its column is called
 * @param speed how far an image moves from one query of its scene to the next, in pixels
 * @param cameras how many scenes send their queries in turn; 0 if each query is of another image
 */
record StreamKind(String name, double speed, int cameras) {
  /** All that are compared, the most alike queries first. */
  static List<StreamKind> all() {
    List<StreamKind> all = new ArrayList<>();
    for (double speed : new double[] {0, 0.1, 0.5, 1, 2}) {
      all.add(new StreamKind(String.format(Locale.ROOT, "%.1f", speed), speed, 1));
    }
    all.add(new StreamKind("0.5, 4 cameras", 0.5, 4));
    all.add(new StreamKind("shuffled", 0, 0));
    return all;
  }

  /**
   * The queries in the order in which they come.
   *
   * @param moving moves the images
   * @param images one image a scene is drawn from these, without replacement
   * @param count how many queries; a multiple of the length times the cameras
   * @param length how many queries a scene has
   * @param seed of the images and their motion
   */
  LabelledImages draw(
      MovingImages moving, LabelledImages images, int count, int length, long seed) {
    int aScene = cameras == 0 ? 1 : length;
    int[] scenes = Groups.shuffled(images.images().numRows, count / aScene, seed);
    LabelledImages frames = moving.stream(images.select(scenes), aScene, speed, seed);
    return cameras < 2 ? frames : frames.select(inTurn(scenes.length, length));
  }

  private int[] inTurn(int scenes, int length) {
    int[] order = new int[scenes * length];
    int round = cameras * length;
    for (int i = 0; i < order.length; i++) {
      int within = i % round;
      order[i] = i - within + within % cameras * length + within / cameras;
    }
    return order;
  }

  /** What an advisor may choose from. */
  static List<Candidate> candidates(List<Entry> entries) {
    return entries.stream().filter(Entry::isEligible).map(Entry::candidate).toList();
  }
}
