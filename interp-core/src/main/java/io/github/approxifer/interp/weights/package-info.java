/**
 * Barycentric weights: one number a node, which together with the nodes decides what kind of
 * interpolant passes through the data.
 *
 * <p>Only the ratios of the weights matter.
 */
@NullMarked
package io.github.approxifer.interp.weights;

import org.jspecify.annotations.NullMarked;
