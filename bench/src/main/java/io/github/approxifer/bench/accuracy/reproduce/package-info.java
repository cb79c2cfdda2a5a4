/**
 * {@code mvn -pl bench reproduce}: the published tables of accuracy measured again, with sampling
 * error, and the comparison with baselines of the same cost that was never published.
 */
@NullMarked
package io.github.approxifer.bench.accuracy.reproduce;

import org.jspecify.annotations.NullMarked;
