/**
 * What colluding workers learn about the queries when random blocks are mixed into the coded
 * queries.
 *
 * <p>Over the reals this is never nothing, unlike in finite fields: the information is bounded, and
 * the bound is computed here from the rows of the encoding matrix.
 */
@NullMarked
package io.github.approxifer.privacy.leakage;

import org.jspecify.annotations.NullMarked;
