/** Codes whose decoder is fitted to the answers of a model to sample queries. */
@NullMarked
package io.github.approxifer.coding.fitted;

import org.jspecify.annotations.NullMarked;
