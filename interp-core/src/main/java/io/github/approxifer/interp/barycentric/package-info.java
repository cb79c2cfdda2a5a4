/**
 * The barycentric interpolant: the ratio of sum(w_j f_j / (z - x_j)) to sum(w_j / (z - x_j)) for
 * nodes x_j, weights w_j and values f_j, and the matrix that evaluates it.
 *
 * <p>Choose nodes in {@link io.github.approxifer.interp.nodes} and weights in {@link
 * io.github.approxifer.interp.weights}. See J.-P. Berrut and L. N. Trefethen, Barycentric Lagrange
 * interpolation, SIAM Review 46 (2004).
 */
@NullMarked
package io.github.approxifer.interp.barycentric;

import org.jspecify.annotations.NullMarked;
