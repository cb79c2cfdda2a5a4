package io.github.approxifer.privacy.budget;

import static io.github.approxifer.privacy.Neighbours.ONE_ROW;
import static io.github.approxifer.privacy.Neighbours.WHOLE_QUERY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.approxifer.privacy.PrivacyLoss;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class BudgetAccountantTest {
  private static final PrivacyLoss TENTH = PrivacyLoss.pure(0.1);

  @Test
  void answersThatEachContainEveryQueryChargeNTimes() {
    BudgetAccountant account = BudgetAccountant.basic(PrivacyLoss.pure(2), WHOLE_QUERY);
    account.charge("answers", TENTH, WHOLE_QUERY, NoisePlacement.WORKER.releases(8, 10));
    assertThat(account.spent()).isEqualTo(PrivacyLoss.pure(1));
    account.charge("predictions", TENTH, WHOLE_QUERY, NoisePlacement.DECODER.releases(8, 10));
    assertThat(account.spent()).isEqualTo(PrivacyLoss.pure(1.8));
  }

  @Test
  void acceptsUpToTheCeilingAndRefusesTheNext() {
    BudgetAccountant account = BudgetAccountant.basic(PrivacyLoss.pure(1), WHOLE_QUERY);
    for (int i = 0; i < 10; i++) {
      account.charge("release " + i, TENTH, WHOLE_QUERY);
    }
    BudgetExceededException refusal =
        catchThrowableOfType(
            BudgetExceededException.class, () -> account.charge("last", TENTH, WHOLE_QUERY));
    assertThat(refusal)
        .hasMessageContaining("\"last\"")
        .hasMessageContaining("epsilon 1.0")
        .hasMessageContaining("epsilon 1.1");
    assertThat(refusal.budget()).isEqualTo(PrivacyLoss.pure(1));
    assertThat(refusal.spent()).isEqualTo(PrivacyLoss.pure(1));
    assertThat(refusal.wouldBeSpent()).isEqualTo(PrivacyLoss.pure(1.1));
    assertThat(account.spent()).isEqualTo(PrivacyLoss.pure(1));
    assertThat(account.entries()).hasSize(10);
  }

  @Test
  void refusalKeepsItsNumbersWhenSerialized() throws Exception {
    BudgetAccountant account = BudgetAccountant.basic(PrivacyLoss.pure(1), WHOLE_QUERY);
    BudgetExceededException refusal =
        catchThrowableOfType(
            BudgetExceededException.class, () -> account.charge("all", TENTH, WHOLE_QUERY, 11));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(refusal);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      BudgetExceededException copy = (BudgetExceededException) in.readObject();
      assertThat(copy.wouldBeSpent()).isEqualTo(PrivacyLoss.pure(1.1));
      assertThat(copy).hasMessage(refusal.getMessage());
    }
  }

  @Test
  void chargesSeveralReleasesAllOrNone() {
    BudgetAccountant account = BudgetAccountant.basic(PrivacyLoss.pure(1), WHOLE_QUERY);
    assertThat(account.affordable(TENTH)).isEqualTo(10);
    assertThatThrownBy(() -> account.charge("answers", TENTH, WHOLE_QUERY, 11))
        .isInstanceOf(BudgetExceededException.class);
    assertThat(account.spent()).isEqualTo(PrivacyLoss.pure(0));
    account.charge("answers", TENTH, WHOLE_QUERY, 7);
    assertThat(account.affordable(TENTH)).isEqualTo(3);
    assertThat(account.affordable(PrivacyLoss.pure(0))).isEqualTo(Integer.MAX_VALUE);
  }

  @Test
  void deltaHasItsOwnCeiling() {
    BudgetAccountant account = BudgetAccountant.basic(new PrivacyLoss(10, 1e-5), WHOLE_QUERY);
    account.charge("first", new PrivacyLoss(1, 9e-6), WHOLE_QUERY);
    assertThatThrownBy(() -> account.charge("second", new PrivacyLoss(1, 2e-6), WHOLE_QUERY))
        .isInstanceOf(BudgetExceededException.class)
        .hasMessageContaining("1.1E-5");
    assertThatThrownBy(() -> account.charge("third", new PrivacyLoss(0, 0.9), WHOLE_QUERY, 5))
        .isInstanceOf(BudgetExceededException.class);
  }

  @Test
  void disjointGroupsCostTheLargest() {
    BudgetAccountant account = BudgetAccountant.basic(PrivacyLoss.pure(1), WHOLE_QUERY);
    account.chargeParallel("groups", List.of(TENTH, PrivacyLoss.pure(0.4), TENTH), WHOLE_QUERY);
    assertThat(account.spent()).isEqualTo(PrivacyLoss.pure(0.4));
  }

  @Test
  void advancedCompositionAffordsMoreSmallReleases() {
    PrivacyLoss budget = new PrivacyLoss(1, 1e-5);
    PrivacyLoss small = PrivacyLoss.pure(0.01);
    BudgetAccountant basic = BudgetAccountant.basic(budget, WHOLE_QUERY);
    BudgetAccountant advanced = BudgetAccountant.advanced(budget, WHOLE_QUERY, 1e-6);
    assertThat(basic.affordable(small)).isEqualTo(100);
    // S = n 1e-4 with sqrt(27.631 S) + S / 2 <= 1: S = 0.03494.
    assertThat(advanced.affordable(small)).isEqualTo(349);
    advanced.charge("all", small, WHOLE_QUERY, 349);
    assertThat(advanced.spent().epsilon()).isBetween(0.99, 1.0);
    assertThat(advanced.spent().delta()).isEqualTo(1e-6);
    assertThatThrownBy(() -> advanced.charge("one more", small, WHOLE_QUERY))
        .isInstanceOf(BudgetExceededException.class);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BudgetAccountant.advanced(budget, WHOLE_QUERY, 0))
        .withMessageContaining("slack");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BudgetAccountant.advanced(budget, WHOLE_QUERY, 1e-4))
        .withMessageContaining("1.0E-4");
  }

  @Test
  void refusesAPriceForWeakerNeighbours() {
    BudgetAccountant whole = BudgetAccountant.basic(PrivacyLoss.pure(1), WHOLE_QUERY);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> whole.charge("row", TENTH, ONE_ROW))
        .withMessageContaining("one row")
        .withMessageContaining("forWholeQuery");
    BudgetAccountant row = BudgetAccountant.basic(PrivacyLoss.pure(1), ONE_ROW);
    row.charge("whole", TENTH, WHOLE_QUERY);
    assertThat(row.spent()).isEqualTo(TENTH);
    assertThat(row.neighbours()).isEqualTo(ONE_ROW);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> row.charge("none", TENTH, ONE_ROW, -2))
        .withMessageContaining("-2");
  }

  @Test
  void reportNamesEveryCharge() {
    BudgetAccountant account = BudgetAccountant.basic(new PrivacyLoss(3, 1e-5), WHOLE_QUERY);
    account.charge("coded answers", TENTH, WHOLE_QUERY, 10);
    account.charge("decoded", new PrivacyLoss(0.5, 1e-6), WHOLE_QUERY);
    assertThat(account.report().lines().map(String::strip))
        .containsExactly(
            "Privacy budget, neighbours: one whole query replaced; basic composition",
            "releases    epsilon       delta         what",
            "10 x        0.100000      0.00000       coded answers",
            "1 x         0.500000      1.00000e-06   decoded",
            "spent       1.50000       1.00000e-06",
            "budget      3.00000       1.00000e-05");
    assertThat(account.budget()).isEqualTo(new PrivacyLoss(3, 1e-5));
    assertThat(BudgetAccountant.advanced(new PrivacyLoss(1, 0.1), ONE_ROW, 0.01).report())
        .contains("advanced (slack 0.01)");
  }

  @Test
  void threadsCannotOverspend() throws Exception {
    BudgetAccountant account = BudgetAccountant.basic(PrivacyLoss.pure(50), WHOLE_QUERY);
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Future<Integer>> results = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        results.add(threads.submit(() -> chargeUntilRefused(account)));
      }
      int accepted = 0;
      for (Future<Integer> result : results) {
        accepted += result.get();
      }
      assertThat(accepted).isEqualTo(500);
    } finally {
      threads.shutdownNow();
    }
    assertThat(account.spent()).isEqualTo(PrivacyLoss.pure(50));
    assertThat(account.entries()).hasSize(500);
  }

  private static int chargeUntilRefused(BudgetAccountant account) {
    int accepted = 0;
    while (true) {
      try {
        account.charge("release", TENTH, WHOLE_QUERY);
        accepted++;
      } catch (BudgetExceededException e) {
        return accepted;
      }
    }
  }
}
