/** What makes all committed results and figures again. */
@NullMarked
package io.github.approxifer.bench.results;

import org.jspecify.annotations.NullMarked;
