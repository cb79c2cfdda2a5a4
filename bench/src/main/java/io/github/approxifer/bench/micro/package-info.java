/** JMH benchmarks by module; a module with a single one has no package for it. */
@NullMarked
package io.github.approxifer.bench.micro;

import org.jspecify.annotations.NullMarked;
