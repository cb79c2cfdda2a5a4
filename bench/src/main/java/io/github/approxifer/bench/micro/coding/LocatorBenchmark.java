package io.github.approxifer.bench.micro.coding;

import io.github.approxifer.coding.CodeParameters;
import io.github.approxifer.coding.Encoder;
import io.github.approxifer.coding.answers.WorkerSet;
import io.github.approxifer.coding.codes.BerrutCode;
import io.github.approxifer.coding.locate.ChebyshevFitLocator;
import io.github.approxifer.coding.locate.ErrorLocator;
import io.github.approxifer.coding.locate.JointLocator;
import io.github.approxifer.coding.locate.MedianLocator;
import io.github.approxifer.coding.locate.RationalFitLocator;
import io.github.approxifer.coding.locate.ResidualOperator;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.ejml.data.FMatrixRMaj;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Locating liars in one group of K=12 queries and 10 classes from 2(K+E) answers: the published
 * algorithm with EJML's pseudo-inverse against the others, on one core.
 *
 * <p>The answers are those of a smooth model with values like a network's scores, in 64 groups in
 * turn; E workers lie in each. The set of answers is always the same, so its matrices are known
 * after the first group, as they are in service.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class LocatorBenchmark {
  private static final int QUERIES = 12;
  private static final int CLASSES = 10;
  private static final int GROUPS = 64;

  /** Which locator. */
  @Param({
    "PUBLISHED",
    "CHEBYSHEV",
    "MEDIAN",
    "JOINT_BERRUT",
    "JOINT_SPLINE",
    "JOINT_SPLINE_GATE",
    "JOINT_FITTED_GATE"
  })
  public Kind locator = Kind.PUBLISHED;

  /** E, how many lie. */
  @Param({"1", "3"})
  public int errors;

  private ErrorLocator instance = (answers, values) -> answers;
  private WorkerSet answers = WorkerSet.none(1);
  private final List<FMatrixRMaj> groups = new ArrayList<>();
  private int next;

  /** Creates a benchmark; JMH fills in the parameters. */
  public LocatorBenchmark() {}

  /** The locators. */
  public enum Kind {
    /** The published rational fit, monomials and pseudo-inverse. */
    PUBLISHED,
    /** The same in a Chebyshev basis. */
    CHEBYSHEV,
    /** The median baseline. */
    MEDIAN,
    /** Joint leave-one-out residuals, Berrut. */
    JOINT_BERRUT,
    /** Joint leave-one-out residuals, natural spline. */
    JOINT_SPLINE,
    /** The same with a gate. */
    JOINT_SPLINE_GATE,
    /** Fitted to honest groups, with a gate. */
    JOINT_FITTED_GATE
  }

  /** Draws the groups and builds the locator. */
  @Setup
  public void setUp() {
    BerrutCode code = BerrutCode.of(new CodeParameters(QUERIES, 0, errors));
    answers = WorkerSet.all(code.workers());
    Random random = new Random(1);
    List<FMatrixRMaj> honest = new ArrayList<>();
    for (int g = 0; g < 100; g++) {
      honest.add(smooth(code, random));
    }
    for (int g = 0; g < GROUPS; g++) {
      FMatrixRMaj values = smooth(code, random);
      for (int liar : random.ints(0, code.workers()).distinct().limit(errors).toArray()) {
        for (int c = 0; c < CLASSES; c++) {
          values.set(liar, c, -values.get(liar, c));
        }
      }
      groups.add(values);
    }
    ResidualOperator spline = ResidualOperator.NATURAL_SPLINE;
    instance =
        switch (locator) {
          case PUBLISHED -> RationalFitLocator.of(code, errors);
          case CHEBYSHEV -> ChebyshevFitLocator.of(code, errors);
          case MEDIAN -> MedianLocator.of(errors);
          case JOINT_BERRUT -> JointLocator.withResiduals(code, ResidualOperator.BERRUT, errors);
          case JOINT_SPLINE -> JointLocator.withResiduals(code, spline, errors);
          case JOINT_SPLINE_GATE ->
              JointLocator.withResiduals(code, spline, errors).gated(honest, 0.05);
          case JOINT_FITTED_GATE -> JointLocator.fitted(code, honest, errors, 0.05);
        };
  }

  /** Scores that are smooth functions of a coded query of 4 numbers. */
  private static FMatrixRMaj smooth(BerrutCode code, Random random) {
    FMatrixRMaj queries = new FMatrixRMaj(QUERIES, 4);
    for (int i = 0; i < queries.getNumElements(); i++) {
      queries.data[i] = (float) random.nextGaussian();
    }
    FMatrixRMaj coded = Encoder.of(code).encode(queries);
    FMatrixRMaj values = new FMatrixRMaj(code.workers(), CLASSES);
    for (int i = 0; i < values.numRows; i++) {
      for (int c = 0; c < CLASSES; c++) {
        double phase = coded.get(i, c % 4) + 0.3 * c * coded.get(i, (c + 1) % 4);
        values.set(i, c, (float) (6 * Math.sin(phase)));
      }
    }
    return values;
  }

  /**
   * Locates the liars of one group.
   *
   * @return who was named
   */
  @Benchmark
  public WorkerSet locate() {
    next = (next + 1) % GROUPS;
    return instance.locate(answers, groups.get(next));
  }
}
