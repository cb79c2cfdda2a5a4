/**
 * Training of networks by stochastic gradient descent, and the command {@code mvn -pl models train}
 * that does it. A {@link io.github.approxifer.models.training.Trainer} takes {@link
 * io.github.approxifer.models.training.Examples} (images and what the network shall answer) through
 * a {@link io.github.approxifer.models.training.TrainingGraph}.
 */
@NullMarked
package io.github.approxifer.models.training;

import org.jspecify.annotations.NullMarked;
