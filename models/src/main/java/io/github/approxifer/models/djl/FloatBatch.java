package io.github.approxifer.models.djl;

/**
 * One call of an engine on its way through DJL: some rows of a batch.
 *
 * @param inputs the whole batch's inputs, row-major
 * @param firstRow the first row of this call
 * @param rows the number of rows of this call
 * @param outputs receives the outputs of these rows at their places, row-major
 */
@SuppressWarnings("ArrayRecordComponent") // carries the caller's arrays, is never compared
record FloatBatch(float[] inputs, int firstRow, int rows, float[] outputs) {}
