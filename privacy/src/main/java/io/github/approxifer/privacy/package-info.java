/**
 * Differential privacy for coded answers: the words that the other packages share.
 *
 * <p>A release is {@code epsilon}-differentially private for a notion of {@link
 * io.github.approxifer.privacy.Neighbours neighbours} when, for every pair of neighbouring inputs
 * and every set S of outputs, {@code P[output in S] <= exp(epsilon) P'[output in S]}; it is {@code
 * (epsilon, delta)}-differentially private when {@code delta} is added to the right-hand side.
 *
 * <p>The way to a private release, a package a step:
 *
 * <ol>
 *   <li>{@code sensitivity}: clip the values so that a bound on their change is true, and say in
 *       which norm;
 *   <li>{@code budget}: charge the release to an account that refuses when it is spent;
 *   <li>{@code mechanism}: add Laplace or Gaussian noise on a power-of-two grid, drawn with the
 *       integer samplers of {@code noise};
 *   <li>{@code accuracy}: say how far the released or decoded value may be from the true one.
 * </ol>
 *
 * <p>Package {@code leakage} stands beside them: it bounds what colluding workers learn when random
 * blocks are mixed into the coded queries. All classes work on plain scalars and on row-major
 * arrays; none of them knows a code or a model.
 */
@NullMarked
package io.github.approxifer.privacy;

import org.jspecify.annotations.NullMarked;
