/**
 * What the accuracy tables and the studies measure with: images in groups, and the ways to serve
 * them that are compared. The trials are those of the advisor.
 */
@NullMarked
package io.github.approxifer.bench.accuracy.measure;

import org.jspecify.annotations.NullMarked;
