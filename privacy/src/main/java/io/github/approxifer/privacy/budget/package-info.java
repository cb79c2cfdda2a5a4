/**
 * What several releases cost together, and an account that refuses a release when the budget is
 * spent.
 *
 * <p>Every coded query contains every query of its group, so N noisy answers are N releases about
 * each of them. Decoding is post-processing and free.
 */
@NullMarked
package io.github.approxifer.privacy.budget;

import org.jspecify.annotations.NullMarked;
