/** Error locators: which of the answers are lies. */
@NullMarked
package io.github.approxifer.coding.locate;

import org.jspecify.annotations.NullMarked;
