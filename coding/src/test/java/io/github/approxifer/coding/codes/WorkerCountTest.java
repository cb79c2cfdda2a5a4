package io.github.approxifer.coding.codes;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.approxifer.coding.CodeParameters;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkerCountTest {
  /** The rules of the paper, the reproduction and the authors' program, worked out by hand. */
  @ParameterizedTest
  @CsvSource({
    // rule, K, S, E, workers, quorum, errors to locate
    "PAPER, 8, 1, 0, 9, 8, 0",
    "PAPER, 8, 3, 0, 11, 8, 0",
    "PAPER, 12, 0, 1, 26, 26, 1",
    "PAPER, 12, 0, 3, 30, 30, 3",
    "PAPER, 8, 2, 1, 20, 18, 1",
    "REPRODUCTION, 12, 1, 0, 13, 12, 0",
    "REPRODUCTION, 12, 0, 2, 28, 28, 2",
    "REPRODUCTION, 8, 2, 1, 20, 18, 2",
    "REPRODUCTION, 8, 3, 0, 11, 8, 0",
    "AUTHORS_PROGRAM, 8, 2, 0, 10, 8, 0",
    "AUTHORS_PROGRAM, 12, 0, 1, 25, 25, 1",
    "AUTHORS_PROGRAM, 8, 3, 1, 20, 17, 2",
  })
  void followsItsSource(
      WorkerCount rule, int k, int s, int e, int workers, int quorum, int errors) {
    CodeParameters parameters = new CodeParameters(k, s, e);
    BerrutCode code = BerrutCode.of(parameters).withCount(rule);

    assertThat(code.workers()).isEqualTo(workers);
    assertThat(code.quorum()).isEqualTo(quorum);
    assertThat(code.errorsToLocate()).isEqualTo(errors);
    assertThat(code.honestQuorum()).isEqualTo(quorum - e);
  }
}
