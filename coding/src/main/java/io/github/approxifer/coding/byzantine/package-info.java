/**
 * Codes made for lying workers: clean queries go out as they are, and what else is sent serves to
 * tell which answers to believe.
 */
@NullMarked
package io.github.approxifer.coding.byzantine;

import org.jspecify.annotations.NullMarked;
