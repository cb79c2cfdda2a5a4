package io.github.approxifer.interp.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.github.approxifer.interp.barycentric.BarycentricInterpolant;
import io.github.approxifer.interp.barycentric.VectorInterpolant;
import io.github.approxifer.interp.nodes.ChebyshevNodes;
import io.github.approxifer.interp.spline.CubicSpline;
import io.github.approxifer.interp.spline.NaturalCubicSpline;
import io.github.approxifer.interp.trigonometric.TrigonometricInterpolant;
import io.github.approxifer.interp.weights.BerrutWeights;
import java.lang.management.ManagementFactory;
import java.util.Random;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;

/** What the documentation promises about memory. */
class AllocationTest {

  private static final int CALLS = 200;

  private static double bytesACall(Runnable call) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    for (int i = 0; i < CALLS; i++) {
      call.run();
    }
    // The virtual machine itself may allocate in the thread once; not every time.
    long least = Long.MAX_VALUE;
    for (int round = 0; round < 5; round++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      for (int i = 0; i < CALLS; i++) {
        call.run();
      }
      least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
    }
    return (double) least / CALLS;
  }

  @Test
  void destinationsMakeAllocationsUnnecessary() {
    double[] nodes = ChebyshevNodes.secondKind(9);
    double[] weights = BerrutWeights.second(9);
    double[] points = new Random(1).doubles(600, -1, 1).toArray();
    points[5] = nodes[3];
    double[] destination = new double[600];
    DMatrixRMaj matrix = new DMatrixRMaj(600, 4);
    BarycentricInterpolant interpolant = BarycentricInterpolant.of(nodes, weights, nodes);
    VectorInterpolant vector = VectorInterpolant.of(nodes, weights, new DMatrixRMaj(9, 4));
    CubicSpline spline = NaturalCubicSpline.of(nodes, nodes);
    TrigonometricInterpolant trigonometric = TrigonometricInterpolant.of(-1, 2, nodes);
    // The least object has 16 bytes.
    assertThat(bytesACall(() -> interpolant.values(points, destination))).isLessThan(1);
    assertThat(bytesACall(() -> vector.values(points, matrix))).isLessThan(1);
    assertThat(bytesACall(() -> spline.values(points, destination))).isLessThan(1);
    assertThat(bytesACall(() -> trigonometric.values(points, destination))).isLessThan(1);
    // The measurement sees what does allocate.
    assertThat(bytesACall(() -> interpolant.values(points, new double[600])))
        .isGreaterThan(600 * 8);
  }
}
