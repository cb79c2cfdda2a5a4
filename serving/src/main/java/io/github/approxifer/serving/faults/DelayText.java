package io.github.approxifer.serving.faults;

import java.util.ArrayList;
import java.util.List;

/**
 * Delays as text, for command lines: {@code fixed:SECONDS}, {@code exponential:MEAN}, {@code
 * pareto:LEAST:SHAPE}, {@code log-normal:MEDIAN:SIGMA}. Several, separated by commas, are drawn
 * from by chance: every one but the first has its probability and {@code @} in front, and the first
 * has what is left. {@code fixed:0,0.10@fixed:2,0.05@fixed:5,0.01@fixed:10} is the example of
 * grpc-java's hedging.
 */
public final class DelayText {
  private DelayText() {}

  /**
   * Reads a distribution of delays.
   *
   * @param text as above
   * @return the distribution
   * @throws IllegalArgumentException if the text is not of this form or a number is out of range
   */
  public static Delay parse(String text) {
    String[] parts = text.split(",", -1);
    List<Delay> slow = new ArrayList<>();
    List<Double> probabilities = new ArrayList<>();
    double left = 1;
    for (int i = 1; i < parts.length; i++) {
      String[] halves = parts[i].split("@", -1);
      if (halves.length != 2) {
        throw wrong(text);
      }
      probabilities.add(number(halves[0], text));
      slow.add(single(halves[1], text));
      left -= probabilities.get(i - 1);
    }
    if (left < -1e-9) {
      throw new IllegalArgumentException("the probabilities in \"" + text + "\" exceed 1");
    }
    // Each category is drawn given that none of the later ones was.
    Delay result = single(parts[0], text);
    double share = Math.max(0, left);
    for (int i = 0; i < slow.size(); i++) {
      share += probabilities.get(i);
      double given = share > 0 ? Math.min(1, probabilities.get(i) / share) : 0;
      result = Delay.mixture(given, result, slow.get(i));
    }
    return result;
  }

  private static Delay single(String part, String text) {
    String[] words = part.trim().split(":", -1);
    return switch (words[0] + "/" + (words.length - 1)) {
      case "fixed/1" -> Delay.fixed(number(words[1], text));
      case "exponential/1" -> Delay.exponential(number(words[1], text));
      case "pareto/2" -> Delay.pareto(number(words[1], text), number(words[2], text));
      case "log-normal/2" -> Delay.logNormal(number(words[1], text), number(words[2], text));
      default -> throw wrong(text);
    };
  }

  private static double number(String word, String text) {
    try {
      return Double.parseDouble(word.trim());
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "\"" + word + "\" in the delay \"" + text + "\" is not a number", e);
    }
  }

  private static IllegalArgumentException wrong(String text) {
    return new IllegalArgumentException(
        "\"%s\" is no delay; write fixed:SECONDS, exponential:MEAN, pareto:LEAST:SHAPE or"
                .formatted(text)
            + " log-normal:MEDIAN:SIGMA, or several such as fixed:0,0.1@fixed:2");
  }
}
