/**
 * Faults on purpose, around any {@link io.github.approxifer.serving.worker.Worker}: late answers,
 * crashes, lies and malformed answers, for tests, benchmarks and trials. Everything random comes
 * from a seed.
 */
@NullMarked
package io.github.approxifer.serving.faults;

import org.jspecify.annotations.NullMarked;
