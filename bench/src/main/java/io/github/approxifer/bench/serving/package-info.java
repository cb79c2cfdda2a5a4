/** Benchmarks of the serving module. */
@NullMarked
package io.github.approxifer.bench.serving;

import org.jspecify.annotations.NullMarked;
