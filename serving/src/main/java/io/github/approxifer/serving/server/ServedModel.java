package io.github.approxifer.serving.server;

import io.github.approxifer.models.Model;
import io.github.approxifer.serving.protocol.Datatype;
import io.github.approxifer.serving.protocol.InferRequest;
import io.github.approxifer.serving.protocol.InferResponse;
import io.github.approxifer.serving.protocol.ModelMetadata;
import io.github.approxifer.serving.protocol.ModelMetadata.TensorMetadata;
import io.github.approxifer.serving.protocol.ProtocolException;
import io.github.approxifer.serving.protocol.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A model in terms of the protocol: one input, one output, a free batch size. Thread-safe. */
final class ServedModel {
  /** The only version of a model. */
  static final String VERSION = "1";

  /** The longest text of a float32 with a comma, and some. */
  private static final int JSON_BYTES_OF_A_VALUE = 24;

  /** Bytes of a value of an answer: as the model gave it, and as JSON. */
  private static final int ANSWER_BYTES_OF_A_VALUE = Float.BYTES + JSON_BYTES_OF_A_VALUE;

  private static final int DEFAULT_BATCH = 64;
  private static final long SMALLEST_LIMIT = 1L << 20;
  private static final long GREATEST_DEFAULT = 64L << 20;

  private final String name;
  private final Model model;
  private final String input;
  private final String output;
  private final int[] itemShape;
  private final int[] answerShape;

  ServedModel(String name, Model model, String input, String output) {
    this.name = name;
    this.model = model;
    this.input = input;
    this.output = output;
    this.itemShape = model.inputShape().dimensions();
    this.answerShape = model.outputShape().dimensions();
  }

  String name() {
    return name;
  }

  private int length() {
    return model.inputShape().size();
  }

  private int answerLength() {
    return model.outputShape().size();
  }

  /**
   * A limit for requests whose user gave none: a batch of {@value #DEFAULT_BATCH} in JSON, but from
   * 1 to 64 MiB, and in any case enough for one query.
   */
  long requestLimit() {
    long one = (long) JSON_BYTES_OF_A_VALUE * length() + 65536;
    long many = Math.min(GREATEST_DEFAULT, DEFAULT_BATCH * one);
    return Math.min(
        ServerOptions.LARGEST_REQUEST_LIMIT, Math.max(Math.max(one, SMALLEST_LIMIT), many));
  }

  ModelMetadata metadata() {
    return new ModelMetadata(
        name,
        List.of(new TensorMetadata(input, Datatype.FP32.name(), batched(itemShape))),
        List.of(new TensorMetadata(output, Datatype.FP32.name(), batched(answerShape))));
  }

  private static List<Long> batched(int[] itemShape) {
    List<Long> shape = new ArrayList<>(List.of(-1L));
    Arrays.stream(itemShape).forEach(size -> shape.add((long) size));
    return List.copyOf(shape);
  }

  /**
   * Refuses a shape that is not a batch of the model's inputs, size by size: the same number of
   * values in another order is another input.
   */
  void requireShape(long[] shape) {
    long[] item = Arrays.stream(itemShape).asLongStream().toArray();
    boolean fits =
        shape.length >= 2
            && shape[0] >= 1
            && (Arrays.equals(shape, 1, shape.length, item, 0, item.length)
                || (shape.length == 2 && shape[1] == length()));
    if (!fits) {
      String sizes = Arrays.toString(itemShape).replaceAll("[\\[\\]]", "");
      throw new ProtocolException(
          "the input has the shape %s, but the model takes [batch, %s]"
                  .formatted(Arrays.toString(shape), sizes)
              + (itemShape.length == 1 ? "" : " or [batch, %d]".formatted(length())));
    }
  }

  /** What a batch of this shape takes up besides its body: its values and the answer to it. */
  long bytes(long[] shape) {
    return shape[0]
        * ((long) Float.BYTES * length() + (long) ANSWER_BYTES_OF_A_VALUE * answerLength());
  }

  /** Refuses what names other tensors than the model's, or holds what is no number. */
  void require(InferRequest request) {
    if (!request.input().name().equals(input)) {
      throw new ProtocolException(
          "the model has the input \"%s\", but the request brings \"%s\""
              .formatted(input, request.input().name()));
    }
    if (request.output() != null && !request.output().equals(output)) {
      throw new ProtocolException(
          "the model has the output \"%s\", but \"%s\" was asked for"
              .formatted(output, request.output()));
    }
    int wrong = firstNotFinite(request.input().values());
    if (wrong >= 0) {
      throw new ProtocolException(
          "element %d of the input is %s".formatted(wrong, request.input().values()[wrong]));
    }
  }

  private static int firstNotFinite(float[] values) {
    for (int i = 0; i < values.length; i++) {
      if (!Float.isFinite(values[i])) {
        return i;
      }
    }
    return -1;
  }

  /**
   * Predicts.
   *
   * @throws HttpError with status 500 if the answer is no number
   */
  InferResponse predict(InferRequest request) {
    int batch = (int) request.input().shape()[0];
    float[] answer = model.predict(request.input().values(), batch);
    int wrong = firstNotFinite(answer);
    if (wrong >= 0) {
      throw new HttpError(
          500, "the model failed: value %d of its answer is %s".formatted(wrong, answer[wrong]));
    }
    long[] shape = new long[answerShape.length + 1];
    shape[0] = batch;
    for (int i = 0; i < answerShape.length; i++) {
      shape[i + 1] = answerShape[i];
    }
    return new InferResponse(name, request.id(), List.of(new Tensor(output, shape, answer)));
  }

  /** Predicts zeros, so that the first request is not a straggler. */
  void warmUp() {
    model.predict(new float[length()], 1);
  }
}
