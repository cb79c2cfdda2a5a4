package io.github.approxifer.bench.runtime;

import io.github.approxifer.coding.CodeParameters;
import io.github.approxifer.coding.Encoder;
import io.github.approxifer.coding.codes.BerrutCode;
import java.util.concurrent.TimeUnit;
import org.ejml.data.DMatrixRMaj;
import org.ejml.data.FMatrixRMaj;
import org.ejml.dense.row.CommonOps_FDRM;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Encoding K=8 queries of d=3072 floats for N=9 workers, beside EJML's own product of the same
 * matrices and beside a plain copy that moves as many bytes: encoding reads K d and writes N d
 * floats, so the copy is of (K+N) d / 2 floats.
 *
 * <p>JMH itself allocates some 6 kB an iteration. Spread over the calls of a second, that is well
 * below the 16 bytes of the smallest object.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class EncodeComparisonBenchmark {
  private static final int K = 8;
  private static final int N = 9;
  private static final int D = 3072;

  private final BerrutCode code = BerrutCode.of(CodeParameters.stragglersOnly(K, N - K));
  private final Encoder encoder = Encoder.of(code);
  private final FMatrixRMaj matrix = asFloat(code.encodingMatrix());
  private final FMatrixRMaj queries = RandomMatrices.gaussian(K, D);
  private final FMatrixRMaj coded = new FMatrixRMaj(N, D);
  private final float[] source = new float[(K + N) * D / 2];
  private final float[] target = new float[(K + N) * D / 2];

  /**
   * This library's encoder, its check for NaN included.
   *
   * @return the coded queries
   */
  @Benchmark
  public FMatrixRMaj encode() {
    return encoder.encode(queries, coded);
  }

  /**
   * EJML's product.
   *
   * @return the coded queries
   */
  @Benchmark
  public FMatrixRMaj ejmlProduct() {
    CommonOps_FDRM.mult(matrix, queries, coded);
    return coded;
  }

  /**
   * A copy of the same number of bytes.
   *
   * @return the copy
   */
  @Benchmark
  public float[] copy() {
    System.arraycopy(source, 0, target, 0, source.length);
    return target;
  }

  private static FMatrixRMaj asFloat(DMatrixRMaj matrix) {
    FMatrixRMaj result = new FMatrixRMaj(matrix.numRows, matrix.numCols);
    for (int i = 0; i < result.data.length; i++) {
      result.data[i] = (float) matrix.data[i];
    }
    return result;
  }
}
