/**
 * Interpolation nodes: Chebyshev points of both kinds and the checks that every node set must pass.
 *
 * <p>Node sets are plain arrays, so that nodes from anywhere can be used with the rest of the
 * module.
 */
@NullMarked
package io.github.approxifer.interp.nodes;

import org.jspecify.annotations.NullMarked;
