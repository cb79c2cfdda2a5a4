package io.github.approxifer.serving.server;

import io.github.approxifer.models.ItemShape;
import io.github.approxifer.models.Model;
import io.github.approxifer.serving.protocol.InferRequest;
import io.github.approxifer.serving.protocol.InferResponse;
import io.github.approxifer.serving.protocol.ModelMetadata;
import io.github.approxifer.serving.protocol.ModelMetadata.TensorMetadata;
import io.github.approxifer.serving.protocol.ProtocolException;
import io.github.approxifer.serving.protocol.Tensor;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;

/**
 * A model in terms of the protocol: one input, one output, a free batch size. As many predictions
 * as may are made at once; a few more requests wait in order, and the others are refused.
 * Thread-safe.
 */
final class Inference {
  static final String INPUT = "input";
  static final String OUTPUT = "logits";

  /** How many requests may wait. Each holds a thread of the server's, and its body. */
  static final int MOST_WAITING = 128;

  /** How long a request may wait: as long as clients do by default, who are gone then. */
  static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

  private final String name;
  private final Model model;
  private final int mostWaiting;
  private final Duration longestWait;
  private final Semaphore places;
  private final Semaphore turns;

  Inference(String name, Model model, int parallel) {
    this(name, model, parallel, MOST_WAITING, LONGEST_WAIT);
  }

  /** With other bounds on waiting. */
  Inference(String name, Model model, int parallel, int mostWaiting, Duration longestWait) {
    this.name = name;
    this.model = model;
    this.mostWaiting = mostWaiting;
    this.longestWait = longestWait;
    this.places = new Semaphore(parallel + mostWaiting);
    this.turns = new Semaphore(parallel, true);
  }

  ModelMetadata metadata() {
    return new ModelMetadata(
        name,
        List.of(new TensorMetadata(INPUT, "FP32", batchOf(model.inputShape()))),
        List.of(new TensorMetadata(OUTPUT, "FP32", batchOf(model.outputShape()))));
  }

  /** The shape of a batch of any size. */
  private static List<Long> batchOf(ItemShape item) {
    return LongStream.concat(LongStream.of(-1), Arrays.stream(item.dimensions()).asLongStream())
        .boxed()
        .toList();
  }

  /**
   * Answers a request when it is its turn.
   *
   * @throws HttpError with status 503 if too many are waiting, or it has waited for too long
   */
  InferResponse answer(InferRequest request) {
    int batch = batch(request.input());
    if (request.output() != null && !request.output().equals(OUTPUT)) {
      throw new ProtocolException(
          "the model has the output \"" + OUTPUT + "\", but another was asked for");
    }
    float[] outputs = inPlace(request.input().values(), batch);
    Tensor logits = new Tensor(OUTPUT, new long[] {batch, model.outputShape().size()}, outputs);
    return new InferResponse(name, request.id(), List.of(logits));
  }

  private float[] inPlace(float[] queries, int batch) {
    if (!places.tryAcquire()) {
      throw new HttpError(
          503, "the worker is busy: %d requests are waiting already".formatted(mostWaiting));
    }
    try {
      return inTurn(queries, batch);
    } finally {
      places.release();
    }
  }

  private float[] inTurn(float[] queries, int batch) {
    try {
      if (!turns.tryAcquire(longestWait.toNanos(), TimeUnit.NANOSECONDS)) {
        throw new HttpError(
            503, "the worker is busy: the request has waited for %s".formatted(longestWait));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new HttpError(503, "the worker is stopping");
    }
    try {
      return model.predict(queries, batch);
    } finally {
      turns.release();
    }
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
