/**
 * Rational functions of complex arguments in barycentric form: values, derivatives, poles, zeros
 * and residues.
 *
 * <p>Complex numbers are EJML's {@link org.ejml.data.Complex_F64}.
 */
@NullMarked
package io.github.approxifer.interp.rational;

import org.jspecify.annotations.NullMarked;
