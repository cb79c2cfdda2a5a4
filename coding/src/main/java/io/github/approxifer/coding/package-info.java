/**
 * Codes for inference: K queries become N coded queries, one for each worker, and the K answers
 * come back from whichever workers answer.
 *
 * <p>{@link io.github.approxifer.coding.GroupCoder} is the one door. Behind it, {@link
 * io.github.approxifer.coding.Encoder} makes N x d coded queries of K x d queries, and a {@link
 * io.github.approxifer.coding.GroupDecoder} K x c predictions of the |F| x c answers of those
 * workers that answered. Both ends are one small matrix, which a {@link
 * io.github.approxifer.coding.Code} builds in double precision from its parameters and from F,
 * never from the data.
 */
@NullMarked
package io.github.approxifer.coding;

import org.jspecify.annotations.NullMarked;
