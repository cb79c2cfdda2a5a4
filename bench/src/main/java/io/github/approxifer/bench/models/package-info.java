/** What the adapters around models cost. */
@NullMarked
package io.github.approxifer.bench.models;

import org.jspecify.annotations.NullMarked;
