package io.github.approxifer.models.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.translate.NoBatchifyTranslator;
import ai.djl.translate.TranslatorContext;
import io.github.approxifer.models.ItemShape;
import io.github.approxifer.models.ModelException;

/**
 * Translates plain float batches for DJL. Every array belongs to the manager of the one prediction,
 * which DJL closes at its end. Thread-safe.
 */
final class FloatBatchTranslator implements NoBatchifyTranslator<FloatBatch, FloatBatch> {

  private final ItemShape inputShape;
  private final int outputs;
  private final TensorAccess access;

  FloatBatchTranslator(ItemShape inputShape, int outputs, TensorAccess access) {
    this.inputShape = inputShape;
    this.outputs = outputs;
    this.access = access;
  }

  @Override
  public NDList processInput(TranslatorContext context, FloatBatch batch) {
    long[] shape = new long[inputShape.rank() + 1];
    shape[0] = batch.batch();
    for (int i = 1; i < shape.length; i++) {
      shape[i] = inputShape.dimension(i - 1);
    }
    context.setAttachment("batch", batch);
    return new NDList(access.create(context.getNDManager(), batch.inputs(), new Shape(shape)));
  }

  @Override
  public FloatBatch processOutput(TranslatorContext context, NDList list) {
    FloatBatch batch = (FloatBatch) context.getAttachment("batch");
    NDArray answer = list.singletonOrThrow();
    long expected = (long) batch.batch() * outputs;
    if (answer.getShape().size() != expected || answer.getDataType() != DataType.FLOAT32) {
      throw new ModelException(
          "the model answered %s of shape %s, but %d x %d values of FLOAT32 were expected; check the number of outputs"
              .formatted(answer.getDataType(), answer.getShape(), batch.batch(), outputs));
    }
    access.read(answer, batch.outputs(), (int) expected);
    return batch;
  }
}
