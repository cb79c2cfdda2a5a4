/**
 * Decoders: what makes predictions of the answers of a group. {@link
 * io.github.approxifer.coding.decode.LinearDecoder} applies the weights of a code, the others look
 * for liars, ask again, or are fitted to sample groups.
 */
@NullMarked
package io.github.approxifer.coding.decode;

import org.jspecify.annotations.NullMarked;
