package io.github.approxifer.coding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.approxifer.coding.answers.WorkerSet;
import io.github.approxifer.coding.answers.WorkerSets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Stream;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every code must fulfil, for all K in 2..16, S in 0..4 and E in 0..4. */
class CodeContractTest {
  /** Beyond this many answer sets, random ones are tried instead. */
  private static final int MOST_SETS = 2000;

  private static final int RANDOM_SETS = 20;

  /*
   * The rows of the matrices are right to some units in the last place of their sums of absolute
   * values, so the product of two of them with the vector of ones is right to (n + k) 2^-52 times
   * the product of the sums; n + k is at most 200 here.
   */
  private static final double TOLERANCE = 200 * 0x1p-52;

  static Stream<String> families() {
    return CodeFamilies.ALL.keySet().stream();
  }

  private static List<CodeParameters> parameters() {
    List<CodeParameters> all = new ArrayList<>();
    for (int k = 2; k <= 16; k++) {
      for (int s = 0; s <= 4; s++) {
        for (int e = 0; e <= 4; e++) {
          all.add(new CodeParameters(k, s, e));
        }
      }
    }
    return all;
  }

  @ParameterizedTest
  @MethodSource("families")
  void hasMatricesOfTheRightShapeThatReproduceConstants(String family) {
    for (CodeParameters p : parameters()) {
      if (CodeFamilies.supports(family, p)) {
        check(create(family, p));
      }
    }
  }

  /** No worker of a short group gets a query that nobody asked, and none is asked in addition. */
  @ParameterizedTest
  @MethodSource("families")
  void isTheSameForFewerQueriesOrSaysThatItCannot(String family) {
    for (CodeParameters p : parameters()) {
      if (!CodeFamilies.supports(family, p)) {
        continue;
      }
      Code full = create(family, p);
      assertThat(full.shortened(1).isPresent())
          .as(family)
          .isEqualTo(CodeFamilies.shortens(family, p));
      for (int queries = 1; queries <= p.queries() && full.shortened(1).isPresent(); queries++) {
        Code shorter = full.shortened(queries).orElseThrow();
        CodeParameters own = shorter.parameters();
        assertThat(own.queries()).isEqualTo(CodeFamilies.shortest(family, p, queries));
        assertThat(own.errors()).isEqualTo(p.errors());
        assertThat(own.stragglers()).isLessThanOrEqualTo(p.stragglers());
        Scheme scheme = Scheme.of(full).shortened(queries);
        if (own.queries() < p.queries()) {
          assertThat(shorter.workers()).isLessThanOrEqualTo(full.workers());
          assertThat(scheme.code().parameters()).isEqualTo(own);
          check(shorter);
        } else {
          assertThat(scheme.code()).isSameAs(full);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("families")
  void refusesParametersThatItCannotServe(String family) {
    for (CodeParameters p : parameters()) {
      if (!CodeFamilies.supports(family, p)) {
        assertThatIllegalArgumentException()
            .as("%s for %s", family, p)
            .isThrownBy(() -> create(family, p))
            .withMessageContaining(p.toString());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("families")
  void refusesTheAnswersOfOtherWorkers(String family) {
    Code code = create(family, CodeParameters.stragglersOnly(5, 1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> code.decodingMatrix(WorkerSet.all(code.workers() + 1)))
        .withMessageContaining("N=" + code.workers());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> code.decodingMatrix(WorkerSet.none(code.workers())));
    assertThat(code.toString()).startsWith(code.name()).contains("K=5, S=1, E=0");
  }

  /** Indicators come back at their own place: no query is mistaken for another. */
  @ParameterizedTest
  @MethodSource("families")
  void keepsTheOrderOfTheQueries(String family) {
    for (CodeParameters p : parameters()) {
      if (CodeFamilies.supports(family, p) && p.stragglers() > 0) {
        Code code = create(family, p);
        DMatrixRMaj encoding = code.encodingMatrix();
        DMatrixRMaj decoding = code.decodingMatrix(WorkerSet.all(code.workers()));
        for (int j = 0; j < p.queries(); j++) {
          int greatest = 0;
          double[] row = new double[p.queries()];
          for (int k = 0; k < p.queries(); k++) {
            for (int worker = 0; worker < code.workers(); worker++) {
              row[k] += decoding.get(j, worker) * encoding.get(worker, k);
            }
            greatest = row[k] > row[greatest] ? k : greatest;
          }
          assertThat(greatest).as("%s, query %d", code, j).isEqualTo(j);
        }
      }
    }
  }

  private static Code create(String family, CodeParameters p) {
    Function<CodeParameters, Code> factory = CodeFamilies.ALL.get(family);
    return Objects.requireNonNull(factory).apply(p);
  }

  private static void check(Code code) {
    CodeParameters p = code.parameters();
    assertThat(code.honestQuorum()).as("%s", code).isBetween(1, code.quorum());
    assertThat(code.quorum()).isLessThanOrEqualTo(code.workers() - p.stragglers());
    DMatrixRMaj encoding = code.encodingMatrix();
    assertThat(encoding.numRows).isEqualTo(code.workers());
    assertThat(encoding.numCols).isEqualTo(p.queries());
    // The answers of a model that answers everything with 1 (and a sum of K queries with K).
    double[] ones = new double[code.workers()];
    double[] sizes = new double[code.workers()];
    for (int worker = 0; worker < ones.length; worker++) {
      for (int query = 0; query < p.queries(); query++) {
        ones[worker] += encoding.get(worker, query);
        sizes[worker] += Math.abs(encoding.get(worker, query));
      }
      if (!code.runsOwnModel(worker)) {
        // Also where noise makes up the rest of the weights.
        ones[worker] = 1;
        sizes[worker] = Math.max(1, sizes[worker]);
      }
    }
    for (WorkerSet answers : answerSets(code)) {
      DMatrixRMaj decoding = code.decodingMatrix(answers);
      boolean shape = decoding.numRows == p.queries() && decoding.numCols == answers.size();
      assertThat(shape).as("%s, F=%s", code, answers).isTrue();
      double worst = 0;
      for (int query = 0; query < p.queries(); query++) {
        double sum = 0;
        double size = 0;
        for (int rank = 0; rank < answers.size(); rank++) {
          double weight = decoding.get(query, rank);
          sum += weight * ones[answers.worker(rank)];
          size += Math.abs(weight) * sizes[answers.worker(rank)];
        }
        double error = Math.abs(sum - 1) / (TOLERANCE * size);
        // Written so that NaN counts as an error.
        worst = error <= worst ? worst : error;
      }
      assertThat(worst).as("%s, F=%s", code, answers).isLessThanOrEqualTo(1);
    }
  }

  /** Every set of honestQuorum answers if they are few enough, and the set of all workers. */
  private static List<WorkerSet> answerSets(Code code) {
    int workers = code.workers();
    int size = code.honestQuorum();
    List<WorkerSet> sets = new ArrayList<>();
    sets.add(WorkerSet.all(workers));
    if (binomial(workers, size) <= MOST_SETS) {
      sets.addAll(WorkerSets.ofSize(workers, size));
      return sets;
    }
    Random random = new Random(workers * 1000L + size);
    for (int i = 0; i < RANDOM_SETS; i++) {
      int[] members = random.ints(0, workers).distinct().limit(size).toArray();
      sets.add(WorkerSet.of(workers, members));
    }
    return sets;
  }

  private static double binomial(int n, int k) {
    double result = 1;
    for (int i = 1; i <= Math.min(k, n - k); i++) {
      result *= (double) (n - i + 1) / i;
    }
    return result;
  }
}
