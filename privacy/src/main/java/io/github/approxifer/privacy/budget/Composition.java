package io.github.approxifer.privacy.budget;

import io.github.approxifer.privacy.PrivacyLoss;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Collection;

/**
 * The price of several releases together. Sums are of the decimal numbers as written: ten times 0.1
 * is 1, not 1.0000000000000002; the doubles behind them differ by less than one part in 10^15.
 */
public final class Composition {
  private static final MathContext UP = new MathContext(17, RoundingMode.CEILING);

  private Composition() {}

  /**
   * Basic composition: releases about the same data cost the sum of their prices, also when each is
   * chosen after seeing the ones before (Dwork, Kenthapadi, McSherry, Mironov, Naor, EUROCRYPT
   * 2006).
   *
   * @param losses the prices, possibly none
   * @return (sum of epsilon, sum of delta)
   * @throws IllegalArgumentException if the deltas sum to 1 or more or the epsilons overflow
   */
  public static PrivacyLoss basic(Collection<PrivacyLoss> losses) {
    BigDecimal epsilon = BigDecimal.ZERO;
    BigDecimal delta = BigDecimal.ZERO;
    for (PrivacyLoss loss : losses) {
      epsilon = epsilon.add(BigDecimal.valueOf(loss.epsilon()));
      delta = delta.add(BigDecimal.valueOf(loss.delta()));
    }
    return new PrivacyLoss(epsilon.doubleValue(), delta.doubleValue());
  }

  /**
   * Basic composition of n releases of one price. For the N noisy answers to N coded queries, each
   * of which contains every query, n is N.
   *
   * @param loss price of one release
   * @param releases n, at least 0
   * @return (n epsilon, n delta)
   * @throws IllegalArgumentException if {@code releases} is negative or n delta is 1 or more
   */
  public static PrivacyLoss basic(PrivacyLoss loss, int releases) {
    requireReleases(releases);
    BigDecimal n = BigDecimal.valueOf(releases);
    return new PrivacyLoss(
        BigDecimal.valueOf(loss.epsilon()).multiply(n).doubleValue(),
        BigDecimal.valueOf(loss.delta()).multiply(n).doubleValue());
  }

  /**
   * Parallel composition: releases about disjoint sets of queries cost the largest epsilon and the
   * largest delta, because a neighbour changes the input of one of them only. Answers to the coded
   * queries of one group are <b>not</b> disjoint; different groups are.
   *
   * @param losses the prices, possibly none
   * @return (largest epsilon, largest delta)
   */
  public static PrivacyLoss parallel(Collection<PrivacyLoss> losses) {
    double epsilon = 0;
    double delta = 0;
    for (PrivacyLoss loss : losses) {
      epsilon = Math.max(epsilon, loss.epsilon());
      delta = Math.max(delta, loss.delta());
    }
    return new PrivacyLoss(epsilon, delta);
  }

  /**
   * Advanced composition in the form of Whitehouse, Ramdas, Rogers and Wu (arXiv 2203.05481, ICML
   * 2023), which stays true when releases and their prices are chosen after seeing earlier results:
   *
   * <pre>
   *   epsilon = sqrt(2 ln(1 / slack) S) + S / 2,  S = sum of epsilon_i^2,
   *   delta   = slack + sum of delta_i.
   * </pre>
   *
   * <p>For pure losses the proof is short. A loss L of an epsilon_i-differentially private release
   * has, given the past, {@code E exp(t L) <= exp((t + t^2) epsilon_i^2 / 2)} for t above 0 (Bun
   * and Steinke, TCC 2016, proposition 3.3), so {@code exp(t (L_1 + ... + L_n) - (t + t^2) S_n /
   * 2)} is a supermartingale. If releases stop before S exceeds a fixed V, Markov's inequality at
   * the stopping time with {@code t = sqrt(2 ln(1 / slack) / V)} bounds the chance that the total
   * loss exceeds {@code V / 2 + sqrt(2 ln(1 / slack) V)} by the slack.
   *
   * <p>It is below the sum only for many small prices: for n equal ones of 0.1 and slack 1e-6 from
   * n = 31 on.
   *
   * @param losses the prices, possibly none
   * @param slack part of delta given up, in (0, 1), fixed beforehand
   * @return the price of all, rounded up
   * @throws IllegalArgumentException if the slack is out of its range, the deltas sum to 1 or more
   *     or the epsilons overflow
   */
  public static PrivacyLoss advanced(Collection<PrivacyLoss> losses, double slack) {
    requireSlack(slack);
    BigDecimal squares = BigDecimal.ZERO;
    BigDecimal delta = BigDecimal.valueOf(slack);
    for (PrivacyLoss loss : losses) {
      squares = squares.add(BigDecimal.valueOf(loss.epsilon()).pow(2));
      delta = delta.add(BigDecimal.valueOf(loss.delta()));
    }
    return new PrivacyLoss(advancedEpsilon(squares, slack), delta.doubleValue());
  }

  /** Returns {@code sqrt(2 ln(1 / slack) S) + S / 2}, rounded up. */
  static double advancedEpsilon(BigDecimal squares, double slack) {
    if (squares.signum() == 0) {
      return 0;
    }
    double s = squares.round(UP).doubleValue();
    // Logarithm, product, root and sum are off by less than four units in the last place together.
    double epsilon = Math.sqrt(-2 * Math.log(slack) * s) + 0.5 * s;
    return epsilon + 4 * Math.ulp(epsilon);
  }

  static void requireSlack(double slack) {
    if (!(slack > 0 && slack < 1)) {
      throw new IllegalArgumentException("the slack must be in (0, 1), but is " + slack);
    }
  }

  static void requireReleases(int releases) {
    if (releases < 0) {
      throw new IllegalArgumentException(
          "the number of releases must not be negative, but is " + releases);
    }
  }
}
