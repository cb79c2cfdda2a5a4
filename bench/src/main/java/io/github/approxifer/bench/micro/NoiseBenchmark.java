package io.github.approxifer.bench.micro;

import io.github.approxifer.privacy.Neighbours;
import io.github.approxifer.privacy.mechanism.GaussianMechanism;
import io.github.approxifer.privacy.mechanism.LaplaceMechanism;
import io.github.approxifer.privacy.sensitivity.L1Sensitivity;
import io.github.approxifer.privacy.sensitivity.L2Sensitivity;
import java.security.SecureRandom;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
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
 * Time to add noise to a release: the mechanisms, drawn exactly on a grid from a secure generator,
 * against what is usually written, the inverse of the distribution function at a uniform double.
 * The latter gives its inputs away and is here for its speed only.
 *
 * <p>The aim is within ten times the naive sampler per value. One operation is a whole release:
 * divide by the number of values.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class NoiseBenchmark {
  /** Scale of the Laplace noise. */
  private static final double SCALE = 2;

  /** Number of values in a release. */
  @Param({"10", "1000", "100000"})
  public int values;

  private double[] data = new double[0];
  private double[] released = new double[0];
  private LaplaceMechanism laplace =
      LaplaceMechanism.of(new L1Sensitivity(SCALE, 1, Neighbours.WHOLE_QUERY), 1);
  private GaussianMechanism gaussian =
      GaussianMechanism.of(new L2Sensitivity(SCALE, 1, Neighbours.WHOLE_QUERY), 1, 1e-6);
  private final SplittableRandom random = new SplittableRandom();
  private final SecureRandom secureRandom = new SecureRandom();

  /** Creates the benchmark; the harness does. */
  public NoiseBenchmark() {}

  /** Makes a release of probabilities. */
  @Setup
  public void prepare() {
    data = new double[values];
    released = new double[values];
    for (int i = 0; i < values; i++) {
      data[i] = random.nextDouble();
    }
    laplace = LaplaceMechanism.of(new L1Sensitivity(SCALE, values, Neighbours.WHOLE_QUERY), 1);
    gaussian =
        GaussianMechanism.of(new L2Sensitivity(SCALE, values, Neighbours.WHOLE_QUERY), 1, 1e-6);
  }

  /**
   * Laplace noise as the mechanism draws it.
   *
   * @return the release
   */
  @Benchmark
  public double[] laplaceMechanism() {
    return laplace.addNoise(data, released);
  }

  /**
   * Gaussian noise as the mechanism draws it.
   *
   * @return the release
   */
  @Benchmark
  public double[] gaussianMechanism() {
    return gaussian.addNoise(data, released);
  }

  /**
   * Laplace noise by inversion, from a fast generator that can be predicted.
   *
   * @return the release
   */
  @Benchmark
  public double[] naiveInverseCdf() {
    for (int i = 0; i < data.length; i++) {
      released[i] = data[i] + inverseCdf(random.nextDouble());
    }
    return released;
  }

  /**
   * Laplace noise by inversion, from the platform's secure generator, a value at a time.
   *
   * @return the release
   */
  @Benchmark
  public double[] naiveInverseCdfSecure() {
    for (int i = 0; i < data.length; i++) {
      released[i] = data[i] + inverseCdf(secureRandom.nextDouble());
    }
    return released;
  }

  private static double inverseCdf(double uniform) {
    double u = uniform - 0.5;
    return -SCALE * Math.signum(u) * Math.log(1 - 2 * Math.abs(u));
  }
}
