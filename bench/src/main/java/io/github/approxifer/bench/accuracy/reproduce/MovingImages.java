package io.github.approxifer.bench.accuracy.reproduce;

import io.github.approxifer.bench.accuracy.measure.LabelledImages;
import io.github.approxifer.models.ImageShape;
import io.github.approxifer.models.datasets.Normalization;
import io.github.approxifer.models.datasets.PublishedDataset;
import java.util.Random;
import org.ejml.data.FMatrixRMaj;

/**
 * A stream of queries that resemble each other, as from a camera: scene after scene, each one real
 * image that is shifted, turned and brightened a little from query to query. The motion goes to and
 * fro, so that no image leaves its frame however long a scene is; where in the motion a scene
 * begins, and which way it goes, is drawn.
 */
final class MovingImages {
  /** The farthest from the image as it is, in pixels. */
  private static final double REACH = 2;

  private static final double DEGREES_A_PIXEL = 5;
  private static final double BRIGHTNESS_A_PIXEL = 0.1;

  private final ImageShape shape;
  private final Normalization normalization;

  /** Moves images of a dataset. */
  MovingImages(PublishedDataset dataset) {
    this.shape = dataset.inputShape();
    this.normalization = dataset.normalization();
  }

  /**
   * A stream.
   *
   * @param images the images of the scenes, one after the other; their classes stay
   * @param length how many queries a scene has, at least 1
   * @param speed how far the image moves from query to query, in pixels; with each pixel it turns
   *     by 5 degrees and changes its brightness by a tenth. With 0 a scene is one query, repeated
   * @param seed of where scenes begin and which way they go; two speeds of one seed have the same
   *     beginnings
   * @return as many queries as there are images, times {@code length}
   */
  LabelledImages stream(LabelledImages images, int length, double speed, long seed) {
    Random random = new Random(seed);
    int scenes = images.images().numRows;
    FMatrixRMaj frames = new FMatrixRMaj(scenes * length, shape.size());
    int[] labels = new int[scenes * length];
    int[] classes = images.labels();
    for (int scene = 0; scene < scenes; scene++) {
      double begin = 4 * REACH * random.nextDouble();
      double direction = 2 * Math.PI * random.nextDouble();
      double turn = random.nextBoolean() ? 1 : -1;
      double brightening = random.nextBoolean() ? 1 : -1;
      for (int t = 0; t < length; t++) {
        double away = toAndFro(begin + speed * t);
        Pose pose =
            new Pose(
                away * Math.cos(direction),
                away * Math.sin(direction),
                Math.toRadians(turn * DEGREES_A_PIXEL * away),
                1 + brightening * BRIGHTNESS_A_PIXEL * away);
        draw(images.images(), scene, pose, frames, scene * length + t);
        labels[scene * length + t] = classes[scene];
      }
    }
    return LabelledImages.of(frames, labels);
  }

  /** How an image stands: shifted right and down in pixels, turned in radians, brightened. */
  private record Pose(double right, double down, double angle, double brightness) {}

  /** A triangle wave of slope 1 between -REACH and REACH. */
  static double toAndFro(double way) {
    double phase = way % (4 * REACH);
    return phase < 2 * REACH ? phase - REACH : 3 * REACH - phase;
  }

  private void draw(FMatrixRMaj from, int row, Pose pose, FMatrixRMaj to, int toRow) {
    double middleX = (shape.width() - 1) / 2.0;
    double middleY = (shape.height() - 1) / 2.0;
    double cos = Math.cos(pose.angle());
    double sin = Math.sin(pose.angle());
    for (int y = 0; y < shape.height(); y++) {
      for (int x = 0; x < shape.width(); x++) {
        double dx = x - middleX - pose.right();
        double dy = y - middleY - pose.down();
        double sourceX = middleX + cos * dx + sin * dy;
        double sourceY = middleY - sin * dx + cos * dy;
        for (int c = 0; c < shape.channels(); c++) {
          double value = bilinear(from, row, sourceX, sourceY, c);
          float mean = normalization.mean().get(c);
          float deviation = normalization.deviation().get(c);
          double pixel = Math.min(1, Math.max(0, (value * deviation + mean) * pose.brightness()));
          to.set(
              toRow,
              (y * shape.width() + x) * shape.channels() + c,
              (float) ((pixel - mean) / deviation));
        }
      }
    }
  }

  /** Between pixels; beyond the border its nearest pixel. */
  private double bilinear(FMatrixRMaj images, int row, double x, double y, int channel) {
    double insideX = Math.min(shape.width() - 1, Math.max(0, x));
    double insideY = Math.min(shape.height() - 1, Math.max(0, y));
    int left = (int) Math.min(shape.width() - 2, insideX);
    int top = (int) Math.min(shape.height() - 2, insideY);
    double across = insideX - left;
    double down = insideY - top;
    int at = (top * shape.width() + left) * shape.channels() + channel;
    int below = at + shape.width() * shape.channels();
    double upper =
        (1 - across) * images.get(row, at) + across * images.get(row, at + shape.channels());
    double lower =
        (1 - across) * images.get(row, below) + across * images.get(row, below + shape.channels());
    return (1 - down) * upper + down * lower;
  }
}
