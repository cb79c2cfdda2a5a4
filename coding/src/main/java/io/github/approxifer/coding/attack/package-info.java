/** What Byzantine workers may do to their answers: to measure what a code can stand. */
@NullMarked
package io.github.approxifer.coding.attack;

import org.jspecify.annotations.NullMarked;
