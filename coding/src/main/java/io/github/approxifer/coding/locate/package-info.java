/**
 * Error locators: which of the answers are lies. {@link
 * io.github.approxifer.coding.locate.InterpolatingCode} is what those that fit functions ask of a
 * code.
 */
@NullMarked
package io.github.approxifer.coding.locate;

import org.jspecify.annotations.NullMarked;
