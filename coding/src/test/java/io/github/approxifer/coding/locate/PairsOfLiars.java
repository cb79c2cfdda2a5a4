package io.github.approxifer.coding.locate;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.approxifer.coding.answers.TestRows;
import io.github.approxifer.coding.answers.WorkerSet;
import io.github.approxifer.coding.answers.WorkerSets;
import java.util.function.Supplier;
import org.ejml.data.FMatrixRMaj;

/** Two liars in every place. */
final class PairsOfLiars {
  private PairsOfLiars() {}

  /** Whether a locator names both, wherever they are among the answers. */
  static void assertFound(ErrorLocator locator, WorkerSet answers, Supplier<FMatrixRMaj> honest) {
    for (WorkerSet ranks : WorkerSets.ofSize(answers.size(), 2)) {
      FMatrixRMaj values = honest.get();
      TestRows.corrupt(values, ranks.worker(0), 10);
      TestRows.corrupt(values, ranks.worker(1), 10);
      assertThat(locator.locate(answers, values))
          .isEqualTo(
              WorkerSet.of(
                  answers.workers(),
                  answers.worker(ranks.worker(0)),
                  answers.worker(ranks.worker(1))));
    }
  }
}
