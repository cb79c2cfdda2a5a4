package io.github.approxifer.serving.remote;

import io.github.approxifer.serving.protocol.InferRequest;
import io.github.approxifer.serving.protocol.InferResponse;
import io.github.approxifer.serving.protocol.ModelMetadata;
import io.github.approxifer.serving.protocol.ModelMetadata.TensorMetadata;
import io.github.approxifer.serving.protocol.ProtocolException;
import io.github.approxifer.serving.protocol.Tensor;
import io.github.approxifer.serving.worker.Worker;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A worker on another machine. A message that is not what the protocol asks for makes its answer
 * fail, with the reason; it never becomes data. Whatever ends an answer, cancelling too, ends its
 * exchange. Made by {@link RemoteWorkers}. Thread-safe.
 */
public final class RemoteWorker implements Worker {
  private final URI server;
  private final InferenceClient client;
  private final ModelMetadata metadata;
  private final boolean binary;
  private final AtomicLong requests = new AtomicLong();
  private volatile boolean closed;

  RemoteWorker(URI server, InferenceClient client, ModelMetadata metadata, boolean binary) {
    this.server = server;
    this.client = client;
    this.metadata = metadata;
    this.binary = binary;
  }

  /** The address of the server. */
  @Override
  public String name() {
    return server.toString();
  }

  /**
   * What the server takes and gives, as it says or as a query of zeros has shown.
   *
   * @return the metadata at the time of connecting
   */
  public ModelMetadata metadata() {
    return metadata;
  }

  TensorMetadata input() {
    return metadata.inputs().get(0);
  }

  TensorMetadata output() {
    return metadata.outputs().get(0);
  }

  /** Asks the server whether the model is ready; a lost connection is made anew at once. */
  @Override
  public CompletableFuture<Boolean> ready() {
    return client.ready();
  }

  /** The product of the input's sizes behind the batch; empty if one is free. */
  @Override
  public OptionalInt queryLength() {
    return length(input());
  }

  /** The product of the output's sizes behind the batch; empty if one is free. */
  @Override
  public OptionalInt answerLength() {
    return length(output());
  }

  private static OptionalInt length(TensorMetadata tensor) {
    long product = 1;
    for (long size :
        tensor.shape().subList(Math.min(1, tensor.shape().size()), tensor.shape().size())) {
      product *= size;
      if (size < 1 || product > Integer.MAX_VALUE) {
        return OptionalInt.empty();
      }
    }
    return tensor.shape().isEmpty() ? OptionalInt.empty() : OptionalInt.of((int) product);
  }

  /**
   * Whether tensors travel in binary.
   *
   * @return false if in JSON
   */
  public boolean binary() {
    return binary;
  }

  @Override
  public CompletableFuture<float[]> predict(float[] queries, int batch) {
    if (batch < 1 || queries.length % batch != 0) {
      throw new IllegalArgumentException(
          queries.length + " values are not a batch of " + batch + " queries of one length");
    }
    if (closed) {
      throw new IllegalStateException(name() + " is closed");
    }
    String id = Long.toString(requests.getAndIncrement());
    TensorMetadata input = input();
    TensorMetadata output = output();
    Tensor tensor = new Tensor(input.name(), shape(input.shape(), batch, queries.length), queries);
    CompletableFuture<InferResponse> response =
        client.infer(new InferRequest(id, tensor, output.name(), binary));
    CompletableFuture<float[]> answer = new CompletableFuture<>();
    var unused =
        response.whenComplete(
            (message, failure) -> {
              if (failure != null) {
                answer.completeExceptionally(failure);
                return;
              }
              try {
                answer.complete(values(message, id, output.name(), batch));
              } catch (RuntimeException | Error e) {
                String reason = e instanceof ProtocolException ? e.getMessage() : e.toString();
                answer.completeExceptionally(new RemoteException(name() + ": " + reason, e));
              }
            });
    var unusedToo = answer.whenComplete((values, failure) -> response.cancel(true));
    return answer;
  }

  /** The model's own shape with the batch in front; [batch, d] if it has other free sizes. */
  private static long[] shape(List<Long> declared, int batch, int length) {
    long rest = 1;
    for (int i = 1; i < declared.size(); i++) {
      rest *= declared.get(i);
    }
    if (declared.size() < 2 || rest * batch != length) {
      return new long[] {batch, length / batch};
    }
    long[] shape = declared.stream().mapToLong(Long::longValue).toArray();
    shape[0] = batch;
    return shape;
  }

  private static float[] values(InferResponse message, String id, String output, int batch) {
    if (message.id() != null && !message.id().equals(id)) {
      throw new ProtocolException("the answer is to request " + message.id() + ", not " + id);
    }
    for (Tensor tensor : message.outputs()) {
      if (tensor.name().equals(output)) {
        if (tensor.shape().length == 0 || tensor.shape()[0] != batch) {
          throw new ProtocolException(
              "the output has the shape %s, but the batch is %d"
                  .formatted(Arrays.toString(tensor.shape()), batch));
        }
        return tensor.values();
      }
    }
    throw new ProtocolException("the answer has no output \"" + output + "\"");
  }

  @Override
  public void close() {
    closed = true;
    client.close();
  }
}
