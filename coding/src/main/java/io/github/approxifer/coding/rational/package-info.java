/** The code of Floater and Hormann: rational interpolation of higher order than Berrut's. */
@NullMarked
package io.github.approxifer.coding.rational;

import org.jspecify.annotations.NullMarked;
