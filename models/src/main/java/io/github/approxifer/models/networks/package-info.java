/**
 * Networks as TensorFlow graphs, built in Java from a small set of layers, and their export as
 * SavedModels.
 *
 * <p>A {@link io.github.approxifer.models.networks.Network} only says how its layers are connected;
 * where the parameters' values come from is a {@link
 * io.github.approxifer.models.weights.ParameterValues}.
 */
@NullMarked
package io.github.approxifer.models.networks;

import org.jspecify.annotations.NullMarked;
