/** Benchmarks that need a GPU, and their rows where there is none. */
@NullMarked
package io.github.approxifer.bench.micro.gpu;

import org.jspecify.annotations.NullMarked;
