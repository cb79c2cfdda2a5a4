/**
 * The Berrut code of ApproxIFER and of Berrut approximated coded computing (BACC), with its
 * published variants.
 */
@NullMarked
package io.github.approxifer.coding.berrut;

import org.jspecify.annotations.NullMarked;
