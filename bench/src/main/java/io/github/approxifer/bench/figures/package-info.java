/** Makes the figures of the documentation. */
@NullMarked
package io.github.approxifer.bench.figures;

import org.jspecify.annotations.NullMarked;
