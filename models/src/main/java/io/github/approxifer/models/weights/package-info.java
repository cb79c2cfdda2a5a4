/**
 * The parameters of networks: named arrays, read from safetensors files or drawn from a seed.
 *
 * <p>Arrays are float32 and row-major. Convolution kernels are height x width x input channels x
 * output channels (HWIO), dense kernels are inputs x outputs.
 */
@NullMarked
package io.github.approxifer.models.weights;

import org.jspecify.annotations.NullMarked;
