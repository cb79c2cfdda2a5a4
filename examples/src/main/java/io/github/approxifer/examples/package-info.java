/** Small programs that run: each shows one thing, from its imports to what it prints. */
@NullMarked
package io.github.approxifer.examples;

import org.jspecify.annotations.NullMarked;
