/**
 * The honest baselines: what the same workers do without coding the queries together. Every
 * comparison of a code should have them beside it.
 */
@NullMarked
package io.github.approxifer.coding.baseline;

import org.jspecify.annotations.NullMarked;
