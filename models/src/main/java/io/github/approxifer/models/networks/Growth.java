package io.github.approxifer.models.networks;

import io.github.approxifer.models.weights.Parameter;
import io.github.approxifer.models.weights.ParameterValues;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The parameters of a residual network grown out of a smaller trained one that computes the same
 * function, to be trained on. The blocks of each stage that the smaller network has are copied;
 * those that it lacks follow them with zero scale and shift in the last batch normalisation of the
 * residual branch, so that they hand on what they are given, which is at least 0 behind the ReLU
 * before them.
 *
 * <p>Source: Chen, Goodfellow, Shlens: Net2Net: Accelerating Learning via Knowledge Transfer, 2016,
 * section 2.3 (deeper networks by identities); zero scales as in Goyal et al.: Accurate, Large
 * Minibatch SGD, 2017, section 5.1.
 *
 * <p>Thread-safe if both sources of values are.
 */
public final class Growth implements ParameterValues {

  private static final Pattern BLOCK = Pattern.compile("(layer\\d+\\.\\d+)\\..*");

  private final Map<String, Parameter> known = new HashMap<>();
  private final Set<String> zeros = new HashSet<>();
  private final int blocks;
  private final ParameterValues trained;
  private final ParameterValues fresh;

  /**
   * Plans the growth.
   *
   * @param small the trained network
   * @param trained its parameters
   * @param large the network to grow it into: a residual network of the same input, classes, kind
   *     of block and width that has at least as many blocks in every stage
   * @param fresh initial values for what the small network lacks
   * @throws IllegalArgumentException if the large network is not a deeper form of the small one
   */
  public Growth(Network small, ParameterValues trained, Network large, ParameterValues fresh) {
    this.trained = trained;
    this.fresh = fresh;
    NetworkParameters.of(small).forEach(parameter -> known.put(parameter.name(), parameter));
    Set<Parameter> left = new HashSet<>(known.values());
    Map<String, String> ends = new HashMap<>();
    for (Parameter parameter : NetworkParameters.of(large)) {
      Parameter source = known.get(parameter.name());
      if (source != null && source.shape().equals(parameter.shape())) {
        left.remove(source);
        continue;
      }
      Matcher block = BLOCK.matcher(parameter.name());
      if (source != null || !block.matches() || parameter.name().contains(".downsample.")) {
        throw new IllegalArgumentException(
            large.name()
                + " is not a deeper "
                + small.name()
                + ": "
                + parameter.name()
                + " of shape "
                + parameter.shape()
                + (source == null ? " has no counterpart" : " is of shape " + source.shape())
                + "; a network grows by residual blocks, as resnet50 into resnet152");
      }
      if (parameter.kind() == Parameter.Kind.SCALE) {
        ends.put(block.group(1), parameter.name());
      }
    }
    if (!left.isEmpty()) {
      throw new IllegalArgumentException(
          large.name() + " is not a deeper " + small.name() + ": it lacks " + first(left));
    }
    blocks = ends.size();
    for (String scale : ends.values()) {
      zeros.add(scale);
      zeros.add(scale.replace(".weight", ".bias"));
    }
  }

  private static String first(Set<Parameter> parameters) {
    return parameters.stream().map(Parameter::name).sorted().findFirst().orElseThrow();
  }

  /**
   * Returns the number of residual blocks that the small network lacks.
   *
   * @return the blocks that begin as the identity
   */
  public int addedBlocks() {
    return blocks;
  }

  @Override
  public float[] values(Parameter parameter) {
    if (known.containsKey(parameter.name())) {
      return trained.values(parameter);
    }
    float[] values = fresh.values(parameter);
    if (zeros.contains(parameter.name())) {
      Arrays.fill(values, 0);
    }
    return values;
  }
}
