/** Studies of codes and error locators on small networks: what the accuracy tables are made of. */
@NullMarked
package io.github.approxifer.bench.study;

import org.jspecify.annotations.NullMarked;
