/** Lagrange coded computing, exact for polynomial models. */
@NullMarked
package io.github.approxifer.coding.lagrange;

import org.jspecify.annotations.NullMarked;
