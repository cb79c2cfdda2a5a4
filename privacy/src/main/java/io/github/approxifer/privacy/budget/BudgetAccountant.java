package io.github.approxifer.privacy.budget;

import io.github.approxifer.privacy.Neighbours;
import io.github.approxifer.privacy.PrivacyLoss;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * The account of one set of queries: every release about them is charged before it is made, and
 * refused with a {@link BudgetExceededException} when it would exceed the ceiling. A refused charge
 * changes nothing.
 *
 * <p>As long as nothing is released without a charge, everything released together is private at
 * the price of the ceiling, also if each release is chosen after seeing the ones before: the
 * account is a privacy filter in the sense of Rogers, Roth, Ullman and Vadhan (NeurIPS 2016). The
 * rule of composition is fixed at the start, since choosing the better one afterwards is not
 * covered.
 *
 * <p>Thread-safe: charges are atomic.
 */
public final class BudgetAccountant {
  private final PrivacyLoss budget;
  private final Neighbours neighbours;

  /** Part of delta given up for advanced composition; 0 for basic composition. */
  private final double slack;

  private final Object lock = new Object();
  private final List<Entry> entries = new ArrayList<>();
  private Totals totals = new Totals(BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO);

  /**
   * A line of the account.
   *
   * @param label what was released
   * @param loss price of one release
   * @param releases how many releases of this price
   */
  public record Entry(String label, PrivacyLoss loss, int releases) {}

  private record Totals(BigDecimal epsilon, BigDecimal squares, BigDecimal delta) {
    Totals plus(PrivacyLoss loss, int releases) {
      BigDecimal n = BigDecimal.valueOf(releases);
      BigDecimal one = BigDecimal.valueOf(loss.epsilon());
      return new Totals(
          epsilon.add(one.multiply(n)),
          squares.add(one.pow(2).multiply(n)),
          delta.add(BigDecimal.valueOf(loss.delta()).multiply(n)));
    }
  }

  private BudgetAccountant(PrivacyLoss budget, Neighbours neighbours, double slack) {
    this.budget = budget;
    this.neighbours = neighbours;
    this.slack = slack;
  }

  /**
   * Opens an account that adds up prices; see {@link Composition#basic(Collection)}.
   *
   * @param budget the ceiling
   * @param neighbours what the prices refer to
   * @return an account with nothing spent
   */
  public static BudgetAccountant basic(PrivacyLoss budget, Neighbours neighbours) {
    return new BudgetAccountant(budget, neighbours, 0);
  }

  /**
   * Opens an account under advanced composition, for many releases of a small price; see {@link
   * Composition#advanced}.
   *
   * @param budget the ceiling; its delta includes the slack
   * @param neighbours what the prices refer to
   * @param slack part of delta given up, above 0 and at most the ceiling's delta
   * @return an account with nothing spent
   * @throws IllegalArgumentException if the slack is out of its range
   */
  public static BudgetAccountant advanced(PrivacyLoss budget, Neighbours neighbours, double slack) {
    Composition.requireSlack(slack);
    if (slack > budget.delta()) {
      throw new IllegalArgumentException(
          "the slack must not exceed the delta of the budget, "
              + budget.delta()
              + ", but is "
              + slack);
    }
    return new BudgetAccountant(budget, neighbours, slack);
  }

  /**
   * Charges one release.
   *
   * @param label what is released, for the report
   * @param loss its price
   * @param neighbours what the price refers to
   * @throws BudgetExceededException if not enough is left; nothing is charged then
   * @throws IllegalArgumentException if the price is for a weaker notion of neighbours than the
   *     account's
   */
  public void charge(String label, PrivacyLoss loss, Neighbours neighbours) {
    charge(label, loss, neighbours, 1);
  }

  /**
   * Charges several releases of one price about the same queries, all or none; for the answers to
   * the coded queries of a group see {@link NoisePlacement#releases}.
   *
   * @param label what is released, for the report
   * @param loss price of each
   * @param neighbours what the price refers to
   * @param releases how many, at least 0
   * @throws BudgetExceededException if not enough is left; nothing is charged then
   * @throws IllegalArgumentException if the price is for a weaker notion of neighbours than the
   *     account's or {@code releases} is negative
   */
  public void charge(String label, PrivacyLoss loss, Neighbours neighbours, int releases) {
    Composition.requireReleases(releases);
    requireNeighbours(neighbours);
    synchronized (lock) {
      Totals next = totals.plus(loss, releases);
      if (!affordable(next)) {
        throw new BudgetExceededException(label, budget, price(totals), price(next));
      }
      totals = next;
      entries.add(new Entry(label, loss, releases));
    }
  }

  /**
   * Charges releases about disjoint sets of queries: the largest price once; see {@link
   * Composition#parallel}.
   *
   * @param label what is released, for the report
   * @param losses the price for each set
   * @param neighbours what the prices refer to
   * @throws BudgetExceededException if not enough is left; nothing is charged then
   * @throws IllegalArgumentException if the prices are for a weaker notion of neighbours than the
   *     account's
   */
  public void chargeParallel(String label, Collection<PrivacyLoss> losses, Neighbours neighbours) {
    charge(label, Composition.parallel(losses), neighbours, 1);
  }

  /**
   * Returns the price of everything charged so far.
   *
   * @return the spent budget, without the slack while nothing is charged
   */
  public PrivacyLoss spent() {
    synchronized (lock) {
      return price(totals);
    }
  }

  /**
   * Returns how many more releases of one price the account would accept now.
   *
   * @param loss price of each
   * @return the number, up to {@link Integer#MAX_VALUE}
   */
  public int affordable(PrivacyLoss loss) {
    synchronized (lock) {
      int low = 0;
      int high = Integer.MAX_VALUE;
      while (low < high) {
        int middle = low + (high - low) / 2 + 1;
        if (affordable(totals.plus(loss, middle))) {
          low = middle;
        } else {
          high = middle - 1;
        }
      }
      return low;
    }
  }

  /**
   * Returns the ceiling.
   *
   * @return the whole budget
   */
  public PrivacyLoss budget() {
    return budget;
  }

  /**
   * Returns what the prices refer to.
   *
   * @return the notion of neighbours
   */
  public Neighbours neighbours() {
    return neighbours;
  }

  /**
   * Returns the lines of the account, in the order of the charges.
   *
   * @return an unmodifiable copy
   */
  public List<Entry> entries() {
    synchronized (lock) {
      return List.copyOf(entries);
    }
  }

  /**
   * Returns the account in readable form, a line per charge and the totals below.
   *
   * @return several lines of text
   */
  public String report() {
    synchronized (lock) {
      return BudgetReport.format(budget, price(totals), neighbours, slack, entries);
    }
  }

  private boolean affordable(Totals sums) {
    if (sums.epsilon().signum() == 0 && sums.delta().signum() == 0) {
      return true;
    }
    boolean epsilonFits =
        slack == 0
            ? sums.epsilon().compareTo(BigDecimal.valueOf(budget.epsilon())) <= 0
            : Composition.advancedEpsilon(sums.squares(), slack) <= budget.epsilon();
    BigDecimal delta = sums.delta().add(BigDecimal.valueOf(slack));
    return epsilonFits && delta.compareTo(BigDecimal.valueOf(budget.delta())) <= 0;
  }

  private PrivacyLoss price(Totals sums) {
    if (sums.epsilon().signum() == 0 && sums.delta().signum() == 0) {
      return PrivacyLoss.pure(0);
    }
    double epsilon =
        slack == 0
            ? sums.epsilon().doubleValue()
            : Composition.advancedEpsilon(sums.squares(), slack);
    // A refused delta may be beyond 1, which no loss can express.
    double delta = sums.delta().add(BigDecimal.valueOf(slack)).doubleValue();
    return new PrivacyLoss(
        Math.min(epsilon, Double.MAX_VALUE), Math.min(delta, Math.nextDown(1.0)));
  }

  private void requireNeighbours(Neighbours other) {
    if (neighbours == Neighbours.WHOLE_QUERY && other == Neighbours.ONE_ROW) {
      throw new IllegalArgumentException(
          "the account protects against \"%s\", but the price is for \"%s\": calibrate the noise with forWholeQuery(rows)"
              .formatted(neighbours.description(), other.description()));
    }
  }
}
