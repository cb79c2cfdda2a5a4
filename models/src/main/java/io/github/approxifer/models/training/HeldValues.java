package io.github.approxifer.models.training;

import io.github.approxifer.models.networks.Network;
import io.github.approxifer.models.networks.NetworkParameters;
import io.github.approxifer.models.weights.Parameter;
import io.github.approxifer.models.weights.ParameterValues;
import io.github.approxifer.models.weights.WeightsException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Values of parameters in memory. Thread-safe.
 *
 * @param arrays the values, row-major. Not copied, not to be modified.
 */
record HeldValues(Map<Parameter, float[]> arrays) implements ParameterValues {

  /** All parameters of a network, read at once, so that their source may be closed. */
  static HeldValues of(Network network, ParameterValues source) {
    Map<Parameter, float[]> arrays = new LinkedHashMap<>();
    NetworkParameters.of(network)
        .forEach(parameter -> arrays.put(parameter, source.values(parameter)));
    return new HeldValues(arrays);
  }

  @Override
  public float[] values(Parameter parameter) {
    float[] array = arrays.get(parameter);
    if (array == null) {
      throw new WeightsException("there is no parameter " + parameter);
    }
    return array.clone();
  }
}
