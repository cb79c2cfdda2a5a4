/** Benchmarks of the interpolation module. */
@NullMarked
package io.github.approxifer.bench.micro.interp;

import org.jspecify.annotations.NullMarked;
