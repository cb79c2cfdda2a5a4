/**
 * How far a release can move between neighbouring inputs, and clipping that makes a bound true.
 *
 * <p>The two norms are two types. Laplace noise needs an {@link
 * io.github.approxifer.privacy.sensitivity.L1Sensitivity} and Gaussian noise an {@link
 * io.github.approxifer.privacy.sensitivity.L2Sensitivity}, so a bound in the wrong norm does not
 * compile. The conversions between them go in the sound direction only: up by {@code sqrt(m)} from
 * l2 to l1, unchanged from l1 to l2.
 */
@NullMarked
package io.github.approxifer.privacy.sensitivity;

import org.jspecify.annotations.NullMarked;
