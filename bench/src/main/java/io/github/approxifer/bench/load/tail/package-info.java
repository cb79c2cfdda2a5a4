/**
 * Tail latency: redundancy of several kinds against stragglers, simulated and run on processes of
 * their own ({@code mvn -pl bench tail}).
 */
@NullMarked
package io.github.approxifer.bench.load.tail;

import org.jspecify.annotations.NullMarked;
