/** Accuracy studies on a small network that is trained on the spot, in plain Java. */
@NullMarked
package io.github.approxifer.bench.study;

import org.jspecify.annotations.NullMarked;
