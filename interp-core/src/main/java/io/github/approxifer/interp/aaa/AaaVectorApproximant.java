package io.github.approxifer.interp.aaa;

import io.github.approxifer.interp.barycentric.Extrapolation;
import io.github.approxifer.interp.barycentric.VectorInterpolant;
import java.util.Objects;
import org.ejml.data.Complex_F64;
import org.ejml.data.DMatrixRMaj;

/**
 * Several rational functions with the same support points, weights and poles.
 *
 * <p>Instances are immutable and thread-safe.
 */
public final class AaaVectorApproximant {

  private final AaaApproximant[] outputs;

  AaaVectorApproximant(AaaApproximant[] outputs) {
    this.outputs = outputs;
  }

  /**
   * The number of functions.
   *
   * @return c, at least 1
   */
  public int outputs() {
    return outputs.length;
  }

  /**
   * One of the functions.
   *
   * @param index which, from 0 to c - 1
   * @return the function; its errors are the greatest of all outputs
   * @throws IndexOutOfBoundsException if there is no such output
   */
  public AaaApproximant output(int index) {
    return outputs[Objects.checkIndex(index, outputs.length)];
  }

  /**
   * The number of support points; the degree is one less.
   *
   * @return the number, at least 1
   */
  public int terms() {
    return outputs[0].terms();
  }

  /**
   * The greatest error at the samples of all outputs.
   *
   * @return the error, at least 0
   */
  public double error() {
    return outputs[0].error();
  }

  /**
   * Whether the error is within the tolerance.
   *
   * @return false if the iteration ended for another reason
   */
  public boolean converged() {
    return outputs[0].converged();
  }

  /**
   * The finite poles, which all outputs share.
   *
   * @return a new array, see {@link AaaApproximant#poles}
   */
  public Complex_F64[] poles() {
    return outputs[0].poles();
  }

  /**
   * The functions as an interpolant, for fast evaluation. It extrapolates.
   *
   * @return the interpolant of c outputs
   */
  public VectorInterpolant toInterpolant() {
    double[] nodes = AaaApproximant.realParts(outputs[0].supportPoints());
    double[] weights = AaaApproximant.realParts(outputs[0].weights());
    DMatrixRMaj values = new DMatrixRMaj(nodes.length, outputs.length);
    for (int c = 0; c < outputs.length; c++) {
      double[] ofOutput = AaaApproximant.realParts(outputs[c].supportValues());
      for (int j = 0; j < nodes.length; j++) {
        values.set(j, c, ofOutput[j]);
      }
    }
    return VectorInterpolant.of(nodes, weights, values).withExtrapolation(Extrapolation.ALLOWED);
  }
}
