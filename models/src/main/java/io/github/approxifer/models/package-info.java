/**
 * What a worker runs: a {@link io.github.approxifer.models.Model} takes a batch of float32 images
 * and returns a batch of float32 logits.
 *
 * <p>The sub-packages hold the ways to get one: networks built as TensorFlow graphs ({@code
 * networks}), their weights ({@code weights}), models of any DJL engine ({@code djl}), the native
 * TensorFlow library ({@code tensorflow}) and the image datasets to feed them ({@code datasets}).
 */
@NullMarked
package io.github.approxifer.models;

import org.jspecify.annotations.NullMarked;
