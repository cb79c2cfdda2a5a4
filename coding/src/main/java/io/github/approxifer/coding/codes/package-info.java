/**
 * All codes: which mixtures of the queries of a group the workers get, and by which weights the
 * predictions come from their answers. {@link io.github.approxifer.coding.codes.NodeCode} is the
 * base of those that interpolate.
 */
@NullMarked
package io.github.approxifer.coding.codes;

import org.jspecify.annotations.NullMarked;
