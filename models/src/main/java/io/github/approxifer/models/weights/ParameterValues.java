package io.github.approxifer.models.weights;

/** Where a network takes the values of its parameters from. */
@FunctionalInterface
public interface ParameterValues {

  /**
   * Returns the values of a parameter.
   *
   * @param parameter the parameter asked for
   * @return {@code parameter.size()} values, row-major, the caller's own copy
   * @throws WeightsException if there is no such parameter or it has another shape
   */
  float[] values(Parameter parameter);
}
