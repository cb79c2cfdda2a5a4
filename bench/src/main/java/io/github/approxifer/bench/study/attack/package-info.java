/** What Byzantine workers may do to their answers. */
@NullMarked
package io.github.approxifer.bench.study.attack;

import org.jspecify.annotations.NullMarked;
