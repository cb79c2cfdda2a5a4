/**
 * Rational approximation by the AAA algorithm: from samples of a function, real or complex, to a
 * rational function that is close to them, with its poles, zeros and residues.
 *
 * <p>Source: Y. Nakatsukasa, O. Sete and L. N. Trefethen, The AAA algorithm for rational
 * approximation, SIAM Journal on Scientific Computing 40 (2018).
 */
@NullMarked
package io.github.approxifer.interp.aaa;

import org.jspecify.annotations.NullMarked;
