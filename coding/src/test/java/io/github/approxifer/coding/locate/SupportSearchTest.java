package io.github.approxifer.coding.locate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.approxifer.coding.answers.WorkerSet;
import io.github.approxifer.coding.answers.WorkerSets;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.junit.jupiter.api.Test;

class SupportSearchTest {
  private static final int COUNT = 9;

  /** Against the definition of the drop, worked out for every set with a general inverse. */
  @Property(tries = 60)
  void theExhaustiveSearchFindsTheBestSetOfEverySize(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 4) int depth) {
    Problem problem = new Problem(seed);
    ExhaustiveSearch search =
        new ExhaustiveSearch(COUNT, problem.g.data, problem.m.data, depth, -1);
    for (int size = 1; size <= depth; size++) {
      double best = 0;
      for (WorkerSet set : WorkerSets.ofSize(COUNT, size)) {
        best = Math.max(best, problem.drop(set.toArray()));
      }
      // Inverses of matrices of at most 4 x 4 with a condition below 1e6.
      assertThat(search.drop(size)).isCloseTo(best, within(1e-8 * best));
      assertThat(problem.drop(search.ranks(size))).isCloseTo(best, within(1e-8 * best));
    }
  }

  @Property(tries = 60)
  void thePursuitKnowsTheDropOfWhatItChose(@ForAll long seed) {
    Problem problem = new Problem(seed);
    SupportSearch search = new SupportSearch(COUNT, problem.g.data, problem.m.data, 4, -1);
    ExhaustiveSearch exhaustive =
        new ExhaustiveSearch(COUNT, problem.g.data, problem.m.data, 4, -1);
    double before = 0;
    for (int size = 1; size <= 4; size++) {
      search.grow();
      assertThat(search.ranks()).hasSize(size).doesNotHaveDuplicates().isSorted();
      double drop = problem.drop(search.ranks());
      assertThat(search.drop()).isCloseTo(drop, within(1e-8 * drop));
      assertThat(search.drop()).isBetween(before, exhaustive.drop(size) * (1 + 1e-8));
      before = search.drop();
    }
  }

  /** Without replacement sweeps the first worker, which explains most alone, would stay. */
  @Test
  void aSweepReplacesAWorkerThatOnlySeemedToExplain() {
    // The columns of L are e1, e2 and nearly (e1+e2)/sqrt(2); the residual is e1+e2 scaled, plus a
    // little that only the first two explain.
    double s = Math.sqrt(0.5);
    DMatrixRMaj l =
        new DMatrixRMaj(new double[][] {{1, 0, s - 0.01}, {0, 1, s + 0.01}, {0, 0, 0.05}});
    DMatrixRMaj r = new DMatrixRMaj(new double[][] {{1.05}, {1}, {0}});
    DMatrixRMaj g = new DMatrixRMaj(3, 3);
    CommonOps_DDRM.multTransA(l, l, g);
    DMatrixRMaj b = new DMatrixRMaj(3, 1);
    CommonOps_DDRM.multTransA(l, r, b);
    DMatrixRMaj m = new DMatrixRMaj(3, 3);
    CommonOps_DDRM.multTransB(b, b, m);
    SupportSearch search = new SupportSearch(3, g.data, m.data, 2, -1);

    search.grow();
    assertThat(search.ranks()).containsExactly(2);
    search.grow();
    assertThat(search.ranks()).containsExactly(0, 1);
    assertThat(search.drop()).isCloseTo(1.05 * 1.05 + 1, within(1e-12));
  }

  @Test
  void allSetsAreTriedAsLongAsTheyAreFew() {
    assertThat(ExhaustiveSearch.depth(30, 3)).isEqualTo(3);
    assertThat(ExhaustiveSearch.depth(48, 3)).isEqualTo(3);
    assertThat(ExhaustiveSearch.depth(52, 3)).isEqualTo(2);
    assertThat(ExhaustiveSearch.depth(32, 4)).isEqualTo(3);
    assertThat(ExhaustiveSearch.depth(30, 1)).isEqualTo(1);
  }

  /** G = L'L for a random L, and M for random answers. */
  private static final class Problem {
    private final DMatrixRMaj g = new DMatrixRMaj(COUNT, COUNT);
    private final DMatrixRMaj m = new DMatrixRMaj(COUNT, COUNT);

    Problem(long seed) {
      Random random = new Random(seed);
      DMatrixRMaj l = new DMatrixRMaj(COUNT, COUNT);
      DMatrixRMaj y = new DMatrixRMaj(COUNT, 3);
      for (int i = 0; i < l.data.length; i++) {
        l.data[i] = random.nextGaussian() + (i % (COUNT + 1) == 0 ? 4 : 0);
      }
      for (int i = 0; i < y.data.length; i++) {
        y.data[i] = random.nextGaussian();
      }
      CommonOps_DDRM.multTransA(l, l, g);
      DMatrixRMaj b = new DMatrixRMaj(COUNT, 3);
      CommonOps_DDRM.mult(g, y, b);
      CommonOps_DDRM.multTransB(b, b, m);
    }

    double drop(int[] set) {
      DMatrixRMaj inverse = new DMatrixRMaj(set.length, set.length);
      DMatrixRMaj part = new DMatrixRMaj(set.length, set.length);
      for (int a = 0; a < set.length; a++) {
        for (int b = 0; b < set.length; b++) {
          inverse.set(a, b, g.get(set[a], set[b]));
          part.set(a, b, m.get(set[a], set[b]));
        }
      }
      CommonOps_DDRM.invert(inverse);
      DMatrixRMaj product = new DMatrixRMaj(set.length, set.length);
      CommonOps_DDRM.mult(inverse, part, product);
      return CommonOps_DDRM.trace(product);
    }
  }
}
