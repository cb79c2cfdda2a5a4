package io.github.approxifer.bench.micro.coding;

import io.github.approxifer.coding.CodeParameters;
import io.github.approxifer.coding.answers.WorkerSet;
import io.github.approxifer.coding.codes.BerrutCode;
import io.github.approxifer.coding.order.GroupingQueue;
import io.github.approxifer.coding.order.QueryOrder;
import io.github.approxifer.coding.order.QueryPath;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.ejml.data.DMatrixRMaj;
import org.ejml.data.FMatrixRMaj;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What ordering, grouping and building matrices cost, beside the kernel. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class FrontDoorBenchmark {
  private static final int QUEUE = 128;
  private static final int GROUP = 8;
  private static final int PIXELS = 3072;

  private final FMatrixRMaj waiting = new FMatrixRMaj(QUEUE, PIXELS);
  private final FMatrixRMaj group = new FMatrixRMaj(GROUP, PIXELS);
  private final BerrutCode large = BerrutCode.of(CodeParameters.stragglersOnly(256, 768));
  private final WorkerSet half = WorkerSet.all(1024).without(evenWorkers());

  private static int[] evenWorkers() {
    int[] even = new int[512];
    for (int i = 0; i < 512; i++) {
      even[i] = 2 * i;
    }
    return even;
  }

  /** Draws the queries. */
  @Setup
  public void setUp() {
    Random random = new Random(1);
    for (int i = 0; i < waiting.data.length; i++) {
      waiting.data[i] = random.nextFloat();
    }
    System.arraycopy(waiting.data, 0, group.data, 0, group.data.length);
  }

  /**
   * A queue of 128 CIFAR images, from arrival to 16 groups of 8 in order.
   *
   * @return something that depends on all groups
   */
  @Benchmark
  public long groupsOutOfAQueue() {
    GroupingQueue queue = new GroupingQueue(GROUP, 16);
    queue.add(waiting);
    long sum = 0;
    while (queue.size() > 0) {
      sum = 31 * sum + queue.takeGroup()[0];
    }
    return sum;
  }

  /**
   * One group of 8 CIFAR images along a path.
   *
   * @return the order
   */
  @Benchmark
  public QueryOrder orderOfAGroup() {
    return QueryPath.of(group);
  }

  /**
   * The encoding matrix of K=256, N=1024.
   *
   * @return 1024 x 256
   */
  @Benchmark
  public DMatrixRMaj largeEncodingMatrix() {
    return large.encodingMatrix();
  }

  /**
   * A decoding matrix of K=256 from 512 of 1024 workers.
   *
   * @return 256 x 512
   */
  @Benchmark
  public DMatrixRMaj largeDecodingMatrix() {
    return large.decodingMatrix(half);
  }
}
