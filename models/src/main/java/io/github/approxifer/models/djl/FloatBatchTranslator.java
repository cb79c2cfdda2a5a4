package io.github.approxifer.models.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.translate.NoBatchifyTranslator;
import ai.djl.translate.TranslatorContext;
import io.github.approxifer.models.InputShape;
import io.github.approxifer.models.ModelException;

/**
 * Translates plain float batches for DJL. Every array belongs to the manager of the one prediction,
 * which DJL closes at its end. Thread-safe.
 */
final class FloatBatchTranslator implements NoBatchifyTranslator<FloatBatch, FloatBatch> {

  private final InputShape inputShape;
  private final int classes;
  private final TensorAccess access;

  FloatBatchTranslator(InputShape inputShape, int classes, TensorAccess access) {
    this.inputShape = inputShape;
    this.classes = classes;
    this.access = access;
  }

  @Override
  public NDList processInput(TranslatorContext context, FloatBatch batch) {
    Shape shape =
        new Shape(batch.batch(), inputShape.height(), inputShape.width(), inputShape.channels());
    context.setAttachment("batch", batch);
    return new NDList(access.create(context.getNDManager(), batch.inputs(), shape));
  }

  @Override
  public FloatBatch processOutput(TranslatorContext context, NDList list) {
    FloatBatch batch = (FloatBatch) context.getAttachment("batch");
    NDArray logits = list.singletonOrThrow();
    Shape expected = new Shape(batch.batch(), classes);
    if (!logits.getShape().equals(expected) || logits.getDataType() != DataType.FLOAT32) {
      throw new ModelException(
          "The model answered "
              + logits.getDataType()
              + " of shape "
              + logits.getShape()
              + ", but "
              + expected
              + " of FLOAT32 was expected; check the number of classes");
    }
    access.read(logits, batch.outputs(), batch.batch() * classes);
    return batch;
  }
}
