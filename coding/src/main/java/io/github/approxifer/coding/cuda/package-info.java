/**
 * Encoding and decoding on a CUDA device, many groups at once. Needs the JavaCPP presets of CUDA
 * (optional dependencies) on the class path, and is loaded only where it is used.
 */
@NullMarked
package io.github.approxifer.coding.cuda;

import org.jspecify.annotations.NullMarked;
