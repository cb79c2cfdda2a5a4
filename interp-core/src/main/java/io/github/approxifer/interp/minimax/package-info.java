/**
 * Best approximation: the polynomial or rational function of given degrees whose greatest error on
 * an interval is least.
 *
 * <p>Source: S.-I. Filip, Y. Nakatsukasa, L. N. Trefethen and B. Beckermann, Rational minimax
 * approximation via adaptive barycentric representations, SIAM Journal on Scientific Computing 40
 * (2018).
 */
@NullMarked
package io.github.approxifer.interp.minimax;

import org.jspecify.annotations.NullMarked;
