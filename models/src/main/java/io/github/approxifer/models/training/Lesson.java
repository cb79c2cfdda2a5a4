package io.github.approxifer.models.training;

import io.github.approxifer.models.networks.Network;
import io.github.approxifer.models.weights.ParameterValues;
import java.io.IOException;
import java.util.Map;

/** What a network is taught: from which examples, beginning with what, and how it is judged. */
interface Lesson {

  /** The name under which the weights are found, such as {@code parity2-resnet20}. */
  String name();

  /** What training makes small. */
  Loss loss();

  /** The epochs of it unless its user says otherwise. */
  default double epochs() {
    return Recipe.of(images().dataset()).epochs();
  }

  /** The peak rate of it unless its user says otherwise. */
  double peakRate();

  /** What is learned from, in words. */
  default String material() {
    return images().train().size() + " images of " + images().train().name();
  }

  /** What to learn from. */
  Examples examples() throws IOException;

  /** The values to begin with. */
  ParameterValues start() throws IOException;

  /**
   * Says in words how good parameters are.
   *
   * @param values the parameters
   * @param quick whether a part of the images is enough
   */
  String judge(ParameterValues values, boolean quick) throws IOException;

  /** What distinguishes it from others of that name, after a comma; may be empty. */
  String describe();

  /** The network that learns. */
  Network network();

  /** The images. */
  Material images();

  /** What else a report and the file of weights say, in order. */
  default Map<String, String> facts() throws IOException {
    return Map.of();
  }
}
