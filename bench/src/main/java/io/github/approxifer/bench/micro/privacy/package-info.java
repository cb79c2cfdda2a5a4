/** What private noise costs in time. */
@NullMarked
package io.github.approxifer.bench.micro.privacy;

import org.jspecify.annotations.NullMarked;
