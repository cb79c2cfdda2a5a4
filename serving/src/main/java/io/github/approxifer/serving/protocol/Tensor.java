package io.github.approxifer.serving.protocol;

import java.util.Arrays;

/**
 * A named tensor of float32 values. Immutable as long as nobody changes the arrays, which are not
 * copied.
 */
public final class Tensor {
  private final String name;
  private final long[] shape;
  private final float[] values;

  /**
   * A tensor.
   *
   * @param name of the tensor
   * @param shape sizes, each at least 0
   * @param values row-major, as many as the product of the sizes
   * @throws ProtocolException if the number of values is another
   */
  public Tensor(String name, long[] shape, float[] values) {
    this.name = name;
    this.shape = shape;
    this.values = values;
    if (elements(name, shape) != values.length) {
      throw new ProtocolException(
          "tensor %s of shape %s has %d elements, but there are %d values"
              .formatted(
                  Json.shortened(name),
                  Arrays.toString(shape),
                  elements(name, shape),
                  values.length));
    }
  }

  /**
   * The number of elements of a shape.
   *
   * @param name of the tensor, for the message
   * @param shape sizes
   * @return their product
   * @throws ProtocolException if a size is negative or the product exceeds a Java array
   */
  public static int elements(String name, long[] shape) {
    long product = 1;
    for (long size : shape) {
      if (size < 0) {
        throw new ProtocolException(
            "tensor %s has a negative size in its shape %s"
                .formatted(Json.shortened(name), Arrays.toString(shape)));
      }
      // Below 2^31 times below 2^31 cannot overflow.
      if (size > Integer.MAX_VALUE || product * size > Integer.MAX_VALUE) {
        throw new ProtocolException(
            "tensor %s of shape %s is too large"
                .formatted(Json.shortened(name), Arrays.toString(shape)));
      }
      product *= size;
    }
    return (int) product;
  }

  /**
   * The name.
   *
   * @return as in the metadata of the model
   */
  public String name() {
    return name;
  }

  /**
   * The shape.
   *
   * @return the sizes, not a copy
   */
  public long[] shape() {
    return shape;
  }

  /**
   * The elements.
   *
   * @return row-major, not a copy
   */
  public float[] values() {
    return values;
  }
}
