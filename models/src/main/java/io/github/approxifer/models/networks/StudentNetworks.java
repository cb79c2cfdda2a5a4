package io.github.approxifer.models.networks;

import io.github.approxifer.models.ImageShape;

/**
 * Small networks that learn another's answers. For images: blocks of pixels folded into channels,
 * then 3 x 3 convolutions with batch normalisation and ReLU, to C channels; to 2C (stride 2), 2C;
 * to 4C (stride 2), 4C; the mean over the image and a dense layer. For inputs of a single row and
 * column, which are vectors: dense layers of C, C and as many outputs as there are classes, with
 * ReLU between them.
 */
public final class StudentNetworks {

  /** The widest student that a budget is searched for. */
  private static final int WIDEST = 4096;

  /**
   * Kernels are faster for channels that fill whole vectors: 28 channels take less time than 29.
   */
  private static final int EVEN = 4;

  private StudentNetworks() {}

  /**
   * Returns a student of a width.
   *
   * @param inputShape the shape of one input; 1 x 1 x d for a vector of d values
   * @param classes the number of outputs, at least 1
   * @param width C, at least 1
   * @return the network, named {@code student}
   * @throws IllegalArgumentException if {@code classes} or {@code width} is below 1
   */
  public static Network of(ImageShape inputShape, int classes, int width) {
    if (width < 1) {
      throw new IllegalArgumentException("a student's width must be at least 1, but was " + width);
    }
    return inputShape.height() == 1 && inputShape.width() == 1
        ? new VectorStudent(inputShape, classes, width)
        : new ImageStudent(inputShape, classes, width);
  }

  /**
   * Returns the widest student within a budget whose width is a multiple of 4, or below 4.
   *
   * @param inputShape the shape of one input; 1 x 1 x d for a vector of d values
   * @param classes the number of outputs, at least 1
   * @param multiplyAdds the most multiply-adds for one input
   * @return the network
   * @throws IllegalArgumentException if even a student of width 1 costs more
   */
  public static Network within(ImageShape inputShape, int classes, long multiplyAdds) {
    long least = NetworkCost.multiplyAdds(of(inputShape, classes, 1));
    if (least > multiplyAdds) {
      throw new IllegalArgumentException(
          "a student for inputs of "
              + inputShape
              + " takes at least "
              + least
              + " multiply-adds, but "
              + multiplyAdds
              + " are allowed");
    }
    int low = 1;
    int high = WIDEST;
    while (low < high) {
      int middle = (low + high + 1) / 2;
      if (NetworkCost.multiplyAdds(of(inputShape, classes, middle)) <= multiplyAdds) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return of(inputShape, classes, low < EVEN ? low : low - low % EVEN);
  }

  /**
   * Returns C of a student.
   *
   * @param student a network of this class
   * @return its width
   * @throws IllegalArgumentException if it is none
   */
  public static int width(Network student) {
    if (student instanceof ImageStudent images) {
      return images.width();
    }
    if (student instanceof VectorStudent vectors) {
      return vectors.width();
    }
    throw new IllegalArgumentException(student.name() + " is no student");
  }
}
