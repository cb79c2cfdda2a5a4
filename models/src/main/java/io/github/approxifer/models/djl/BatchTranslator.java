package io.github.approxifer.models.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.translate.NoBatchifyTranslator;
import ai.djl.translate.TranslatorContext;
import io.github.approxifer.models.ModelException;

/**
 * Translates plain float batches for DJL. Every array belongs to the manager of the one prediction,
 * which DJL closes at its end. Thread-safe.
 */
final class BatchTranslator implements NoBatchifyTranslator<FloatBatch, FloatBatch> {

  private final Ports ports;
  private final int outputs;
  private final TensorAccess access;

  BatchTranslator(Ports ports, int outputs, TensorAccess access) {
    this.ports = ports;
    this.outputs = outputs;
    this.access = access;
  }

  @Override
  public NDList processInput(TranslatorContext context, FloatBatch batch) {
    context.setAttachment("batch", batch);
    return inputs(ports, access, context.getNDManager(), batch);
  }

  /** All inputs of a call, in the engine's order. */
  static NDList inputs(Ports ports, TensorAccess access, NDManager manager, FloatBatch batch) {
    NDArray queries =
        access.create(
            manager,
            batch.inputs(),
            batch.firstRow() * ports.item().size(),
            ports.batch(batch.rows()),
            ports.type());
    if (ports.query() == null) {
      return new NDList(queries);
    }
    queries.setName(ports.query());
    NDList list = new NDList();
    for (String name : ports.inputs()) {
      FixedInput fixed = ports.fixed().get(name);
      NDArray array = fixed == null ? queries : fixed.create(manager);
      array.setName(name);
      list.add(array);
    }
    return list;
  }

  @Override
  public FloatBatch processOutput(TranslatorContext context, NDList list) {
    FloatBatch batch = (FloatBatch) context.getAttachment("batch");
    NDArray answer = list.get(ports.output());
    int expected = batch.rows() * outputs;
    if (answer.getShape().size() != expected) {
      throw new ModelException(
          "the model answered %s for a batch of %d, but %d values an item are expected"
              .formatted(answer.getShape(), batch.rows(), outputs));
    }
    access.read(answer, batch.outputs(), batch.firstRow() * outputs, expected);
    return batch;
  }
}
