package io.github.approxifer.models.weights;

import java.util.List;

/**
 * One parameter array of a network.
 *
 * @param name its name, for example {@code layer1.0.conv1.weight}
 * @param kind what it does, which decides its initial value and whether training changes it
 * @param shape its dimensions, each at least 1
 */
public record Parameter(String name, Kind kind, List<Integer> shape) {

  /** What a parameter does. */
  public enum Kind {
    /** Kernel of a convolution, height x width x input channels x output channels. */
    CONVOLUTION_KERNEL(true),
    /** Kernel of a dense layer, inputs x outputs. */
    DENSE_KERNEL(true),
    /** Bias of a dense layer or convolution. */
    BIAS(true),
    /** Scale (gamma) of a batch normalisation. */
    SCALE(true),
    /** Shift (beta) of a batch normalisation. */
    SHIFT(true),
    /** Running mean of a batch normalisation. */
    RUNNING_MEAN(false),
    /** Running variance of a batch normalisation. */
    RUNNING_VARIANCE(false);

    private final boolean trainable;

    Kind(boolean trainable) {
      this.trainable = trainable;
    }

    /**
     * Says whether gradient descent changes parameters of this kind; the running statistics are
     * averages and are not counted as trainable.
     *
     * @return whether it is trainable
     */
    public boolean trainable() {
      return trainable;
    }
  }

  /**
   * Checks and copies the shape.
   *
   * @param name the parameter's name
   * @param kind what the parameter does
   * @param shape its dimensions
   * @throws IllegalArgumentException if a dimension is below 1 or the size exceeds an {@code int}
   */
  public Parameter {
    shape = List.copyOf(shape);
    long size = 1;
    for (int dimension : shape) {
      if (dimension < 1 || size * dimension > Integer.MAX_VALUE) {
        throw new IllegalArgumentException("parameter " + name + " cannot have the shape " + shape);
      }
      size *= dimension;
    }
  }

  /**
   * Returns the number of values.
   *
   * @return the product of the dimensions
   */
  public int size() {
    return shape.stream().reduce(1, (a, b) -> a * b);
  }

  /**
   * Returns the number of inputs that one output of this kernel sums over.
   *
   * @return all dimensions but the last multiplied; 1 for a vector
   */
  public int fanIn() {
    return size() / shape.get(shape.size() - 1);
  }
}
