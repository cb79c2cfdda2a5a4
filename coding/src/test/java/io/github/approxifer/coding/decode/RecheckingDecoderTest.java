package io.github.approxifer.coding.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.approxifer.coding.CodeParameters;
import io.github.approxifer.coding.GroupDecoder;
import io.github.approxifer.coding.TinyNetwork;
import io.github.approxifer.coding.answers.Answers;
import io.github.approxifer.coding.answers.Decoded;
import io.github.approxifer.coding.answers.Received;
import io.github.approxifer.coding.answers.Recheck;
import io.github.approxifer.coding.answers.TestRows;
import io.github.approxifer.coding.answers.WorkerSet;
import io.github.approxifer.coding.codes.PairedCode;
import io.github.approxifer.coding.locate.Tolerance;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.ejml.data.FMatrixRMaj;
import org.ejml.dense.row.CommonOps_FDRM;
import org.junit.jupiter.api.Test;

class RecheckingDecoderTest {
  private static final TinyNetwork NETWORK = TinyNetwork.load();
  private static final int QUERIES = 12;

  /** For copies that agree to the last bit. */
  private static RecheckingDecoder exact(PairedCode code) {
    return RecheckingDecoder.of(PairedDecoder.of(code).withTolerance(Tolerance.of(0)));
  }

  /** The answers of two groups, and those of the first where the first worker lies. */
  private record OneLie(PairedCode code, List<FMatrixRMaj> groups, FMatrixRMaj values) {
    static OneLie of(PairedCode code) {
      List<FMatrixRMaj> groups = NETWORK.groups(code, 2, 300, 600, 2).answers();
      FMatrixRMaj values = groups.get(0).copy();
      Answers.copyRow(groups.get(1), 0, values, 0);
      return new OneLie(code, groups, values);
    }

    Received received() {
      return Received.of(WorkerSet.all(code.workers()), values);
    }

    List<Recheck> rechecks(WorkerSet askable) {
      return exact(code).rechecks(received(), askable, new Random(1));
    }
  }

  @Test
  void asksNothingIfNobodyLies() {
    PairedCode code = PairedCode.of(new CodeParameters(QUERIES, 0, 2));
    WorkerSet all = WorkerSet.all(code.workers());
    FMatrixRMaj honest = NETWORK.groups(code, 1, 0, 600, 1).answers().get(0);
    RecheckingDecoder decoder = exact(code);
    assertThat(decoder.rechecks(Received.of(all, honest), all, new Random(1))).isEmpty();
    Decoded decoded = decoder.decode(all, honest);
    assertThat(decoded.liars().size()).isZero();
    assertModelsOwn(decoded.predictions(), honest);
  }

  /**
   * Up to E liars that agree with each other whenever they can, and lie in both rounds, change
   * nothing and are named, unless they hold both copies of a query.
   */
  @Test
  void everyPredictionIsTheModelsOwn() {
    Random random = new Random(5);
    for (int errors = 1; errors <= 3; errors++) {
      PairedCode code = PairedCode.of(new CodeParameters(QUERIES, 0, errors));
      WorkerSet all = WorkerSet.all(code.workers());
      RecheckingDecoder decoder = exact(code);
      List<FMatrixRMaj> groups = NETWORK.groups(code, 100, 300, 600, 2).answers();
      for (int g = 0; g < 100; g++) {
        FMatrixRMaj honest = groups.get(g);
        FMatrixRMaj other = shifted(groups.get((g + 1) % 100));
        int[] liars = apart(random, code.workers(), errors);
        TwoRounds rounds = TwoRounds.of(decoder, honest, other, liars, random);
        Decoded decoded = rounds.decoded();
        assertModelsOwn(decoded.predictions(), honest);
        int[] ofQueries = Arrays.stream(liars).filter(w -> w < 2 * QUERIES).toArray();
        assertThat(rounds.asked()).hasSize(ofQueries.length);
        assertThat(Arrays.stream(ofQueries).boxed())
            .isSubsetOf(Arrays.stream(decoded.liars().toArray()).boxed().toList());
        assertThat(Arrays.stream(decoded.liars().toArray()).boxed())
            .isSubsetOf(Arrays.stream(liars).boxed().toList());
        assertThat(decoded.used()).isEqualTo(all.without(decoded.liars()));
      }
    }
  }

  /** With one vote less than the majority needs, two liars win: the count is not generous. */
  @Test
  void fewerVotesWouldNotDo() {
    PairedCode code = PairedCode.of(new CodeParameters(QUERIES, 0, 2));
    OneLie group = OneLie.of(code);
    assertThat(group.rechecks(WorkerSet.all(code.workers())).get(0).workers().size()).isEqualTo(3);
    Recheck one = new Recheck(0, WorkerSet.of(code.workers(), 7));
    FMatrixRMaj lie =
        secondRound(one, group.groups().get(0), group.groups().get(1), new int[] {0, 7});
    Decoded decoded =
        exact(code).decode(group.received().withRechecks(List.of(one), List.of(lie)), null);
    assertThat(decoded.liars()).isEqualTo(WorkerSet.of(code.workers(), 1));
  }

  /** With d pairs that differ and w that are no numbers, 2 (E - d - w) + 1 others for each. */
  @Test
  void asksAsManyAsAMajorityNeedsAndDrawsThem() {
    PairedCode code = PairedCode.of(new CodeParameters(QUERIES, 0, 3));
    WorkerSet all = WorkerSet.all(code.workers());
    RecheckingDecoder decoder = exact(code);
    List<FMatrixRMaj> groups = NETWORK.groups(code, 2, 300, 600, 2).answers();
    for (int differing = 1; differing <= 3; differing++) {
      for (int broken = 0; broken <= 3 - differing; broken++) {
        FMatrixRMaj values = groups.get(0).copy();
        for (int query = 0; query < differing; query++) {
          Answers.copyRow(groups.get(1), 2 * query, values, 2 * query);
        }
        for (int query = 0; query < broken; query++) {
          values.set(2 * (QUERIES - 1 - query), 3, Float.NaN);
        }
        Received received = Received.of(all, values);
        List<Recheck> asked = decoder.rechecks(received, all, new Random(1));
        int each = 2 * (3 - differing - broken) + 1;
        assertThat(asked).hasSize(differing).allMatch(r -> r.workers().size() == each);
        // Five of the 22 to 24 who may be asked are drawn alike once in 26,334.
        if (each == 5) {
          assertThat(decoder.rechecks(received, all, new Random(2))).isNotEqualTo(asked);
        }
      }
    }
  }

  /** Once the queries are settled, a parity that does not fit them has lied. */
  @Test
  void aParityThatLiesBesideACopyIsNamed() {
    PairedCode code = PairedCode.of(new CodeParameters(QUERIES, 0, 2));
    List<FMatrixRMaj> sample = NETWORK.groups(code, 200, 0, 300, 1).answers();
    RecheckingDecoder decoder = RecheckingDecoder.of(PairedDecoder.fitted(code, sample, 0.05));
    FMatrixRMaj honest = NETWORK.groups(code, 1, 300, 600, 2).answers().get(0);
    int parity = 2 * QUERIES;
    int named = 0;
    for (int query = 0; query < QUERIES; query++) {
      int[] liars = {2 * query, parity};
      TwoRounds rounds =
          TwoRounds.of(decoder, honest, timesMinusEight(honest), liars, new Random(query));
      named += rounds.decoded().liars().equals(WorkerSet.of(code.workers(), liars)) ? 1 : 0;
    }
    assertThat(named).isGreaterThan(QUERIES / 2);
  }

  /** A shorter group is decoded alike, except that what was fitted to longer ones stays behind. */
  @Test
  void decodesAShorterGroup() {
    PairedCode code = PairedCode.of(new CodeParameters(QUERIES, 0, 1));
    PairedCode shorter = PairedCode.of(new CodeParameters(5, 0, 1));
    GroupDecoder decoder = exact(code).shortened(shorter).orElseThrow();
    assertThat(decoder.code()).isSameAs(shorter);
    List<FMatrixRMaj> groups = NETWORK.groups(shorter, 2, 300, 600, 2).answers();
    FMatrixRMaj values = groups.get(0).copy();
    Answers.copyRow(groups.get(1), 4, values, 4);
    WorkerSet all = WorkerSet.all(shorter.workers());
    assertThat(decoder.rechecks(Received.of(all, values), all, new Random(1)))
        .hasSize(1)
        .allMatch(recheck -> recheck.query() == 2);
    List<FMatrixRMaj> sample = NETWORK.groups(code, 200, 0, 300, 1).answers();
    assertThat(RecheckingDecoder.of(PairedDecoder.fitted(code, sample, 0.05)).shortened(shorter))
        .isEmpty();
  }

  @Test
  void asksOnlyWhomItMay() {
    PairedCode code = PairedCode.of(new CodeParameters(QUERIES, 0, 2));
    assertThat(OneLie.of(code).rechecks(WorkerSet.of(code.workers(), 0, 1, 8, 25)))
        .containsExactly(new Recheck(0, WorkerSet.of(code.workers(), 8, 25)));
  }

  /** Parities fitted to honest groups accuse a pair that agreed, and others then vouch for it. */
  @Test
  void pairsThatAgreedOnALieAreFoundAndMended() {
    PairedCode code = PairedCode.of(new CodeParameters(QUERIES, 0, 2));
    List<FMatrixRMaj> sample = NETWORK.groups(code, 200, 0, 300, 1).answers();
    RecheckingDecoder decoder = RecheckingDecoder.of(PairedDecoder.fitted(code, sample, 0.05));
    FMatrixRMaj honest = NETWORK.groups(code, 1, 300, 600, 2).answers().get(0);
    int mended = 0;
    for (int query = 0; query < QUERIES; query++) {
      int[] liars = {2 * query, 2 * query + 1};
      TwoRounds rounds =
          TwoRounds.of(decoder, honest, timesMinusEight(honest), liars, new Random(query));
      mended += rounds.decoded().liars().equals(WorkerSet.of(code.workers(), liars)) ? 1 : 0;
      for (Recheck recheck : rounds.asked()) {
        int j = recheck.query();
        assertThat(rounds.decoded().predictions().get(j, 0)).isEqualTo(honest.get(2 * j, 0));
      }
    }
    assertThat(mended).isGreaterThan(QUERIES / 2);
  }

  @Test
  void anUnansweredSecondRoundLeavesTheFirst() {
    PairedCode code = PairedCode.of(new CodeParameters(QUERIES, 0, 1));
    WorkerSet all = WorkerSet.all(code.workers());
    PairedDecoder first = PairedDecoder.of(code).withTolerance(Tolerance.of(0));
    FMatrixRMaj values = NETWORK.groups(code, 1, 0, 600, 1).answers().get(0).copy();
    TestRows.corrupt(values, 3, 60);
    Recheck unanswered = new Recheck(1, WorkerSet.none(code.workers()));
    Decoded decoded =
        RecheckingDecoder.of(first)
            .decode(
                Received.of(all, values)
                    .withRechecks(List.of(unanswered), List.of(new FMatrixRMaj(0, 10))),
                null);
    assertThat(decoded.liars()).isEqualTo(first.decode(all, values).liars());
    assertThat(decoded.predictions().data).isEqualTo(first.decode(all, values).predictions().data);
  }

  @Test
  void refusesSecondRoundsOfTheWrongShapeAndNamesWhoAnswersNaN() {
    PairedCode code = PairedCode.of(new CodeParameters(QUERIES, 0, 1));
    WorkerSet all = WorkerSet.all(code.workers());
    FMatrixRMaj values = NETWORK.groups(code, 1, 0, 600, 1).answers().get(0);
    RecheckingDecoder decoder = exact(code);
    Recheck recheck = new Recheck(2, WorkerSet.of(code.workers(), 9));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                decoder.decode(
                    Received.of(all, values).withRechecks(List.of(recheck), List.of()), null))
        .withMessageContaining("1 queries were asked again, but there are answers to 0");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                decoder.decode(
                    Received.of(all, values)
                        .withRechecks(List.of(recheck), List.of(new FMatrixRMaj(1, 9))),
                    null))
        .withMessageContaining("query 2")
        .withMessageContaining("9 elements");
    FMatrixRMaj nan = new FMatrixRMaj(1, 10);
    nan.data[4] = Float.NaN;
    Decoded decoded =
        decoder.decode(Received.of(all, values).withRechecks(List.of(recheck), List.of(nan)), null);
    assertThat(decoded.liars()).isEqualTo(recheck.workers());
    assertModelsOwn(decoded.predictions(), values);
    Recheck beyond = new Recheck(12, WorkerSet.of(code.workers(), 9));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                decoder.decode(
                    Received.of(all, values)
                        .withRechecks(List.of(beyond), List.of(new FMatrixRMaj(1, 10))),
                    null))
        .withMessageContaining("query 12");
  }

  /** What was asked in the second round of a group with liars, and what came out. */
  private record TwoRounds(List<Recheck> asked, Decoded decoded) {

    /** The liars answer by the rows of {@code lie}, in both rounds. */
    static TwoRounds of(
        RecheckingDecoder decoder,
        FMatrixRMaj honest,
        FMatrixRMaj lie,
        int[] liars,
        Random random) {
      WorkerSet all = WorkerSet.all(decoder.code().workers());
      FMatrixRMaj values = honest.copy();
      for (int liar : liars) {
        Answers.copyRow(lie, liar, values, liar);
      }
      Received received = Received.of(all, values);
      List<Recheck> asked = decoder.rechecks(received, all, random);
      List<FMatrixRMaj> further =
          asked.stream().map(r -> secondRound(r, honest, lie, liars)).toList();
      return new TwoRounds(asked, decoder.decode(received.withRechecks(asked, further), null));
    }
  }

  private static FMatrixRMaj timesMinusEight(FMatrixRMaj answers) {
    FMatrixRMaj result = answers.copy();
    CommonOps_FDRM.scale(-8, result);
    return result;
  }

  /** Answers that no group has, even where two groups hold the same image. */
  private static FMatrixRMaj shifted(FMatrixRMaj answers) {
    FMatrixRMaj result = answers.copy();
    for (int i = 0; i < result.getNumElements(); i++) {
      result.data[i] += 1;
    }
    return result;
  }

  /** Liars, no two of which hold the same query. */
  private static int[] apart(Random random, int workers, int liars) {
    while (true) {
      int[] drawn = random.ints(0, workers).distinct().limit(liars).toArray();
      long pairs = Arrays.stream(drawn).filter(w -> w < 2 * QUERIES).map(w -> w / 2).count();
      long distinct =
          Arrays.stream(drawn).filter(w -> w < 2 * QUERIES).map(w -> w / 2).distinct().count();
      if (pairs == distinct) {
        return drawn;
      }
    }
  }

  /**
   * Honest workers answer the query; the liars agree on what they said of it in the first round.
   */
  private static FMatrixRMaj secondRound(
      Recheck recheck, FMatrixRMaj honest, FMatrixRMaj other, int[] liars) {
    FMatrixRMaj answers = new FMatrixRMaj(recheck.workers().size(), honest.numCols);
    for (int rank = 0; rank < answers.numRows; rank++) {
      int worker = recheck.workers().worker(rank);
      boolean lies = Arrays.stream(liars).anyMatch(liar -> liar == worker);
      Answers.copyRow(lies ? other : honest, 2 * recheck.query(), answers, rank);
    }
    return answers;
  }

  private static void assertModelsOwn(FMatrixRMaj predictions, FMatrixRMaj honest) {
    for (int j = 0; j < QUERIES; j++) {
      for (int c = 0; c < honest.numCols; c++) {
        assertThat(predictions.get(j, c)).isEqualTo(honest.get(2 * j, c));
      }
    }
  }
}
