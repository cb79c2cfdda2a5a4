/** Times and counts of a predictor; a binding to Micrometer for who uses it. */
@NullMarked
package io.github.approxifer.serving.metrics;

import org.jspecify.annotations.NullMarked;
