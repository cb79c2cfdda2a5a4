/**
 * Studies of accuracy on real images, each a table made by one command: {@code mvn -pl bench study
 * -Dstudy=NAME}.
 */
@NullMarked
package io.github.approxifer.bench.accuracy.study;

import org.jspecify.annotations.NullMarked;
