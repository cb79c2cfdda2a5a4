/**
 * {@code mvn -pl bench study -Dstudy=student}: schemes with a student at the coordinator beside all
 * others, with stragglers and with Byzantine workers, on images that neither the model nor the
 * student has seen.
 */
@NullMarked
package io.github.approxifer.bench.accuracy.student;

import org.jspecify.annotations.NullMarked;
