package io.github.approxifer.bench.workload;

import io.github.approxifer.coding.CodeParameters;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One setting of the published experiments: K, S, E and the standard deviation of the Gaussian
 * noise that liars add to every class. JMH knows it by its name, for instance {@code K8-S1} or
 * {@code K12-E2-sigma10}.
 *
 * @param parameters K, S and E
 * @param sigma the noise of a liar, in units of the logits; 0 if E is 0
 */
public record Cell(CodeParameters parameters, double sigma) {
  private static final Pattern STRAGGLERS = Pattern.compile("K(\\d+)-S(\\d+)");
  private static final Pattern LIARS = Pattern.compile("K(\\d+)-E(\\d+)-sigma([0-9.]+)");

  /**
   * Reads a name.
   *
   * @param name as {@link #name()} writes it
   * @return the cell
   * @throws IllegalArgumentException if it is no such name
   */
  public static Cell of(String name) {
    Matcher stragglers = STRAGGLERS.matcher(name);
    if (stragglers.matches()) {
      int k = Integer.parseInt(stragglers.group(1));
      return new Cell(CodeParameters.stragglersOnly(k, Integer.parseInt(stragglers.group(2))), 0);
    }
    Matcher liars = LIARS.matcher(name);
    if (liars.matches()) {
      int k = Integer.parseInt(liars.group(1));
      int e = Integer.parseInt(liars.group(2));
      return new Cell(new CodeParameters(k, 0, e), Double.parseDouble(liars.group(3)));
    }
    throw new IllegalArgumentException(
        "'" + name + "' is no cell; write it like K8-S1 or K12-E2-sigma10");
  }

  /**
   * The name.
   *
   * @return for instance {@code K8-S1} or {@code K12-E2-sigma10}
   */
  public String name() {
    return parameters.errors() == 0
        ? String.format(Locale.ROOT, "K%d-S%d", parameters.queries(), parameters.stragglers())
        : String.format(
            Locale.ROOT, "K%d-E%d-sigma%.0f", parameters.queries(), parameters.errors(), sigma);
  }
}
