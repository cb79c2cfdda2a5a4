package io.github.approxifer.coding.answers;

import java.util.Random;
import org.ejml.data.FMatrixRMaj;

/** Rows of numbers for tests: random ones, and lies. */
public final class TestRows {
  private TestRows() {}

  public static FMatrixRMaj random(int rows, int columns) {
    Random random = new Random(42);
    FMatrixRMaj matrix = new FMatrixRMaj(rows, columns);
    for (int i = 0; i < matrix.data.length; i++) {
      matrix.data[i] = (float) random.nextGaussian();
    }
    return matrix;
  }

  public static void corrupt(FMatrixRMaj values, int rank, double sigma) {
    Random random = new Random(7L * rank + 1);
    for (int column = 0; column < values.numCols; column++) {
      values.set(rank, column, values.get(rank, column) + (float) (sigma * random.nextGaussian()));
    }
  }
}
