package io.github.approxifer.interp.rational;

import java.util.ArrayList;
import java.util.List;
import org.ejml.data.Complex_F64;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;

/**
 * The zeros of S(z) = sum of c_j / (z - x_j).
 *
 * <p>First guesses are eigenvalues if everything is real, and points around the nodes otherwise;
 * all are then improved together by the iteration of O. Aberth, Iteration methods for finding all
 * zeros of a polynomial simultaneously, Mathematics of Computation 27 (1973), on the polynomial
 * S(z) times the product of (z - x_j), whose logarithmic derivative is S'/S + sum 1/(z - x_j). A
 * root is done when S there is zero within its rounding error. This keeps accuracy near crowded
 * nodes, where eigenvalues alone lose it, and needs no complex eigenvalue solver.
 */
final class RootFinder {

  private static final int MOST_STEPS = 500;
  private static final int PATIENCE = 20;
  private static final double UNIT = 0x1p-53;

  /** Units of rounding within which a root that still moves is one. */
  private static final double SETTLED = 64;

  /** Roots farther away, in units of the extent of the nodes, stand for roots at infinity. */
  private static final double INFINITELY_FAR = 1e12;

  private final ComplexSum sum;
  private double middleRe;
  private double middleIm;
  private double extent;

  private RootFinder(ComplexSum sum) {
    this.sum = sum;
  }

  /**
   * Finds all finite roots.
   *
   * @param sum the function, with distinct nodes and no coefficient zero
   * @return the roots; those that are real come with imaginary part 0 if the function is real
   * @throws ArithmeticException if the iteration does not settle
   */
  static List<Complex_F64> of(ComplexSum sum) {
    List<Complex_F64> roots = new ArrayList<>();
    if (sum.terms() < 2) {
      return roots;
    }
    RootFinder finder = new RootFinder(sum);
    finder.measure();
    boolean real = finder.isReal();
    double[][] guesses = real ? finder.eigenvalues() : finder.circle();
    if (!finder.improve(guesses[0], guesses[1], real)) {
      throw new ArithmeticException(
          "the roots of a sum of %d terms did not settle after %d steps; leave out nodes of tiny weight"
              .formatted(sum.terms(), MOST_STEPS));
    }
    for (int i = 0; i < guesses[0].length; i++) {
      double re = guesses[0][i];
      double im = guesses[1][i];
      if (real && Math.abs(im) <= 4 * UNIT * Math.abs(re)) {
        im = 0;
      }
      if (!finder.isInfinite(re, im)) {
        roots.add(new Complex_F64(re, im));
      }
    }
    return roots;
  }

  /**
   * Whether a root stands for one at infinity: several of these appear, by the rounding of the
   * coefficients, at distances far from infinite, but farther out the sum is zero within rounding,
   * too.
   */
  private boolean isInfinite(double re, double im) {
    double distance = Math.hypot(re - middleRe, im - middleIm);
    if (distance <= 2 * extent) {
      return false;
    }
    if (!(distance <= INFINITELY_FAR * extent)) {
      return true;
    }
    sum.evaluate(middleRe + 4 * (re - middleRe), middleIm + 4 * (im - middleIm));
    return Math.hypot(sum.re, sum.im) <= 8 * UNIT * sum.terms() * sum.size;
  }

  private void measure() {
    int count = sum.terms();
    for (int j = 0; j < count; j++) {
      middleRe += sum.nodesRe[j] / count;
      middleIm += sum.nodesIm[j] / count;
    }
    for (int j = 0; j < count; j++) {
      extent = Math.max(extent, Math.hypot(sum.nodesRe[j] - middleRe, sum.nodesIm[j] - middleIm));
    }
  }

  private boolean isReal() {
    for (int j = 0; j < sum.terms(); j++) {
      if (sum.nodesIm[j] != 0 || sum.coefficientsIm[j] != 0) {
        return false;
      }
    }
    return true;
  }

  /**
   * With z = x_k + 1/t the equation becomes c_k + sum of c_j / (1 - t (x_j - x_k)) = 0, whose
   * solutions t are the eigenvalues of a diagonal matrix of 1 / (x_j - x_k) plus one of rank one.
   * It holds for any sum of the c, and t = 0 is a root at infinity.
   */
  private double[][] eigenvalues() {
    int count = sum.terms();
    int pivot = 0;
    for (int j = 1; j < count; j++) {
      if (Math.abs(sum.coefficientsRe[j]) > Math.abs(sum.coefficientsRe[pivot])) {
        pivot = j;
      }
    }
    DMatrixRMaj matrix = new DMatrixRMaj(count - 1, count - 1);
    for (int j = 0, column = 0; j < count; j++) {
      if (j != pivot) {
        double reciprocal = 1 / (sum.nodesRe[j] - sum.nodesRe[pivot]);
        double element = sum.coefficientsRe[j] / sum.coefficientsRe[pivot] * reciprocal;
        for (int row = 0; row < count - 1; row++) {
          matrix.set(row, column, element + (row == column ? reciprocal : 0));
        }
        column++;
      }
    }
    EigenDecomposition_F64<DMatrixRMaj> decomposition =
        DecompositionFactory_DDRM.eig(count - 1, false);
    if (!decomposition.decompose(matrix)) {
      return circle();
    }
    double[][] guesses = new double[2][count - 1];
    for (int i = 0; i < count - 1; i++) {
      Complex_F64 t = decomposition.getEigenvalue(i);
      double norm = Math.hypot(t.real, t.imaginary);
      if (norm * extent < 1 / INFINITELY_FAR) {
        guesses[0][i] = 10 * INFINITELY_FAR * extent;
      } else {
        guesses[0][i] = sum.nodesRe[pivot] + t.real / norm / norm;
        guesses[1][i] = -t.imaginary / norm / norm;
      }
    }
    return guesses;
  }

  private double[][] circle() {
    int count = sum.terms() - 1;
    double[][] guesses = new double[2][count];
    for (int i = 0; i < count; i++) {
      // Turned a little, so that no symmetry of the data is one of the guesses.
      double angle = 2 * Math.PI * i / count + 0.7;
      guesses[0][i] = middleRe + 1.5 * extent * Math.cos(angle);
      guesses[1][i] = middleIm + 1.5 * extent * Math.sin(angle);
    }
    return guesses;
  }

  /** Improves all roots until none gets any better; false if some still did at the end. */
  private boolean improve(double[] re, double[] im, boolean real) {
    int count = re.length;
    boolean[] done = new boolean[count];
    for (int step = 0; step < MOST_STEPS; step++) {
      if (real && step % PATIENCE == PATIENCE - 1) {
        leaveTheLine(re, im, done);
      }
      boolean all = true;
      for (int i = 0; i < count; i++) {
        if (!done[i]) {
          done[i] = !improve(re, im, i);
          all &= done[i];
        }
      }
      if (all) {
        return true;
      }
    }
    return areSmall(re, im, done);
  }

  /** Whether what did not settle is zero to a few more units of rounding, as clusters are. */
  private boolean areSmall(double[] re, double[] im, boolean[] done) {
    for (int i = 0; i < re.length; i++) {
      if (!done[i] && !isInfinite(re[i], im[i])) {
        sum.evaluate(re[i], im[i]);
        if (!(Math.hypot(sum.re, sum.im) <= SETTLED * UNIT * sum.terms() * sum.size)) {
          return false;
        }
      }
    }
    return true;
  }

  /**
   * On the real line a real function keeps the iteration there for ever, although eigenvalues may
   * have taken a pair of complex roots close to the line for two real ones.
   */
  private void leaveTheLine(double[] re, double[] im, boolean[] done) {
    double sign = 1;
    for (int i = 0; i < re.length; i++) {
      if (!done[i] && im[i] == 0) {
        im[i] = sign * 1e-2 * extent;
        sign = -sign;
      }
    }
  }

  /** One step for one root; false if it is as good as it gets. */
  private boolean improve(double[] re, double[] im, int i) {
    double distance = Math.hypot(re[i] - middleRe, im[i] - middleIm);
    if (!(distance <= INFINITELY_FAR * extent)) {
      return false;
    }
    sum.evaluate(re[i], im[i]);
    if (Double.isNaN(sum.size) || Double.isInfinite(sum.size)) {
      if (sum.hasRootAtNode(re[i], im[i])) {
        return false;
      }
      // On a node, where there is no root: step aside.
      re[i] += 1e-8 * extent;
      im[i] += im[i] == 0 ? 0 : 1e-8 * extent;
      return true;
    }
    double norm = Math.hypot(sum.re, sum.im);
    boolean last = norm <= 2 * UNIT * sum.terms() * sum.size;
    if (norm == 0) {
      return false;
    }
    // p'/p = S'/S + sum 1/(z - x)
    double pRe = (sum.derivativeRe * sum.re + sum.derivativeIm * sum.im) / norm / norm;
    double pIm = (sum.derivativeIm * sum.re - sum.derivativeRe * sum.im) / norm / norm;
    if (!last) {
      pRe += sum.reciprocalsRe;
      pIm += sum.reciprocalsIm;
      for (int k = 0; k < re.length; k++) {
        double dRe = re[i] - re[k];
        double dIm = im[i] - im[k];
        double square = dRe * dRe + dIm * dIm;
        if (k != i && square > 0) {
          pRe -= dRe / square;
          pIm += dIm / square;
        }
      }
    }
    double square = pRe * pRe + pIm * pIm;
    double stepRe = pRe / square;
    double stepIm = -pIm / square;
    if (Double.isNaN(stepRe + stepIm) || Double.isInfinite(stepRe + stepIm)) {
      // The polynomial is flat: this root is at infinity.
      re[i] = last ? re[i] : 10 * INFINITELY_FAR * extent;
      return false;
    }
    if (last && Math.hypot(stepRe, stepIm) > 1e-6 * extent) {
      return false;
    }
    re[i] -= stepRe;
    im[i] -= stepIm;
    return !last && Math.hypot(stepRe, stepIm) > UNIT * Math.hypot(re[i], im[i]);
  }
}
