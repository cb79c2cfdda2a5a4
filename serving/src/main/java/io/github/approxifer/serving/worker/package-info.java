/** Workers: whoever answers coded queries, in this process or elsewhere. */
@NullMarked
package io.github.approxifer.serving.worker;

import org.jspecify.annotations.NullMarked;
