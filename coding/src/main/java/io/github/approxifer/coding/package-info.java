/**
 * Codes for inference: K queries become N coded queries, one for each worker, and the K answers
 * come back from whichever workers answer.
 *
 * <p>The way of the data is {@link io.github.approxifer.coding.Encoder} (K x d queries to N x d
 * coded queries), the workers, {@link io.github.approxifer.coding.ErrorLocator} (which of the
 * answers are lies), {@link io.github.approxifer.coding.Decoder} (|F| x c answers to K x c
 * predictions). Both ends are one small matrix, which a {@link io.github.approxifer.coding.Code}
 * builds in double precision from its parameters and from the set F of workers that answered, never
 * from the data.
 */
@NullMarked
package io.github.approxifer.coding;

import org.jspecify.annotations.NullMarked;
