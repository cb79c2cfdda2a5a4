package io.github.approxifer.bench.accuracy.reproduce;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.approxifer.coding.CodeParameters;
import io.github.approxifer.coding.codes.BerrutCode;
import io.github.approxifer.coding.codes.ParityCode;
import io.github.approxifer.coding.codes.ReplicationCode;
import org.junit.jupiter.api.Test;

class CodedAnswersTest {
  @Test
  void aSumOfQueriesIsAMixtureAndACopyIsNot() {
    CodeParameters p = CodeParameters.stragglersOnly(2, 1);
    assertThat(CodedAnswers.cleanQueries(ParityCode.of(p))).containsExactly(0, 1, -1);
    assertThat(CodedAnswers.cleanQueries(ReplicationCode.full(p))).containsExactly(0, 1, 0, 1);
    assertThat(CodedAnswers.cleanQueries(BerrutCode.of(p))).contains(-1);
  }
}
