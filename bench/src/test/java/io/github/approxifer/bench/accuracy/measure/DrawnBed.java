package io.github.approxifer.bench.accuracy.measure;

import io.github.approxifer.models.FunctionModel;
import io.github.approxifer.models.Model;
import io.github.approxifer.models.datasets.Dataset;
import io.github.approxifer.models.datasets.PublishedDataset;
import java.util.function.IntConsumer;
import org.ejml.data.FMatrixRMaj;

/** Models on drawn images: no weights, no data, everything else is real. */
public final class DrawnBed {
  private static final PublishedDataset MNIST = PublishedDataset.MNIST;
  private static final LabelledImages HELD_OUT =
      LabelledImages.of(Dataset.synthetic(MNIST, 300, 2));

  private DrawnBed() {}

  /** A linear model: the mean image of each class less the mean of all. No student. */
  public static TestBed linear(int images) {
    FMatrixRMaj means = new FMatrixRMaj(10, HELD_OUT.images().numCols);
    int[] labels = HELD_OUT.labels();
    for (int row = 0; row < labels.length; row++) {
      for (int i = 0; i < means.numCols; i++) {
        float pixel = HELD_OUT.images().get(row, i);
        for (int c = 0; c < 10; c++) {
          means.set(c, i, means.get(c, i) + (c == labels[row] ? 1 : -0.1f) * pixel);
        }
      }
    }
    return TestBed.of("linear", MNIST, linear(means), images(images), HELD_OUT, null);
  }

  private static Model linear(FMatrixRMaj means) {
    return FunctionModel.of(
        MNIST.inputShape().item(),
        10,
        (image, logits) -> {
          for (int c = 0; c < 10; c++) {
            float product = 0;
            for (int i = 0; i < image.length; i++) {
              product += image[i] * means.get(c, i);
            }
            logits[c] = product;
          }
        });
  }

  /**
   * A model that looks for the plane wave of each class in the upper quarter of an image, and a
   * student that sees the first three rows alone.
   *
   * @param told is given a number of answers before the model gives them
   */
  public static TestBed waves(int images, IntConsumer told) {
    return TestBed.of(
        "waves", MNIST, filters(7, told), images(images), HELD_OUT, filters(3, answers -> {}));
  }

  private static Model filters(int rows, IntConsumer told) {
    int width = MNIST.inputShape().width();
    int height = MNIST.inputShape().height();
    int pixels = rows * width;
    float[][] real = new float[10][pixels];
    float[][] imaginary = new float[10][pixels];
    for (int c = 0; c < 10; c++) {
      double across = 4 * Math.PI * Math.cos(Math.PI * c / 10) / width;
      double down = 4 * Math.PI * Math.sin(Math.PI * c / 10) / height;
      for (int i = 0; i < pixels; i++) {
        int row = i / width;
        double phase = across * (i % width) + down * row;
        real[c][i] = (float) (10 * Math.cos(phase) / pixels);
        imaginary[c][i] = (float) (10 * Math.sin(phase) / pixels);
      }
    }
    return FunctionModel.of(
        MNIST.inputShape().item(),
        10,
        (image, logits) -> {
          told.accept(1);
          for (int c = 0; c < 10; c++) {
            float one = 0;
            float other = 0;
            for (int i = 0; i < pixels; i++) {
              one += (image[i] - 0.5f) * real[c][i];
              other += (image[i] - 0.5f) * imaginary[c][i];
            }
            logits[c] = (float) Math.hypot(one, other);
          }
        });
  }

  private static LabelledImages images(int count) {
    return LabelledImages.of(Dataset.synthetic(MNIST, count, 1));
  }
}
