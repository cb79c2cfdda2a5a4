/** Models of DJL engines, and SavedModels served through DJL's TensorFlow engine. */
@NullMarked
package io.github.approxifer.models.djl;

import org.jspecify.annotations.NullMarked;
