/**
 * Systematic codes: the queries go out as they are, and some workers more get parities. Nothing is
 * approximated as long as no worker with a clean query straggles.
 */
@NullMarked
package io.github.approxifer.coding.systematic;

import org.jspecify.annotations.NullMarked;
