package io.github.approxifer.interp.nodes;

import io.github.approxifer.interp.internal.Checks;
import java.util.Arrays;

/**
 * What every node set must satisfy, and moving a node set to another interval.
 *
 * <p>All methods are thread-safe and modify none of their arguments.
 */
public final class Nodes {

  private Nodes() {}

  /**
   * Checks that nodes are finite and that no two are equal, in any order.
   *
   * @param nodes the nodes
   * @return {@code nodes}
   * @throws IllegalArgumentException if there is no node, or if one is not finite or occurs twice
   *     (0.0 and -0.0 count as equal)
   */
  public static double[] requireDistinct(double[] nodes) {
    requireFinite("nodes", nodes);
    Checks.requireNodes(nodes.length);
    double[] sorted = nodes.clone();
    Arrays.sort(sorted);
    for (int j = 1; j < sorted.length; j++) {
      if (sorted[j] == sorted[j - 1]) {
        throw repeated(nodes, sorted[j]);
      }
    }
    return nodes;
  }

  /**
   * Checks that nodes are finite and strictly increasing.
   *
   * @param nodes the nodes
   * @return {@code nodes}
   * @throws IllegalArgumentException if there is no node, or if one is not finite or not greater
   *     than the one before it
   */
  public static double[] requireIncreasing(double[] nodes) {
    requireFinite("nodes", nodes);
    Checks.requireNodes(nodes.length);
    for (int j = 1; j < nodes.length; j++) {
      if (!(nodes[j] > nodes[j - 1])) {
        throw new IllegalArgumentException(
            "nodes[%d] = %s is not greater than nodes[%d] = %s; sort the nodes and remove repeated ones"
                .formatted(j, nodes[j], j - 1, nodes[j - 1]));
      }
    }
    return nodes;
  }

  /**
   * Checks that nodes are finite and sorted, in ascending or in descending order.
   *
   * @param nodes the nodes
   * @return {@code nodes}
   * @throws IllegalArgumentException if there is no node, or if one is not finite, repeated or out
   *     of order
   */
  public static double[] requireSorted(double[] nodes) {
    return requireSorted("nodes", nodes);
  }

  /**
   * The same for numbers of another name.
   *
   * @param name what the array is called in the message, in the plural
   * @param numbers the numbers
   * @return {@code numbers}
   * @throws IllegalArgumentException if there is no number, or if one is not finite, repeated or
   *     out of order
   */
  public static double[] requireSorted(String name, double[] numbers) {
    requireFinite(name, numbers);
    if (numbers.length < 1) {
      throw new IllegalArgumentException(
          "the number of %s is 0, but at least 1 is needed".formatted(name));
    }
    boolean ascending = numbers.length < 2 || numbers[1] > numbers[0];
    for (int j = 1; j < numbers.length; j++) {
      if (ascending ? !(numbers[j] > numbers[j - 1]) : !(numbers[j] < numbers[j - 1])) {
        throw new IllegalArgumentException(
            "%s[%d] = %s is out of order after %s[%d] = %s; sort the %s and remove repeated ones"
                .formatted(name, j, numbers[j], name, j - 1, numbers[j - 1], name));
      }
    }
    return numbers;
  }

  /**
   * Checks that every number of an array is finite.
   *
   * @param name what the array is called in the message
   * @param numbers the numbers
   * @return {@code numbers}
   * @throws IllegalArgumentException if a number is NaN or infinite
   */
  public static double[] requireFinite(String name, double[] numbers) {
    for (int j = 0; j < numbers.length; j++) {
      if (!Double.isFinite(numbers[j])) {
        throw new IllegalArgumentException(
            "%s[%d] = %s is not finite; remove or replace it".formatted(name, j, numbers[j]));
      }
    }
    return numbers;
  }

  /**
   * Moves nodes from [-1, 1] to an interval; the ends are mapped exactly.
   *
   * @param lower the lower end of the interval
   * @param upper the upper end of the interval, greater than {@code lower}
   * @param reference nodes of [-1, 1]
   * @return a new array, in the order of {@code reference}
   * @throws IllegalArgumentException if the interval is empty or not finite
   */
  public static double[] moveTo(double lower, double upper, double[] reference) {
    Checks.requireInterval(lower, upper);
    double[] moved = new double[reference.length];
    for (int j = 0; j < moved.length; j++) {
      moved[j] = lower * (0.5 * (1 - reference[j])) + upper * (0.5 * (1 + reference[j]));
    }
    return moved;
  }

  private static IllegalArgumentException repeated(double[] nodes, double value) {
    int first = -1;
    for (int j = 0; j < nodes.length; j++) {
      if (nodes[j] == value) {
        if (first >= 0) {
          return new IllegalArgumentException(
              "nodes[%d] = %s repeats nodes[%d]; remove one of them".formatted(j, value, first));
        }
        first = j;
      }
    }
    throw new IllegalStateException("no repeated node");
  }
}
