/** Benchmarks of the serving module. */
@NullMarked
package io.github.approxifer.bench.micro.serving;

import org.jspecify.annotations.NullMarked;
