package io.github.approxifer.coding.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.approxifer.coding.CodeParameters;
import io.github.approxifer.coding.EncodedGroup;
import io.github.approxifer.coding.GroupCoder;
import io.github.approxifer.coding.Scheme;
import io.github.approxifer.coding.answers.Decoded;
import io.github.approxifer.coding.answers.Provenance;
import io.github.approxifer.coding.answers.WorkerSet;
import io.github.approxifer.coding.codes.SubsetParityCode;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.ejml.data.FMatrixRMaj;
import org.junit.jupiter.api.Test;

class GroupingTest {
  private static FMatrixRMaj column(float... values) {
    FMatrixRMaj rows = new FMatrixRMaj(values.length, 1);
    System.arraycopy(values, 0, rows.data, 0, values.length);
    return rows;
  }

  private static FMatrixRMaj gaussian(int rows, int columns, long seed) {
    Random random = new Random(seed);
    FMatrixRMaj matrix = new FMatrixRMaj(rows, columns);
    for (int i = 0; i < matrix.data.length; i++) {
      matrix.data[i] = (float) random.nextGaussian();
    }
    return matrix;
  }

  @Property(tries = 100)
  void restoringUndoesApplying(
      @ForAll @IntRange(min = 1, max = 12) int queries, @ForAll long seed) {
    FMatrixRMaj rows = gaussian(queries, 3, seed);
    QueryOrder order = QueryPath.of(rows);
    FMatrixRMaj there = order.apply(rows, new FMatrixRMaj(1, 1));
    assertThat(order.restore(there, null).data).containsExactly(rows.data);
    assertThat(there.get(0, 1)).isEqualTo(rows.get(order.source(0), 1));
  }

  @Test
  void refusesOrdersThatAreNoPermutation() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> QueryOrder.of(0, 2, 2))
        .withMessageContaining("2 is out of range or there twice");
    assertThatIllegalArgumentException().isThrownBy(() -> QueryOrder.of(-1));
    QueryOrder order = QueryOrder.identity(2);
    assertThat(order).hasToString("[0, 1]");
    FMatrixRMaj rows = column(1, 2);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> order.apply(rows, rows))
        .withMessageContaining("same matrix");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> order.restore(column(1, 2, 3), null))
        .withMessageContaining("K=2");
  }

  @Test
  void aPathAlongALineIsSorted() {
    float[] values = {3, -1, 7, 0, 12, 5};
    QueryOrder order = QueryPath.of(column(values));
    float[] sorted = order.apply(column(values), null).data;
    if (sorted[0] > sorted[5]) {
      assertThat(sorted).containsExactly(12, 7, 5, 3, 0, -1);
    } else {
      assertThat(sorted).containsExactly(-1, 0, 3, 5, 7, 12);
    }
    FMatrixRMaj unknown = column(1, Float.NaN, 2);
    assertThat(QueryPath.of(unknown)).hasToString("[0, 1, 2]");
  }

  /**
   * The squared distance of sketches has the mean of the true one and a relative standard deviation
   * of at most sqrt(2/128) = 0.125; the mean over 400 pairs then of at most 0.00625 if they were
   * independent. Seeds are fixed; 6 and 5 standard deviations are allowed.
   */
  @Test
  void sketchesKeepDistances() {
    FMatrixRMaj a = gaussian(400, 3072, 1);
    FMatrixRMaj b = gaussian(400, 3072, 2);
    FMatrixRMaj sketchOfA = Distances.sketch(a);
    FMatrixRMaj sketchOfB = Distances.sketch(b);
    double sum = 0;
    for (int i = 0; i < 400; i++) {
      double ratio = squared(sketchOfA, sketchOfB, i) / squared(a, b, i);
      assertThat(ratio).isCloseTo(1, within(6 * 0.125));
      sum += ratio;
    }
    assertThat(sum / 400).isCloseTo(1, within(5 * 0.00625));
    assertThat(Distances.sketch(column(1, 2)).data).containsExactly(1, 2);
  }

  private static double squared(FMatrixRMaj a, FMatrixRMaj b, int row) {
    double sum = 0;
    for (int j = 0; j < a.numCols; j++) {
      sum += Math.pow(a.get(row, j) - b.get(row, j), 2);
    }
    return sum;
  }

  @Test
  void distancesAreThoseOfTheRows() {
    FMatrixRMaj rows = gaussian(9, 20, 3);
    float[] distances = Distances.squared(rows);
    for (int i = 0; i < 9; i++) {
      for (int j = 0; j < 9; j++) {
        double expected = 0;
        for (int c = 0; c < 20; c++) {
          expected += Math.pow(rows.get(i, c) - rows.get(j, c), 2);
        }
        assertThat((double) distances[9 * i + j]).isCloseTo(expected, within(1e-5 * expected));
      }
    }
  }

  @Test
  void similarSubsetsComeFirst() {
    QueryOrder order = SimilarSubsets.of(column(50, 10, 90, 10.5f, 20, 52), 2, 2);
    Set<Integer> first = Set.of(order.source(0), order.source(1));
    Set<Integer> second = Set.of(order.source(2), order.source(3));
    assertThat(first).isEqualTo(Set.of(1, 3));
    assertThat(second).isEqualTo(Set.of(0, 5));
    // From 50 or 52 the nearest that is left is 20, then comes 90.
    assertThat(order.source(4)).isEqualTo(4);
    assertThat(order.source(5)).isEqualTo(2);
    assertThat(SimilarSubsets.of(column(1, 2, 3), 2, 9).size()).isEqualTo(3);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SimilarSubsets.of(column(1, 2), 3, 1))
        .withMessageContaining("K=2 queries, but has 3");
  }

  @Test
  void theQueueGroupsWhatIsAlike() {
    GroupingQueue queue = new GroupingQueue(3, 10);
    assertThat(queue.takeGroup()).isEmpty();
    assertThat(queue.add(column(0, 100, 1, 101, 2, 99, 50))).isZero();
    assertThat(queue.takeGroup())
        .satisfiesAnyOf(
            g -> assertThat(g).containsExactly(0, 2, 4),
            g -> assertThat(g).containsExactly(4, 2, 0));
    assertThat(queue.add(column(51))).isEqualTo(7);
    long[] second = queue.takeGroup();
    Arrays.sort(second);
    assertThat(second).containsExactly(1, 3, 5);
    assertThat(queue.size()).isEqualTo(2);
    assertThat(queue.takeGroup()).containsExactlyInAnyOrder(6, 7);
  }

  @Test
  void withoutPatienceTheQueueIsAPlainOne() {
    GroupingQueue queue = new GroupingQueue(2, 0);
    queue.add(column(0, 9, 0, 9, 0, 9));
    for (long first = 0; first < 6; first += 2) {
      assertThat(queue.takeGroup()).containsExactlyInAnyOrder(first, first + 1);
    }
  }

  /** K arrive for each group of K taken: nobody is passed over more often than promised. */
  @Property(tries = 60)
  void nobodyWaitsLongerThanPromised(
      @ForAll @IntRange(min = 1, max = 8) int groupSize,
      @ForAll @IntRange(min = 0, max = 6) int patience,
      @ForAll @IntRange(min = 8, max = 60) int initial,
      @ForAll long seed) {
    GroupingQueue queue = new GroupingQueue(groupSize, patience);
    queue.add(gaussian(initial, 2, seed));
    Set<Long> served = new HashSet<>();
    for (int round = 0; round < 40; round++) {
      for (long ticket : queue.takeGroup()) {
        assertThat(served.add(ticket)).isTrue();
        // The group taken in round r has passed a query over r - (its round of arrival) times.
        long arrival = ticket < initial ? 0 : (ticket - initial) / groupSize + 1;
        long before = ticket < initial ? ticket : initial;
        assertThat(round - arrival).isLessThanOrEqualTo(patience + before / groupSize + 1);
      }
      queue.add(gaussian(groupSize, 2, seed + round + 1));
    }
  }

  @Test
  void refusesWhatCannotBeQueued() {
    assertThatIllegalArgumentException().isThrownBy(() -> new GroupingQueue(0, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> new GroupingQueue(1, -1));
    GroupingQueue queue = new GroupingQueue(2, 1);
    queue.add(column(1, 2));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> queue.add(new FMatrixRMaj(1, 2)))
        .withMessageContaining("d=2");
  }

  @Test
  void orderingsAreAvailableAsRules() {
    FMatrixRMaj rows = column(5, 1, 4);
    assertThat(GroupOrdering.AS_GIVEN.order(rows)).hasToString("[0, 1, 2]");
    assertThat(GroupOrdering.PATH.order(rows).source(1)).isEqualTo(2);
    assertThat(GroupOrdering.subsets(2, 1).order(rows).source(2)).isEqualTo(1);
  }

  /** The model adds one; every answer set gives each query its own prediction or a neighbour's. */
  @Test
  void theFrontDoorRestoresTheCallersOrder() {
    FMatrixRMaj queries = column(30, 10, 20, 12);
    GroupCoder coder =
        GroupCoder.of(SubsetParityCode.of(CodeParameters.stragglersOnly(4, 1), 2, 1));
    GroupCoder plain =
        GroupCoder.of(
            Scheme.of(SubsetParityCode.of(CodeParameters.stragglersOnly(4, 1), 4, 1))
                .withOrdering(GroupOrdering.AS_GIVEN));
    for (int straggler = 0; straggler < 5; straggler++) {
      WorkerSet set = WorkerSet.all(5).without(straggler);
      EncodedGroup all = plain.encode(queries);
      assertThat(all.order()).hasToString("[0, 1, 2, 3]");
      assertThat(plain.decode(all, set, answers(all, set)).predictions().data)
          .usingComparatorWithPrecision(1e-4f)
          .containsExactly(31, 11, 21, 13);

      EncodedGroup group = coder.encode(queries);
      Decoded decoded = coder.decode(group, set, answers(group, set));
      int lost = straggler < 4 ? group.order().source(straggler) : -1;
      for (int query = 0; query < 4; query++) {
        boolean exact = decoded.provenances().get(query) == Provenance.EXACT;
        assertThat(exact).isEqualTo(query != lost);
        if (exact) {
          assertThat(decoded.predictions().get(query, 0)).isEqualTo(queries.get(query, 0) + 1);
        }
      }
    }
  }

  private static FMatrixRMaj answers(EncodedGroup group, WorkerSet set) {
    FMatrixRMaj values = new FMatrixRMaj(set.size(), 1);
    for (int rank = 0; rank < set.size(); rank++) {
      values.data[rank] = group.coded().get(set.worker(rank), 0) + 1;
    }
    return values;
  }
}
