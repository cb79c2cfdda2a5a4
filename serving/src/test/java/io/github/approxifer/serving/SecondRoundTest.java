package io.github.approxifer.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.approxifer.coding.CodeParameters;
import io.github.approxifer.coding.GroupDecoder;
import io.github.approxifer.coding.answers.Provenance;
import io.github.approxifer.coding.answers.Received;
import io.github.approxifer.coding.answers.WorkerSet;
import io.github.approxifer.coding.codes.PairedCode;
import io.github.approxifer.coding.decode.PairedDecoder;
import io.github.approxifer.coding.decode.RecheckingDecoder;
import io.github.approxifer.coding.order.GroupOrdering;
import io.github.approxifer.serving.health.HealthPolicy;
import io.github.approxifer.serving.health.WorkerState;
import io.github.approxifer.serving.metrics.Event;
import io.github.approxifer.serving.metrics.Stage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.ejml.data.FMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Worker i holds coded query i in the first group of a predictor: query i/2, or a parity. */
@Timeout(60)
class SecondRoundTest {
  private static final int QUERIES = 3;
  private static final Duration LONG = Duration.ofSeconds(50);
  private static final PairedCode ONE_LIAR = code(0, 1);
  private static final PairedCode TWO_LIARS = code(0, 2);

  private static PairedCode code(int stragglers, int errors) {
    return PairedCode.of(new CodeParameters(QUERIES, stragglers, errors));
  }

  private static GroupDecoder decoder(PairedCode code, long seed) {
    return Decoders.seeded(RecheckingDecoder.of(PairedDecoder.of(code)), seed);
  }

  /** A seed for which a worker is a witness if query 0 is disputed. */
  private static long seedThatDraws(PairedCode code, int worker) {
    WorkerSet all = WorkerSet.all(code.workers());
    FMatrixRMaj values = new FMatrixRMaj(code.workers(), 2);
    values.data[0] = 1;
    long seed = 1;
    Received received = Received.of(all, values);
    while (!decoder(code, seed)
        .rechecks(received, all, new Random())
        .get(0)
        .workers()
        .contains(worker)) {
      seed++;
    }
    return seed;
  }

  private static CodedPredictorBuilder over(PairedCode code, List<ManualWorker> workers) {
    return CodedPredictor.builder(code, workers, 2, 2)
        .dealtInTurn()
        .ordering(GroupOrdering.AS_GIVEN)
        .decoder(decoder(code, 1))
        .linger(LONG)
        .deadline(LONG);
  }

  private static float[] query(int i) {
    return new float[] {i * i, 1 - i};
  }

  private static List<CompletableFuture<Prediction>> ask(CodedPredictor predictor) {
    List<CompletableFuture<Prediction>> futures = new ArrayList<>();
    for (int i = 0; i < QUERIES; i++) {
      futures.add(predictor.predict(query(i)));
    }
    return futures;
  }

  /** The first round, in which some lie. */
  private static void answer(List<ManualWorker> workers, Integer... liars) {
    for (int i = 0; i < workers.size(); i++) {
      if (List.of(liars).contains(i)) {
        workers.get(i).lieNext();
      } else {
        workers.get(i).answerNext();
      }
    }
  }

  private static void assertModelsOwn(List<CompletableFuture<Prediction>> futures)
      throws Exception {
    for (int i = 0; i < QUERIES; i++) {
      assertThat(futures.get(i).get().logits()).containsExactly(ManualWorker.model(query(i)));
      assertThat(futures.get(i).get().provenance()).isEqualTo(Provenance.EXACT);
    }
  }

  /** Dealt in turn, the copies of a query would always go to neighbours. */
  @Test
  void nobodyForeseesWhoHoldsTheSameQuery() throws Exception {
    List<ManualWorker> workers = ManualWorker.many(ONE_LIAR.workers());
    CodedPredictorBuilder builder =
        CodedPredictor.builder(ONE_LIAR, workers, 2, 2)
            .ordering(GroupOrdering.AS_GIVEN)
            .linger(LONG)
            .deadline(LONG);
    int neighbours = 0;
    try (CodedPredictor predictor = builder.build()) {
      for (int group = 0; group < 40; group++) {
        List<CompletableFuture<Prediction>> futures = ask(predictor);
        List<Integer> holders = new ArrayList<>();
        for (ManualWorker worker : ManualWorker.asked(workers, workers.size())) {
          if (Arrays.equals(worker.firstQuery(), query(2))) {
            holders.add(workers.indexOf(worker));
          }
        }
        assertThat(holders).hasSize(2);
        int apart = holders.get(1) - holders.get(0);
        neighbours += apart == 1 || apart == workers.size() - 1 ? 1 : 0;
        ManualWorker.answerAll(workers);
        assertModelsOwn(futures);
      }
    }
    // Two of eight are neighbours in 2 of 7 cases: more than 30 of 40 have a probability of 1e-9.
    assertThat(neighbours).isLessThan(31);
  }

  @Test
  void aLiarIsOutvoted() throws Exception {
    List<ManualWorker> workers = ManualWorker.many(ONE_LIAR.workers());
    try (CodedPredictor predictor = over(ONE_LIAR, workers).build()) {
      List<CompletableFuture<Prediction>> futures = ask(predictor);
      answer(workers, 2);
      ManualWorker witness = ManualWorker.asked(workers, 1).get(0);
      assertThat(witness).isNotIn(workers.get(2), workers.get(3));
      assertThat(witness.firstQuery()).containsExactly(query(1));
      assertThat(futures).noneMatch(CompletableFuture::isDone);
      witness.answerNext();
      assertModelsOwn(futures);
      GroupReport group = futures.get(0).get().group();
      assertThat(group.rechecked()).isEqualTo(1);
      assertThat(group.settled()).isEqualTo(1);
      assertThat(group.liars()).containsExactly("manual 2");
      assertThat(group.used()).hasSize(ONE_LIAR.workers() - 1).doesNotContain("manual 2");
      assertThat(group.secondRoundNanos()).isPositive();
      assertThat(predictor.metrics().count(Event.GROUP_RECHECKED)).isEqualTo(1);
      assertThat(predictor.metrics().count(Event.RECHECK_SENT)).isEqualTo(1);
      assertThat(predictor.metrics().count(Event.WORKER_LIED)).isEqualTo(1);
      assertThat(predictor.metrics().count(Stage.SECOND_ROUND)).isEqualTo(1);
      assertThat(predictor.health().get(2).lies()).isEqualTo(1);
      int index = workers.indexOf(witness);
      assertThat(predictor.health().get(index).answers()).isEqualTo(2);
      assertThat(predictor.health()).allMatch(health -> health.inFlight() == 0);
    }
  }

  /** Two liars agree on a lie about query 0: one holds it, the other a parity and is a witness. */
  @Test
  void liarsOfBothRoundsAreNamed() throws Exception {
    List<ManualWorker> workers = ManualWorker.many(TWO_LIARS.workers());
    int parity = 2 * QUERIES;
    GroupDecoder decoder = decoder(TWO_LIARS, seedThatDraws(TWO_LIARS, parity));
    try (CodedPredictor predictor = over(TWO_LIARS, workers).decoder(decoder).build()) {
      List<CompletableFuture<Prediction>> futures = ask(predictor);
      answer(workers, 0, parity);
      List<ManualWorker> witnesses = ManualWorker.asked(workers, 3);
      assertThat(witnesses).hasSize(3).contains(workers.get(parity));
      for (ManualWorker witness : witnesses) {
        if (witness == workers.get(parity)) {
          witness.lieNext();
        } else {
          witness.answerNext();
        }
      }
      assertModelsOwn(futures);
      assertThat(futures.get(0).get().group().liars()).containsExactly("manual 0", "manual 6");
      assertThat(predictor.health().get(0).lies()).isEqualTo(1);
      assertThat(predictor.health().get(parity).lies()).isEqualTo(1);
      assertThat(predictor.metrics().count(Event.RECHECK_SENT)).isEqualTo(3);
    }
  }

  @Test
  void bothLyingCopiesAreReplacedByTheModelsOwnAnswer() throws Exception {
    List<ManualWorker> workers = ManualWorker.many(TWO_LIARS.workers());
    try (CodedPredictor predictor = over(TWO_LIARS, workers).build()) {
      List<CompletableFuture<Prediction>> futures = ask(predictor);
      for (int i = 0; i < workers.size(); i++) {
        if (i < 2) {
          workers.get(i).next().complete(new float[] {i, i});
        } else {
          workers.get(i).answerNext();
        }
      }
      ManualWorker.asked(workers, 3).forEach(ManualWorker::answerNext);
      assertModelsOwn(futures);
      assertThat(futures.get(0).get().group().liars()).containsExactly("manual 0", "manual 1");
    }
  }

  @Test
  void whatDoesNotComeInTimeLeavesTheFirstRound() throws Exception {
    Duration little = Duration.ofMillis(50);
    for (boolean deadline : new boolean[] {false, true}) {
      List<ManualWorker> workers = ManualWorker.many(ONE_LIAR.workers());
      CodedPredictorBuilder builder = over(ONE_LIAR, workers);
      // A group with all of its answers is decoded at once, so the deadline can only be met later.
      builder = deadline ? builder.deadline(Duration.ofSeconds(1)) : builder.secondRound(little);
      try (CodedPredictor predictor = builder.build()) {
        List<CompletableFuture<Prediction>> futures = ask(predictor);
        answer(workers, 2);
        ManualWorker witness = ManualWorker.asked(workers, 1).get(0);
        CompletableFuture<float[]> unanswered = witness.next();
        GroupReport group = futures.get(1).get().group();
        assertThat(group.rechecked()).isEqualTo(1);
        assertThat(group.settled()).isZero();
        assertThat(group.liars()).isSubsetOf("manual 2", "manual 3").hasSize(1);
        assertThat(futures.get(0).get().logits()).containsExactly(ManualWorker.model(query(0)));
        assertThat(unanswered).isCancelled();
        assertThat(predictor.metrics().count(Event.WORKER_LATE)).isEqualTo(1);
        assertThat(predictor.health().get(workers.indexOf(witness)).late()).isEqualTo(1);
      }
    }
  }

  @Test
  void failuresAndMalformedAnswersAreNoVotes() throws Exception {
    List<ManualWorker> workers = ManualWorker.many(TWO_LIARS.workers());
    try (CodedPredictor predictor = over(TWO_LIARS, workers).build()) {
      List<CompletableFuture<Prediction>> futures = ask(predictor);
      answer(workers, 0);
      List<ManualWorker> witnesses = ManualWorker.asked(workers, 3);
      witnesses.get(0).next().completeExceptionally(new IllegalStateException("no memory"));
      witnesses.get(1).next().complete(new float[] {Float.NaN, 0});
      witnesses.get(2).answerNext();
      assertModelsOwn(futures);
      GroupReport group = futures.get(0).get().group();
      assertThat(group.settled()).isEqualTo(1);
      assertThat(group.liars()).containsExactly("manual 0");
      assertThat(predictor.metrics().count(Event.WORKER_FAILED)).isEqualTo(2);
      assertThat(predictor.health().get(workers.indexOf(witnesses.get(1))).failures()).isEqualTo(1);
    }
  }

  @Test
  void aSecondRoundThatFailsAltogetherLeavesTheFirst() throws Exception {
    List<ManualWorker> workers = ManualWorker.many(ONE_LIAR.workers());
    try (CodedPredictor predictor = over(ONE_LIAR, workers).build()) {
      List<CompletableFuture<Prediction>> futures = ask(predictor);
      answer(workers, 2);
      ManualWorker.asked(workers, 1).get(0).next().complete(new float[3]);
      assertThat(futures.get(1).get().group().rechecked()).isEqualTo(1);
      assertThat(futures.get(1).get().group().settled()).isZero();
      assertThat(predictor.metrics().count(Event.WORKER_FAILED)).isEqualTo(1);
    }
  }

  @Test
  void nobodyIsAskedAgainIfNobodyLies() throws Exception {
    List<ManualWorker> workers = ManualWorker.many(ONE_LIAR.workers());
    try (CodedPredictor predictor = over(ONE_LIAR, workers).build()) {
      List<CompletableFuture<Prediction>> futures = ask(predictor);
      answer(workers);
      assertModelsOwn(futures);
      GroupReport group = futures.get(0).get().group();
      assertThat(group.rechecked()).isZero();
      assertThat(group.settled()).isZero();
      assertThat(group.secondRoundNanos()).isZero();
      assertThat(predictor.metrics().count(Event.GROUP_RECHECKED)).isZero();
      assertThat(predictor.metrics().count(Event.RECHECK_SENT)).isZero();
    }
  }

  @Test
  void closingAwaitsASecondRound() throws Exception {
    List<ManualWorker> workers = ManualWorker.many(ONE_LIAR.workers());
    CodedPredictor predictor = over(ONE_LIAR, workers).build();
    List<CompletableFuture<Prediction>> futures = ask(predictor);
    answer(workers, 2);
    ManualWorker witness = ManualWorker.asked(workers, 1).get(0);
    CompletableFuture<Void> closing = CompletableFuture.runAsync(predictor::close);
    assertThat(futures).noneMatch(CompletableFuture::isDone);
    witness.answerNext();
    closing.get();
    assertThat(futures).allMatch(CompletableFuture::isDone);
    assertModelsOwn(futures);
  }

  /** The other group makes its worker a suspect between the two rounds of the first. */
  @Test
  void quarantinedWorkersAreNotAsked() throws Exception {
    List<WorkerSet> seen = new ArrayList<>();
    GroupDecoder decoder = Decoders.seeded(decoder(ONE_LIAR, 1), 1, seen::add);
    List<ManualWorker> workers = ManualWorker.many(ONE_LIAR.workers());
    HealthPolicy strict =
        HealthPolicy.standard().withFailuresInARow(1).withProbeEvery(Duration.ofHours(1));
    try (CodedPredictor predictor =
        over(ONE_LIAR, workers).decoder(decoder).health(strict).leastAnswers(1).build()) {
      List<CompletableFuture<Prediction>> futures = ask(predictor);
      List<CompletableFuture<float[]>> first = workers.stream().map(ManualWorker::next).toList();
      first.get(5).complete(new float[] {1, 2});
      List<CompletableFuture<Prediction>> others = ask(predictor);
      for (int i = 0; i < workers.size(); i++) {
        CompletableFuture<float[]> second = workers.get(i).next();
        if (i == 5) {
          second.completeExceptionally(new IllegalStateException("no memory"));
        } else {
          second.complete(new float[] {1, 2});
        }
      }
      assertThat(others.get(0).get().group().degraded()).isTrue();
      assertThat(predictor.health().get(5).state()).isEqualTo(WorkerState.QUARANTINED);
      for (int i = 0; i < workers.size(); i++) {
        first.get(i).complete(new float[] {1, i == 0 ? 3 : 2});
      }
      ManualWorker witness = ManualWorker.asked(workers, 1).get(0);
      assertThat(witness).isNotEqualTo(workers.get(5));
      witness.next().complete(new float[] {1, 2});
      assertThat(futures.get(0).get().group().rechecked()).isEqualTo(1);
      assertThat(seen).containsOnly(WorkerSet.all(ONE_LIAR.workers()).without(5));
    }
  }

  @Test
  void lateAnswersRefineWithTheSecondRoundInMind() throws Exception {
    PairedCode code = code(1, 1);
    List<ManualWorker> workers = ManualWorker.many(code.workers());
    try (CodedPredictor predictor = over(code, workers).refinement(LONG).build()) {
      List<CompletableFuture<Prediction>> futures = ask(predictor);
      answer(workers.subList(0, 8), 2);
      List<ManualWorker> inTime = workers.subList(0, 8);
      ManualWorker.asked(inTime, 1).get(0).answerNext();
      assertModelsOwn(futures);
      Prediction early = futures.get(1).get();
      assertThat(early.refinement()).isNotDone();
      workers.get(8).answerNext();
      Prediction refined = early.refinement().get(30, TimeUnit.SECONDS);
      assertThat(refined.logits()).containsExactly(ManualWorker.model(query(1)));
      assertThat(refined.group().refined()).isTrue();
      assertThat(refined.group().rechecked()).isEqualTo(1);
      assertThat(refined.group().liars()).containsExactly("manual 2");
      assertThat(predictor.health().get(2).lies()).isEqualTo(1);
    }
  }

  @Test
  void itsTimeIsAboveZero() {
    List<ManualWorker> workers = ManualWorker.many(ONE_LIAR.workers());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> over(ONE_LIAR, workers).secondRound(Duration.ofMillis(-3)))
        .withMessageContaining("second round")
        .withMessageContaining("PT-0.003S");
  }
}
