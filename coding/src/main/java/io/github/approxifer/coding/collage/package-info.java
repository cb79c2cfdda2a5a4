/** For images: parities that show two of them side by side instead of their mean. */
@NullMarked
package io.github.approxifer.coding.collage;

import org.jspecify.annotations.NullMarked;
