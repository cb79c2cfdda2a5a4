/**
 * Workers: whoever answers coded queries, in this process or elsewhere. All else in serving stands
 * on it.
 */
@NullMarked
package io.github.approxifer.serving.worker;

import org.jspecify.annotations.NullMarked;
