package io.github.approxifer.bench.micro.coding;

import io.github.approxifer.coding.kernel.RowCombiner;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.openblas.global.openblas;
import org.ejml.data.DMatrixRMaj;
import org.ejml.data.FMatrixRMaj;
import org.ejml.dense.row.CommonOps_FDRM;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Encoding: a small N x K matrix times K rows of d floats, on one thread, against other ways to
 * compute it and against a copy of as many bytes.
 *
 * <p>With {@code groups} above 1 the benchmark goes round so many groups of queries and
 * destinations, which together exceed the last-level cache, so that the queries come from memory;
 * with 1 they are in the cache. OpenBLAS is measured twice: with queries and destination outside of
 * the Java heap, where it works best, and with Java arrays, which its Java binding copies.
 *
 * <p>Results are checked against the plain loop before anything is timed. Run it with {@code
 * --add-modules jdk.incubator.vector} for the vector kernel (the default of the forks here) and
 * without for the loops: {@code -jvmArgs -Xmx2g}.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
    value = 2,
    jvmArgs = {"-Xmx2g", "--add-modules=jdk.incubator.vector"})
public class KernelBenchmark {
  /** K x N x d x groups. */
  @Param({
    "8x9x784x1",
    "8x9x3072x1",
    "12x30x3072x1",
    "8x9x150528x1",
    "8x9x150528x16",
    "64x80x3072x1"
  })
  public String shape = "8x9x784x1";

  private int outputs;
  private int inputs;
  private int length;
  private int group;
  private RowCombiner combiner = RowCombiner.of(new DMatrixRMaj(1, 1));
  private FMatrixRMaj matrix = new FMatrixRMaj(0, 0);
  private FMatrixRMaj[] queries = {};
  private FMatrixRMaj[] coded = {};
  private float[][] source = {};
  private float[][] target = {};
  private FloatPointer nativeMatrix = new FloatPointer();
  private FloatPointer[] nativeQueries = {};
  private FloatPointer[] nativeCoded = {};

  /** Draws the data and checks that all ways agree. */
  @Setup
  public void setUp() {
    openblas.blas_set_num_threads(1);
    String[] sizes = shape.split("x", -1);
    inputs = Integer.parseInt(sizes[0]);
    outputs = Integer.parseInt(sizes[1]);
    length = Integer.parseInt(sizes[2]);
    int groups = Integer.parseInt(sizes[3]);
    Random random = new Random(1);
    DMatrixRMaj weights = new DMatrixRMaj(outputs, inputs);
    matrix = new FMatrixRMaj(outputs, inputs);
    for (int i = 0; i < weights.data.length; i++) {
      weights.data[i] = random.nextGaussian();
      matrix.data[i] = (float) weights.data[i];
    }
    combiner = RowCombiner.of(weights);
    nativeMatrix = new FloatPointer(matrix.data);
    queries = new FMatrixRMaj[groups];
    coded = new FMatrixRMaj[groups];
    source = new float[groups][(inputs + outputs) * length / 2];
    target = new float[groups][(inputs + outputs) * length / 2];
    nativeQueries = new FloatPointer[groups];
    nativeCoded = new FloatPointer[groups];
    for (int g = 0; g < groups; g++) {
      queries[g] = new FMatrixRMaj(inputs, length);
      for (int i = 0; i < queries[g].data.length; i++) {
        queries[g].data[i] = random.nextFloat();
      }
      coded[g] = new FMatrixRMaj(outputs, length);
      nativeQueries[g] = new FloatPointer(queries[g].data);
      nativeCoded[g] = new FloatPointer((long) outputs * length);
    }
    group = -1;
    float[] expected = plainLoop().data.clone();
    group = -1;
    requireClose(expected, combiner().data);
    group = -1;
    requireClose(expected, ejml().data);
    group = -1;
    requireClose(expected, openBlasOnArrays().data);
    group = -1;
    float[] fromNative = new float[outputs * length];
    openBlas().get(fromNative);
    requireClose(expected, fromNative);
  }

  /** Frees the memory outside of the heap. */
  @TearDown
  public void tearDown() {
    nativeMatrix.close();
    for (int g = 0; g < nativeQueries.length; g++) {
      nativeQueries[g].close();
      nativeCoded[g].close();
    }
  }

  /**
   * This project's kernel.
   *
   * @return the coded queries
   */
  @Benchmark
  public FMatrixRMaj combiner() {
    int g = next();
    return combiner.apply(queries[g], coded[g]);
  }

  /**
   * The textbook loop: for each output, add one weighted row after the other.
   *
   * @return the coded queries
   */
  @Benchmark
  public FMatrixRMaj plainLoop() {
    int g = next();
    float[] x = queries[g].data;
    float[] y = coded[g].data;
    for (int i = 0; i < outputs; i++) {
      for (int c = 0; c < length; c++) {
        y[i * length + c] = 0;
      }
      for (int j = 0; j < inputs; j++) {
        float weight = matrix.data[i * inputs + j];
        for (int c = 0; c < length; c++) {
          y[i * length + c] += weight * x[j * length + c];
        }
      }
    }
    return coded[g];
  }

  /**
   * EJML's product of float matrices.
   *
   * @return the coded queries
   */
  @Benchmark
  public FMatrixRMaj ejml() {
    int g = next();
    return CommonOps_FDRM.mult(matrix, queries[g], coded[g]);
  }

  /**
   * OpenBLAS on memory outside of the Java heap.
   *
   * @return the coded queries
   */
  @Benchmark
  public FloatPointer openBlas() {
    int g = next();
    openblas.cblas_sgemm(
        openblas.CblasRowMajor,
        openblas.CblasNoTrans,
        openblas.CblasNoTrans,
        outputs,
        length,
        inputs,
        1,
        nativeMatrix,
        inputs,
        nativeQueries[g],
        length,
        0,
        nativeCoded[g],
        length);
    return nativeCoded[g];
  }

  /**
   * OpenBLAS on Java arrays, which the binding copies to and fro.
   *
   * @return the coded queries
   */
  @Benchmark
  public FMatrixRMaj openBlasOnArrays() {
    int g = next();
    openblas.cblas_sgemm(
        openblas.CblasRowMajor,
        openblas.CblasNoTrans,
        openblas.CblasNoTrans,
        outputs,
        length,
        inputs,
        1,
        matrix.data,
        inputs,
        queries[g].data,
        length,
        0,
        coded[g].data,
        length);
    return coded[g];
  }

  /**
   * A copy that reads and writes (K + N) d / 2 floats each, as many bytes as encoding must move.
   *
   * @return the copy
   */
  @Benchmark
  public float[] copy() {
    int g = next();
    System.arraycopy(source[g], 0, target[g], 0, source[g].length);
    return target[g];
  }

  /**
   * The same copy in a loop, with the loads and stores that Java code has: whether {@link
   * System#arraycopy} has better ones.
   *
   * @return the copy
   */
  @Benchmark
  public float[] copyLoop() {
    int g = next();
    float[] from = source[g];
    float[] to = target[g];
    for (int i = 0; i < from.length; i++) {
      to[i] = from[i];
    }
    return to;
  }

  private int next() {
    group = group + 1 < queries.length ? group + 1 : 0;
    return group;
  }

  private static void requireClose(float[] expected, float[] actual) {
    for (int i = 0; i < expected.length; i++) {
      if (Math.abs(expected[i] - actual[i]) > 1e-3) {
        throw new IllegalStateException(
            "element " + i + " is " + actual[i] + ", but the plain loop gives " + expected[i]);
      }
    }
  }
}
