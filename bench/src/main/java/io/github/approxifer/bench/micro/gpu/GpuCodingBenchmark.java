package io.github.approxifer.bench.micro.gpu;

import io.github.approxifer.coding.CodeParameters;
import io.github.approxifer.coding.answers.WorkerSet;
import io.github.approxifer.coding.codes.BerrutCode;
import io.github.approxifer.coding.cuda.CudaCombiner;
import io.github.approxifer.coding.cuda.CudaDevice;
import io.github.approxifer.coding.cuda.DeviceFloats;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Coding of 4,096 groups of K=8, N=9, d=3072 that are on the device, beside a copy on the device
 * that moves as many bytes as encoding reads and writes ({@link #BYTES}); and the way there from
 * host memory.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class GpuCodingBenchmark {
  static final int GROUPS = 4096;
  static final int LENGTH = 3072;

  /** Read and written by encoding or decoding: 8 + 9, or 8 + 8, floats a group and value. */
  static final long BYTES = 17L * GROUPS * LENGTH * Float.BYTES;

  private CudaDevice device;
  private CudaCombiner encoder;
  private CudaCombiner decoder;
  private DeviceFloats queries;
  private DeviceFloats coded;
  private DeviceFloats half;
  private DeviceFloats otherHalf;
  private float[] host;

  /** Opens the device; JMH makes the state on the thread that measures. */
  @Setup
  public void open() {
    device = CudaDevice.open();
    BerrutCode code = BerrutCode.of(CodeParameters.stragglersOnly(8, 1));
    encoder = new CudaCombiner(device, code.encodingMatrix());
    decoder = new CudaCombiner(device, code.decodingMatrix(WorkerSet.all(9).without(3)));
    queries = device.allocate(8L * GROUPS * LENGTH);
    coded = device.allocate(9L * GROUPS * LENGTH);
    half = device.allocate(BYTES / Float.BYTES / 2);
    otherHalf = device.allocate(BYTES / Float.BYTES / 2);
    host = new float[8 * 64 * LENGTH];
  }

  /** Frees everything. */
  @TearDown
  public void close() {
    otherHalf.close();
    half.close();
    coded.close();
    queries.close();
    decoder.close();
    encoder.close();
    device.close();
  }

  /** Queries to coded queries. */
  @Benchmark
  public void encode() {
    encoder.apply(queries, GROUPS, LENGTH, coded);
    device.synchronize();
  }

  /** Eight answers of as many values to eight predictions. */
  @Benchmark
  public void decode() {
    decoder.apply(coded, GROUPS, LENGTH, queries);
    device.synchronize();
  }

  /** As many bytes read and written as by encoding. */
  @Benchmark
  public void copy() {
    half.copyFrom(otherHalf);
    device.synchronize();
  }

  /** 64 groups of queries from Java memory to the device. */
  @Benchmark
  public void upload() {
    queries.upload(host);
  }
}
