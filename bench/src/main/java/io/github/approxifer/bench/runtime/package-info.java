/**
 * The runtime tables: JMH benchmarks of one coded group and its parts, beside the published
 * figures.
 */
@NullMarked
package io.github.approxifer.bench.runtime;

import org.jspecify.annotations.NullMarked;
