package io.github.approxifer.serving.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;

class MemoryBudgetTest {
  private final MemoryBudget budget = new MemoryBudget(100);

  private static void assertRefused(MemoryBudget.Share share, long bytes, int status) {
    assertThatExceptionOfType(HttpError.class)
        .isThrownBy(() -> share.hold(bytes))
        .satisfies(error -> assertThat(error.status()).isEqualTo(status));
  }

  @Test
  void whatDoesNotFitNowMayComeAgainAndWhatNeverFitsMayNot() {
    MemoryBudget.Share one = budget.share();
    MemoryBudget.Share other = budget.share();
    one.hold(60);
    assertRefused(other, 41, 503);
    assertRefused(one, 41, 413);
    assertThat(budget.held()).isEqualTo(60);
    other.hold(40);
    one.close();
    one.close();
    assertThat(budget.held()).isEqualTo(40);
    other.close();
    assertThat(budget.held()).isZero();
  }
}
