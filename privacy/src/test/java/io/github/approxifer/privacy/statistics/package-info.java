/**
 * Statistical checks of noise, each a pure function of the draws, so that the same check can be run
 * on a mechanism that must pass and on a planted wrong one that must fail.
 *
 * <p>All seeds are fixed. The stated false-alarm rates are those over a random seed.
 */
@NullMarked
package io.github.approxifer.privacy.statistics;

import org.jspecify.annotations.NullMarked;
