package io.github.approxifer.serving.server;

import io.github.approxifer.models.InputShape;
import io.github.approxifer.models.Model;
import io.github.approxifer.serving.protocol.InferRequest;
import io.github.approxifer.serving.protocol.InferResponse;
import io.github.approxifer.serving.protocol.ModelMetadata;
import io.github.approxifer.serving.protocol.ModelMetadata.TensorMetadata;
import io.github.approxifer.serving.protocol.ProtocolException;
import io.github.approxifer.serving.protocol.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Semaphore;

/** A model in terms of the protocol: one input, one output, a free batch size. Thread-safe. */
final class Inference {
  static final String INPUT = "input";
  static final String OUTPUT = "logits";

  private final String name;
  private final Model model;
  private final Semaphore turns;

  Inference(String name, Model model, int parallel) {
    this.name = name;
    this.model = model;
    this.turns = new Semaphore(parallel, true);
  }

  ModelMetadata metadata() {
    InputShape shape = model.inputShape();
    return new ModelMetadata(
        name,
        List.of(
            new TensorMetadata(
                INPUT,
                "FP32",
                List.of(
                    -1L, (long) shape.height(), (long) shape.width(), (long) shape.channels()))),
        List.of(new TensorMetadata(OUTPUT, "FP32", List.of(-1L, (long) model.classes()))));
  }

  InferResponse answer(InferRequest request) {
    int batch = batch(request.input());
    if (request.output() != null && !request.output().equals(OUTPUT)) {
      throw new ProtocolException(
          "the model has the output \"" + OUTPUT + "\", but another was asked for");
    }
    float[] outputs;
    turns.acquireUninterruptibly();
    try {
      outputs = model.predict(request.input().values(), batch);
    } finally {
      turns.release();
    }
    Tensor logits = new Tensor(OUTPUT, new long[] {batch, model.classes()}, outputs);
    return new InferResponse(name, request.id(), List.of(logits));
  }

  private int batch(Tensor input) {
    if (!input.name().equals(INPUT)) {
      throw new ProtocolException(
          "the model has the input \"" + INPUT + "\", but the request brings another");
    }
    int length = model.inputShape().size();
    long[] shape = input.shape();
    boolean fits = shape.length >= 2 && shape[0] >= 1;
    if (!fits || input.values().length != shape[0] * length) {
      throw new ProtocolException(
          "the input has the shape %s, but the model takes [batch, %d] or [batch, %s]"
              .formatted(
                  Arrays.toString(shape),
                  length,
                  model.inputShape().toString().replace(" x ", ", ")));
    }
    float[] values = input.values();
    for (int i = 0; i < values.length; i++) {
      if (!Float.isFinite(values[i])) {
        throw new ProtocolException("element " + i + " of the input is " + values[i]);
      }
    }
    return (int) shape[0];
  }
}
