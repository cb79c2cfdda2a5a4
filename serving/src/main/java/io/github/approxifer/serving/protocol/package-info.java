/**
 * Messages of the Open Inference Protocol v2 over HTTP: JSON, and the binary tensor extension. What
 * the client ({@code remote}) and the server ({@code server}) share.
 */
@NullMarked
package io.github.approxifer.serving.protocol;

import org.jspecify.annotations.NullMarked;
