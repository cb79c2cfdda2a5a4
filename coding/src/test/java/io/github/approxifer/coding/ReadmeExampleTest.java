package io.github.approxifer.coding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.approxifer.coding.codes.BerrutCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.ejml.data.FMatrixRMaj;
import org.junit.jupiter.api.Test;

/** The first program of the README, which holds the lines between the markers to the letter. */
class ReadmeExampleTest {
  @Test
  void decodesWithoutALateWorker() {
    FMatrixRMaj queries = new FMatrixRMaj(8, 2);
    BerrutCode nodes = BerrutCode.of(CodeParameters.stragglersOnly(8, 1));
    for (int j = 0; j < 8; j++) {
      queries.set(j, 0, (float) nodes.queryNodes()[j]);
      queries.set(j, 1, 1);
    }
    // README begins
    Code code = BerrutCode.of(CodeParameters.stragglersOnly(8, 1)); // K=8 queries, S=1 straggler
    FMatrixRMaj coded = new Encoder(code).encode(queries); // 8 x d in, 9 x d out: one a worker

    FMatrixRMaj answers = predict(coded); // 9 x c: the same model at every worker

    WorkerSet all = WorkerSet.all(code.workers());
    WorkerSet answered = all.without(3); // worker 3 is late; do not wait for it
    FMatrixRMaj values = Answers.select(all, answers, answered, null);
    FMatrixRMaj predictions = new Decoder(code).decode(answered, values); // 8 x c
    // README ends

    for (int j = 0; j < 8; j++) {
      // x + 2 y of points on a line; Berrut's interpolant of a line is right to about a tenth here.
      assertThat(predictions.get(j, 0))
          .isCloseTo(queries.get(j, 0) + 2 * queries.get(j, 1), within(0.2f));
    }
  }

  @Test
  void standsInTheReadme() throws IOException {
    assertThat(Files.readString(Path.of("..", "README.md"))).contains(snippet());
  }

  private static String snippet() throws IOException {
    String source =
        Files.readString(
            Path.of("src/test/java/io/github/approxifer/coding/ReadmeExampleTest.java"));
    String begin = "// README begins\n";
    return source
        .substring(source.indexOf(begin) + begin.length(), source.indexOf("    // README ends"))
        .lines()
        .map(line -> line.isEmpty() ? line : line.substring(4))
        .collect(Collectors.joining("\n"));
  }

  private static FMatrixRMaj predict(FMatrixRMaj inputs) {
    FMatrixRMaj outputs = new FMatrixRMaj(inputs.numRows, 1);
    for (int i = 0; i < inputs.numRows; i++) {
      outputs.set(i, 0, inputs.get(i, 0) + 2 * inputs.get(i, 1));
    }
    return outputs;
  }
}
