package io.github.approxifer.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.approxifer.coding.Code;
import io.github.approxifer.coding.CodeParameters;
import io.github.approxifer.coding.answers.Provenance;
import io.github.approxifer.coding.codes.BerrutCode;
import io.github.approxifer.coding.codes.FloaterHormannCode;
import io.github.approxifer.coding.codes.MaskedCode;
import io.github.approxifer.coding.codes.PairedCode;
import io.github.approxifer.coding.codes.ReplicationCode;
import io.github.approxifer.coding.codes.SplineCode;
import io.github.approxifer.coding.codes.SystematicCode;
import io.github.approxifer.coding.decode.PairedDecoder;
import io.github.approxifer.coding.decode.RecheckingDecoder;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A group of fewer than K queries asks nobody for an answer that nobody wants. */
@Timeout(60)
class ShortGroupTest {
  private static final CodeParameters EIGHT = CodeParameters.stragglersOnly(8, 2);

  private static CodedPredictorBuilder atOnce(Code code, List<ManualWorker> workers) {
    return ManualWorker.over(code, workers).linger(Duration.ZERO);
  }

  private static Code code(String name) {
    return switch (name) {
      case "systematic" -> SystematicCode.of(EIGHT);
      case "Berrut" -> BerrutCode.of(EIGHT);
      case "replication" -> ReplicationCode.full(EIGHT);
      case "paired" -> PairedCode.of(new CodeParameters(8, 1, 1));
      case "Floater-Hormann" -> FloaterHormannCode.of(EIGHT, 1, 1);
      default -> SplineCode.of(EIGHT);
    };
  }

  /** As many as the queries and the stragglers need. */
  @ParameterizedTest
  @CsvSource({
    "systematic, 3, 0",
    "Berrut, 3, 0",
    "replication, 3, 0",
    "paired, 7, 1",
    "spline, 3, 0",
    "Floater-Hormann, 3, 0"
  })
  void aLoneQueryAsksAsFewAsItsCodeLets(String name, int requests, int padding) throws Exception {
    Code code = code(name);
    List<ManualWorker> workers = ManualWorker.many(code.workers());
    try (CodedPredictor predictor = atOnce(code, workers).build()) {
      CompletableFuture<Prediction> future = predictor.predict(new float[] {2, 1});
      List<ManualWorker> asked = ManualWorker.asked(workers, requests);
      assertThat(asked).hasSize(requests);
      ManualWorker.answerAll(asked);
      Prediction prediction = future.get(20, TimeUnit.SECONDS);
      assertThat(prediction.group().padding()).isEqualTo(padding);
      assertThat(prediction.logits()[0]).isCloseTo(7, within(1e-4f));
      assertThat(workers).allMatch(worker -> poll(worker) == null, "nobody else is asked");
    }
  }

  @Test
  void aCodeForFullGroupsIsFilledUp() throws Exception {
    Code code = MaskedCode.of(EIGHT, 2, 1);
    List<ManualWorker> workers = ManualWorker.many(code.workers());
    try (CodedPredictor predictor = atOnce(code, workers).build()) {
      CompletableFuture<Prediction> future = predictor.predict(new float[] {2, 1});
      ManualWorker.answerAll(ManualWorker.asked(workers, 12));
      assertThat(future.get(20, TimeUnit.SECONDS).group().padding()).isEqualTo(7);
    }
  }

  /** Any of the workers that hold the query will do, and what it says is the model's own answer. */
  @Test
  void aLoneQueryWaitsForNoStraggler() throws Exception {
    Code code = code("systematic");
    for (int prompt = 0; prompt < 3; prompt++) {
      List<ManualWorker> workers = ManualWorker.many(code.workers());
      try (CodedPredictor predictor = atOnce(code, workers).build()) {
        CompletableFuture<Prediction> future = predictor.predict(new float[] {2, 1});
        ManualWorker.asked(workers, 3).get(prompt).answerNext();
        assertThat(future.get(20, TimeUnit.SECONDS).provenance()).isEqualTo(Provenance.EXACT);
      }
    }
  }

  @Test
  void aGroupOfThreeIsDecodedAsOneOfThree() throws Exception {
    Code code = code("systematic");
    List<ManualWorker> workers = ManualWorker.many(code.workers());
    try (CodedPredictor predictor =
        ManualWorker.over(code, workers).linger(Duration.ofMillis(300)).build()) {
      List<CompletableFuture<Prediction>> futures = ManualWorker.ask(predictor, 3);
      List<ManualWorker> asked = ManualWorker.asked(workers, 5);
      assertThat(asked).hasSize(5);
      ManualWorker.answerAll(asked.subList(0, 3));
      for (CompletableFuture<Prediction> future : futures) {
        assertThat(future.get(20, TimeUnit.SECONDS).group().used()).hasSize(3);
      }
    }
  }

  /** A decoder that was not fitted serves short groups, too, and its further rounds. */
  @Test
  void aLiarInAShortGroupIsFoundBySecondRound() throws Exception {
    PairedCode code = PairedCode.of(new CodeParameters(8, 0, 1));
    List<ManualWorker> workers = ManualWorker.many(code.workers());
    try (CodedPredictor predictor =
        atOnce(code, workers)
            .decoder(RecheckingDecoder.of(PairedDecoder.of(code)))
            .dealtInTurn()
            .build()) {
      CompletableFuture<Prediction> future = predictor.predict(new float[] {2, 1});
      List<ManualWorker> asked = ManualWorker.asked(workers, 6);
      asked.get(0).next().complete(new float[] {-50, 50});
      ManualWorker.answerAll(asked.subList(1, 6));
      ManualWorker again = ManualWorker.asked(workers, 1).get(0);
      again.answerNext();
      Prediction prediction = future.get(20, TimeUnit.SECONDS);
      assertThat(prediction.logits()).containsExactly(ManualWorker.model(new float[] {2, 1}));
      assertThat(prediction.group().liars()).containsExactly(asked.get(0).name());
    }
  }

  private static @Nullable CompletableFuture<float[]> poll(ManualWorker worker) {
    try {
      return worker.poll(0, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
