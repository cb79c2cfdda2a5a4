/**
 * Natural and smoothing cubic splines in O(n) operations (C. H. Reinsch, Smoothing by spline
 * functions, Numerische Mathematik 10 (1967)).
 *
 * <p>{@link io.github.approxifer.interp.spline.NaturalCubicSpline} passes through the data, {@link
 * io.github.approxifer.interp.spline.SmoothingSpline} between them; both give a {@link
 * io.github.approxifer.interp.spline.CubicSpline} to evaluate, or an evaluation matrix, because the
 * curve depends linearly on the data.
 */
@NullMarked
package io.github.approxifer.interp.spline;

import org.jspecify.annotations.NullMarked;
