/** What private noise costs in time. */
@NullMarked
package io.github.approxifer.bench.privacy;

import org.jspecify.annotations.NullMarked;
