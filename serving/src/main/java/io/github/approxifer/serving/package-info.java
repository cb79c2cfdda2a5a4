/**
 * Coded prediction as a service: single queries in, predictions out, over workers that may be slow,
 * fail or lie. {@link io.github.approxifer.serving.CodedPredictor} is the front door.
 */
@NullMarked
package io.github.approxifer.serving;

import org.jspecify.annotations.NullMarked;
