/**
 * What the noise costs: intervals for released values, and how a linear decoder amplifies noise.
 */
@NullMarked
package io.github.approxifer.privacy.accuracy;

import org.jspecify.annotations.NullMarked;
