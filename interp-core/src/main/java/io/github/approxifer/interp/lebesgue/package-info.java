/**
 * The Lebesgue function and its maximum, the Lebesgue constant: by how much an interpolant can
 * magnify errors of the values, and how far it can be from the best one.
 *
 * <p>It depends on nodes and weights only, and so tells good node sets from bad ones before any
 * data are there.
 */
@NullMarked
package io.github.approxifer.interp.lebesgue;

import org.jspecify.annotations.NullMarked;
