/** Checks that the documentation page says what the code does. */
@NullMarked
package io.github.approxifer.privacy.docs;

import org.jspecify.annotations.NullMarked;
