package io.github.approxifer.interp.aaa;

import java.util.List;

/**
 * How an iteration went.
 *
 * @param history the greatest error at the samples after each step
 * @param error the greatest error at the samples of what is returned
 * @param converged whether what is returned is as good as was asked for
 */
record Convergence(List<Double> history, double error, boolean converged) {
  Convergence {
    history = List.copyOf(history);
  }
}
