/** Times, counts and gauges of a predictor, in Micrometer. */
@NullMarked
package io.github.approxifer.serving.metrics;

import org.jspecify.annotations.NullMarked;
