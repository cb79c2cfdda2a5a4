package io.github.approxifer.bench.runtime;

import java.util.Random;
import org.ejml.data.FMatrixRMaj;

/** Inputs for benchmarks whose time does not depend on the values. */
final class RandomMatrices {
  private RandomMatrices() {}

  /** A matrix of standard Gaussians, the same in every run. */
  static FMatrixRMaj gaussian(int rows, int columns) {
    Random random = new Random(1);
    FMatrixRMaj matrix = new FMatrixRMaj(rows, columns);
    for (int i = 0; i < matrix.data.length; i++) {
      matrix.data[i] = (float) random.nextGaussian();
    }
    return matrix;
  }
}
