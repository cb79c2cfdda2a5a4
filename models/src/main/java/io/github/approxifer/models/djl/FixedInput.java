package io.github.approxifer.models.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;

/**
 * The value of an input that is the same in every prediction, such as a sampling rate or the state
 * that a recurrent model begins with. Its shape does not follow the batch; a model that wants a row
 * for each item is then called item by item. Immutable.
 */
public final class FixedInput {

  private interface Maker {
    NDArray create(NDManager manager, Shape shape);
  }

  private final Shape shape;
  private final Maker maker;

  private FixedInput(int count, long[] shape, Maker maker) {
    this.shape = new Shape(shape.clone());
    if (this.shape.size() != count) {
      throw new IllegalArgumentException(
          "a fixed input of shape %s has %d values, but %d were given"
              .formatted(Arrays.toString(shape), this.shape.size(), count));
    }
    this.maker = maker;
  }

  /**
   * Numbers of type float32.
   *
   * @param values the values, row-major; copied
   * @param shape their shape, none for a single number
   * @return the input
   * @throws IllegalArgumentException if the shape has not as many values
   */
  public static FixedInput floats(float[] values, long... shape) {
    float[] own = values.clone();
    return new FixedInput(own.length, shape, (manager, given) -> manager.create(own, given));
  }

  /**
   * Numbers of type int64.
   *
   * @param values the values, row-major; copied
   * @param shape their shape, none for a single number
   * @return the input
   * @throws IllegalArgumentException if the shape has not as many values
   */
  public static FixedInput longs(long[] values, long... shape) {
    long[] own = values.clone();
    return new FixedInput(own.length, shape, (manager, given) -> manager.create(own, given));
  }

  /**
   * Numbers of type int32.
   *
   * @param values the values, row-major; copied
   * @param shape their shape, none for a single number
   * @return the input
   * @throws IllegalArgumentException if the shape has not as many values
   */
  public static FixedInput ints(int[] values, long... shape) {
    int[] own = values.clone();
    return new FixedInput(own.length, shape, (manager, given) -> manager.create(own, given));
  }

  /**
   * Truth values.
   *
   * @param values the values, row-major; copied
   * @param shape their shape, none for a single one
   * @return the input
   * @throws IllegalArgumentException if the shape has not as many values
   */
  public static FixedInput booleans(boolean[] values, long... shape) {
    boolean[] own = values.clone();
    return new FixedInput(own.length, shape, (manager, given) -> manager.create(own, given));
  }

  NDArray create(NDManager manager) {
    return maker.create(manager, shape);
  }
}
