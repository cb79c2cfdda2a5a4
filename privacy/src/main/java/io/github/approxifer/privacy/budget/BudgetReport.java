package io.github.approxifer.privacy.budget;

import io.github.approxifer.privacy.Neighbours;
import io.github.approxifer.privacy.PrivacyLoss;
import java.util.List;
import java.util.Locale;

/** The text of an account. */
final class BudgetReport {
  private BudgetReport() {}

  static String format(
      PrivacyLoss budget,
      PrivacyLoss spent,
      Neighbours neighbours,
      double slack,
      List<BudgetAccountant.Entry> entries) {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "Privacy budget, neighbours: %s; %s composition%n",
            neighbours.description(),
            slack == 0 ? "basic" : "advanced (slack " + slack + ")"));
    text.append(row("releases", "epsilon", "delta", "what"));
    for (BudgetAccountant.Entry entry : entries) {
      text.append(
          row(
              entry.releases() + " x",
              number(entry.loss().epsilon()),
              number(entry.loss().delta()),
              entry.label()));
    }
    text.append(row("spent", number(spent.epsilon()), number(spent.delta()), ""));
    text.append(row("budget", number(budget.epsilon()), number(budget.delta()), ""));
    return text.toString();
  }

  private static String row(String releases, String epsilon, String delta, String what) {
    return String.format(Locale.ROOT, "%-10s  %-12s  %-12s  %s%n", releases, epsilon, delta, what);
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.6g", value);
  }
}
