package io.github.approxifer.coding.locate;

import io.github.approxifer.coding.answers.WorkerSet;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.ejml.data.FMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.CholeskyDecomposition_F64;

/**
 * The energy of answers under a matrix normal distribution fitted to honest groups: workers are
 * correlated by an N x N matrix C, classes by a c x c matrix V, and the energy of Y is trace(V^-1
 * (Y-m)' C_FF^-1 (Y-m)) with the mean m of each class.
 *
 * <p>C^-1 plays the part of L'L: its rows are the residuals of the best linear prediction of each
 * worker from the others, weighted by how well it usually does. C and V are the maximum likelihood
 * estimates, found by fixing one and solving for the other in turn (P. Dutilleul, The MLE algorithm
 * for the matrix normal distribution, 1999); each gets a ridge of 1e-9 of its mean diagonal. In the
 * end C gets a twentieth of the mean variance of a worker given all others on its diagonal, because
 * directions that hardly vary in a sample vary more outside of it.
 */
final class FittedEnergy implements Energy {
  private static final int ROUNDS = 5;
  private static final double RIDGE = 1e-9;
  private static final double NUGGET = 0.05;

  private final double[] mean;
  private final DMatrixRMaj covariance;
  private final DMatrixRMaj whitening;

  private FittedEnergy(double[] mean, DMatrixRMaj covariance, DMatrixRMaj whitening) {
    this.mean = mean;
    this.covariance = covariance;
    this.whitening = whitening;
  }

  /**
   * Fits the distribution.
   *
   * @param honest answers of all workers to groups in which nobody lied, each N x c; not modified
   * @throws IllegalArgumentException if the answers are always the same
   */
  static FittedEnergy of(List<FMatrixRMaj> honest) {
    int workers = honest.get(0).numRows;
    int classes = honest.get(0).numCols;
    double[] mean = mean(honest);
    DMatrixRMaj[] centred = new DMatrixRMaj[honest.size()];
    for (int g = 0; g < centred.length; g++) {
      centred[g] = new DMatrixRMaj(workers, classes);
      for (int i = 0; i < workers * classes; i++) {
        centred[g].data[i] = honest.get(g).data[i] - mean[i % classes];
      }
    }
    DMatrixRMaj c = new DMatrixRMaj(workers, workers);
    DMatrixRMaj v = CommonOps_DDRM.identity(classes);
    for (int round = 0; round < ROUNDS; round++) {
      c = estimate(centred, inverse(v), false);
      v = estimate(centred, inverse(c), true);
    }
    c = estimate(centred, inverse(v), false);
    allowForFewGroups(c);
    return new FittedEnergy(mean, c, lowerFactor(inverse(v)));
  }

  /** Adds a share of the mean variance of a worker given all others. */
  private static void allowForFewGroups(DMatrixRMaj c) {
    DMatrixRMaj precision = inverse(c);
    double unexplained = 0;
    for (int i = 0; i < c.numRows; i++) {
      unexplained += 1 / precision.get(i, i) / c.numRows;
    }
    for (int i = 0; i < c.numRows; i++) {
      c.add(i, i, NUGGET * unexplained);
    }
  }

  private static double[] mean(List<FMatrixRMaj> groups) {
    int classes = groups.get(0).numCols;
    double[] mean = new double[classes];
    double share = 1.0 / (groups.size() * (double) groups.get(0).numRows);
    for (FMatrixRMaj group : groups) {
      for (int i = 0; i < group.getNumElements(); i++) {
        mean[i % classes] += share * group.data[i];
      }
    }
    return mean;
  }

  /** The mean of Y P Y' / c over the groups, or of Y' P Y / n. */
  private static DMatrixRMaj estimate(DMatrixRMaj[] groups, DMatrixRMaj p, boolean ofClasses) {
    int size = ofClasses ? groups[0].numCols : groups[0].numRows;
    DMatrixRMaj sum = new DMatrixRMaj(size, size);
    DMatrixRMaj half = new DMatrixRMaj(groups[0].numRows, groups[0].numCols);
    for (DMatrixRMaj y : groups) {
      if (ofClasses) {
        CommonOps_DDRM.mult(p, y, half);
        CommonOps_DDRM.multAddTransA(y, half, sum);
      } else {
        CommonOps_DDRM.mult(y, p, half);
        CommonOps_DDRM.multAddTransB(half, y, sum);
      }
    }
    CommonOps_DDRM.divide(sum, groups.length * (double) p.numRows);
    double level = CommonOps_DDRM.trace(sum) / size;
    if (!(level > 0)) {
      throw new IllegalArgumentException(
          "the honest answers are all the same; calibrate with groups of different queries");
    }
    for (int i = 0; i < size; i++) {
      sum.add(i, i, RIDGE * level);
    }
    return sum;
  }

  private static DMatrixRMaj inverse(DMatrixRMaj matrix) {
    DMatrixRMaj inverse = matrix.copy();
    if (!CommonOps_DDRM.invertSPD(matrix, inverse)) {
      throw new ArithmeticException("a covariance of the honest answers is not positive definite");
    }
    return inverse;
  }

  private static DMatrixRMaj lowerFactor(DMatrixRMaj matrix) {
    CholeskyDecomposition_F64<DMatrixRMaj> cholesky =
        DecompositionFactory_DDRM.chol(matrix.numRows, true);
    if (!cholesky.decompose(matrix.copy())) {
      throw new ArithmeticException("a covariance of the honest answers is not positive definite");
    }
    return cholesky.getT(null);
  }

  @Override
  public DMatrixRMaj matrix(WorkerSet answers) {
    int count = answers.size();
    DMatrixRMaj of = new DMatrixRMaj(count, count);
    for (int i = 0; i < count; i++) {
      for (int j = 0; j < count; j++) {
        of.set(i, j, covariance.get(answers.worker(i), answers.worker(j)));
      }
    }
    return inverse(of);
  }

  @Override
  public double[] inUnits(FMatrixRMaj values) {
    int classes = mean.length;
    if (values.numCols != classes) {
      throw new IllegalArgumentException(
          "calibrated with " + classes + " classes, but the answers have " + values.numCols);
    }
    double[] units = new double[values.getNumElements()];
    for (int row = 0; row < values.numRows; row++) {
      for (int from = 0; from < classes; from++) {
        double y = values.get(row, from) - mean[from];
        for (int to = 0; to <= from; to++) {
          units[row * classes + to] += y * whitening.get(from, to);
        }
      }
    }
    return units;
  }
}
