package io.github.approxifer.models.djl;

/**
 * One prediction on its way through DJL.
 *
 * @param inputs at least {@code batch x size} values, row-major
 * @param batch the number of inputs
 * @param outputs receives {@code batch x n} values, row-major
 */
@SuppressWarnings("ArrayRecordComponent") // carries the caller's arrays, is never compared
record FloatBatch(float[] inputs, int batch, float[] outputs) {}
