/** Workers in processes of their own, and a command that uses ten of them. */
@NullMarked
package io.github.approxifer.bench.load.cluster;

import org.jspecify.annotations.NullMarked;
