package io.github.approxifer.models;

import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * The shape of one item of a batch: its dimensions without the batch's. A code mixes items as rows
 * of floats, so rank, order and meaning of the dimensions are the model's own business; what counts
 * outside of it is {@link #size()}, the length of a row. Immutable.
 */
public final class ItemShape {

  private final int[] dimensions;
  private final int size;

  private ItemShape(int[] dimensions) {
    long product = 1;
    for (int i = 0; i < dimensions.length; i++) {
      if (dimensions[i] < 1) {
        throw new IllegalArgumentException(
            "every dimension of an item must be at least 1, but dimensions[%d] of %s is %d"
                .formatted(i, Arrays.toString(dimensions), dimensions[i]));
      }
      product *= dimensions[i];
      if (product > Integer.MAX_VALUE) {
        throw new IllegalArgumentException(
            "an item must fit a Java array, but %s has more than %d values"
                .formatted(Arrays.toString(dimensions), Integer.MAX_VALUE));
      }
    }
    this.dimensions = dimensions;
    this.size = (int) product;
  }

  /**
   * The shape with the given dimensions.
   *
   * @param dimensions each at least 1; none for a single number, which has the size 1. Copied
   * @return the shape
   * @throws IllegalArgumentException if a dimension is below 1 or their product exceeds an {@code
   *     int}
   */
  public static ItemShape of(int... dimensions) {
    return new ItemShape(dimensions.clone());
  }

  /**
   * The number of dimensions.
   *
   * @return the rank, 0 for a single number
   */
  public int rank() {
    return dimensions.length;
  }

  /**
   * One dimension.
   *
   * @param index from 0
   * @return the dimension, at least 1
   * @throws IndexOutOfBoundsException if the shape has no such dimension
   */
  public int dimension(int index) {
    return dimensions[index];
  }

  /**
   * All dimensions.
   *
   * @return a new array
   */
  public int[] dimensions() {
    return dimensions.clone();
  }

  /**
   * The number of values of one item: the length of its row.
   *
   * @return the product of the dimensions, at least 1
   */
  public int size() {
    return size;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ItemShape shape && Arrays.equals(dimensions, shape.dimensions);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(dimensions);
  }

  /** The shape as {@code 28 x 28 x 1}; {@code scalar} without dimensions. */
  @Override
  public String toString() {
    return dimensions.length == 0
        ? "scalar"
        : Arrays.stream(dimensions).mapToObj(String::valueOf).collect(Collectors.joining(" x "));
  }
}
