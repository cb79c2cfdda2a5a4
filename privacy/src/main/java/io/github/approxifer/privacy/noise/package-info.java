/**
 * Noise drawn exactly, as whole numbers of steps of a power-of-two grid.
 *
 * <p>A sampler that evaluates a logarithm of a uniform double can reach only a porous set of
 * doubles, and the set depends on the value that the noise is added to: the output then gives the
 * input away (Mironov, "On significance of the least significant bits for differential privacy",
 * CCS 2012; Haney et al., arXiv 2207.13793). Here every output is a multiple of a step that does
 * not depend on the data, and the samplers use integer arithmetic on random bits, so their
 * probabilities are those of their definition without rounding, provided that the bits are uniform
 * and independent.
 *
 * <p>The time a sampler takes depends on the noise that it draws. An observer who can time single
 * draws is outside the threat model.
 */
@NullMarked
package io.github.approxifer.privacy.noise;

import org.jspecify.annotations.NullMarked;
