/**
 * Interpolation of periodic functions on equispaced nodes by trigonometric polynomials, in their
 * barycentric form.
 */
@NullMarked
package io.github.approxifer.interp.trigonometric;

import org.jspecify.annotations.NullMarked;
