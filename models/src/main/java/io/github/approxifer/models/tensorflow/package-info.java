/**
 * The native TensorFlow library: found on the class path, unpacked and loaded before DJL looks for
 * one, never downloaded at run time.
 */
@NullMarked
package io.github.approxifer.models.tensorflow;

import org.jspecify.annotations.NullMarked;
