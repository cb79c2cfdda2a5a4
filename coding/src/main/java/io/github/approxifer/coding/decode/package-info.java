/** What makes predictions of the answers of a group, beyond the weights of a linear code. */
@NullMarked
package io.github.approxifer.coding.decode;

import org.jspecify.annotations.NullMarked;
