/**
 * A small server of the Open Inference Protocol v2 over any model: a worker on a machine of its
 * own.
 */
@NullMarked
package io.github.approxifer.serving.server;

import org.jspecify.annotations.NullMarked;
