/**
 * Runs JMH benchmarks in steps, with progress and the remaining time on the console and JMH's own
 * output in a log.
 */
@NullMarked
package io.github.approxifer.bench.jmh;

import org.jspecify.annotations.NullMarked;
