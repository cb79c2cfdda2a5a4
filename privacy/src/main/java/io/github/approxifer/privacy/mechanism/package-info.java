/**
 * Mechanisms that make a release differentially private by adding noise.
 *
 * <ul>
 *   <li>{@link io.github.approxifer.privacy.mechanism.LaplaceMechanism}: real values, l1
 *       sensitivity, epsilon alone;
 *   <li>{@link io.github.approxifer.privacy.mechanism.GaussianMechanism}: real values, l2
 *       sensitivity, epsilon and delta;
 *   <li>{@link io.github.approxifer.privacy.mechanism.DiscreteLaplaceMechanism}: whole numbers, l1
 *       sensitivity, epsilon alone.
 * </ul>
 *
 * <p>What is guaranteed is about the released numbers only. Timing, memory, and messages on other
 * ways are not covered, and every release has to be charged to a budget.
 */
@NullMarked
package io.github.approxifer.privacy.mechanism;

import org.jspecify.annotations.NullMarked;
