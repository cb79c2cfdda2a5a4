/**
 * The one routine that applies a small double matrix to float rows, and the checks that go with it.
 */
@NullMarked
package io.github.approxifer.coding.kernel;

import org.jspecify.annotations.NullMarked;
