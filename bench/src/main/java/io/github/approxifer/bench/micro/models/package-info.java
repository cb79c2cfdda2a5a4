/** What the adapters around models cost. */
@NullMarked
package io.github.approxifer.bench.micro.models;

import org.jspecify.annotations.NullMarked;
