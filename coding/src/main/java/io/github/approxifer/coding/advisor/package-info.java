/**
 * Which code is best depends on the model and on how alike the queries of a group are, so it is
 * measured: {@link io.github.approxifer.coding.advisor.Advisor} tries all codes and baselines that
 * fit a number of workers on sample queries and ranks them. Against liars it does the same for ways
 * to find them, under several attacks.
 */
@NullMarked
package io.github.approxifer.coding.advisor;

import org.jspecify.annotations.NullMarked;
