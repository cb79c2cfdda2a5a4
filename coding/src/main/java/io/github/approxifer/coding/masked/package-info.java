/**
 * Private Berrut coding: random blocks are mixed into the coded queries, so that a few colluding
 * workers learn little.
 */
@NullMarked
package io.github.approxifer.coding.masked;

import org.jspecify.annotations.NullMarked;
