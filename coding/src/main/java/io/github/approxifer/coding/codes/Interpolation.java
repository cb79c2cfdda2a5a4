package io.github.approxifer.coding.codes;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;

/** Berrut's interpolant through nodes in any order: the signs must follow the order on the line. */
final class Interpolation {
  private Interpolation() {}

  /** The matrix from the values at the first so many nodes, as they stand, to those at points. */
  static DMatrixRMaj matrix(double[] nodes, int count, double[] points) {
    int[] order =
        IntStream.range(0, count)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> -nodes[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    double[] sorted = Arrays.stream(order).mapToDouble(i -> nodes[i]).toArray();
    DMatrixRMaj bySize = Curve.BERRUT.matrix(sorted, points);
    DMatrixRMaj matrix = new DMatrixRMaj(points.length, count);
    for (int row = 0; row < points.length; row++) {
      for (int place = 0; place < count; place++) {
        matrix.set(row, order[place], bySize.get(row, place));
      }
    }
    return matrix;
  }
}
