/** What the benchmarks run on: the published settings, images and models. */
@NullMarked
package io.github.approxifer.bench.workload;

import org.jspecify.annotations.NullMarked;
