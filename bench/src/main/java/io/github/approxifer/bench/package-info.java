/** Benchmarks of the toolkit, and the commands that turn them into tables. */
@NullMarked
package io.github.approxifer.bench;

import org.jspecify.annotations.NullMarked;
