/** Benchmarks of the interpolation module. */
@NullMarked
package io.github.approxifer.bench.interp;

import org.jspecify.annotations.NullMarked;
