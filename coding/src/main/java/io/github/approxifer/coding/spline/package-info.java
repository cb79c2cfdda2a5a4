/** Nested regression: smoothing splines as encoder and decoder (NeRCC, LeTCC). */
@NullMarked
package io.github.approxifer.coding.spline;

import org.jspecify.annotations.NullMarked;
