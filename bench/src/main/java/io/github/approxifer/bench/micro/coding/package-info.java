/** Benchmarks of the coding module: the kernel, the matrices and the front door. */
@NullMarked
package io.github.approxifer.bench.micro.coding;

import org.jspecify.annotations.NullMarked;
