package io.github.approxifer.serving.remote;

import com.google.common.util.concurrent.ListenableFuture;
import io.github.approxifer.serving.protocol.InferRequest;
import io.github.approxifer.serving.protocol.InferResponse;
import io.github.approxifer.serving.protocol.ModelMetadata;
import io.github.approxifer.serving.protocol.grpc.GrpcMessages;
import io.github.approxifer.serving.protocol.grpc.GrpcMethods;
import io.github.approxifer.serving.protocol.grpc.inference.ModelMetadataRequest;
import io.github.approxifer.serving.protocol.grpc.inference.ModelReadyRequest;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.stub.ClientCalls;
import java.net.URI;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** Over gRPC; tensors travel raw. Has a connection of its own. */
final class GrpcInferenceClient implements InferenceClient {
  private final ManagedChannel channel;
  private final URI server;
  private final String model;
  private final RemoteOptions options;

  /**
   * For one model on one server.
   *
   * @throws IllegalArgumentException if the address is not {@code grpc://host:port} or {@code
   *     grpcs://host:port}, or the options ask for JSON
   */
  GrpcInferenceClient(URI server, String model, RemoteOptions options) {
    if (options.tensors() == Tensors.JSON) {
      throw new IllegalArgumentException(
          "tensors cannot travel in JSON over gRPC; ask for another way, or "
              + server
              + " by HTTP");
    }
    this.channel = GrpcChannels.open(server, options);
    this.server = server;
    this.model = model;
    this.options = options;
  }

  /** Connects at once where a connection was lost; gRPC itself waits up to two minutes. */
  @Override
  public CompletableFuture<Boolean> ready() {
    channel.resetConnectBackoff();
    return call(
        GrpcMethods.MODEL_READY,
        ModelReadyRequest.newBuilder().setName(model).build(),
        message -> message.getReady());
  }

  @Override
  public CompletableFuture<ModelMetadata> model() {
    return call(
        GrpcMethods.MODEL_METADATA,
        ModelMetadataRequest.newBuilder().setName(model).build(),
        GrpcMessages::metadata);
  }

  /** True: raw contents are part of the protocol over gRPC. */
  @Override
  public CompletableFuture<Boolean> speaksBinary() {
    return CompletableFuture.completedFuture(true);
  }

  @Override
  public CompletableFuture<InferResponse> infer(InferRequest request) {
    return call(
        GrpcMethods.MODEL_INFER, GrpcMessages.request(model, request), GrpcMessages::response);
  }

  /** Whatever ends the result, cancelling too, ends the exchange. */
  <Q, A, T> CompletableFuture<T> call(
      MethodDescriptor<Q, A> method, Q request, Function<A, T> reading) {
    CallOptions deadline =
        CallOptions.DEFAULT.withDeadlineAfter(
            options.requestTimeout().toNanos(), TimeUnit.NANOSECONDS);
    ListenableFuture<A> exchange =
        ClientCalls.futureUnaryCall(channel.newCall(method, deadline), request);
    CompletableFuture<T> result = new CompletableFuture<>();
    exchange.addListener(() -> finish(exchange, reading, result), Runnable::run);
    var unused = result.whenComplete((value, failure) -> exchange.cancel(true));
    return result;
  }

  private <A, T> void finish(
      ListenableFuture<A> exchange, Function<A, T> reading, CompletableFuture<T> result) {
    try {
      result.complete(reading.apply(exchange.get()));
    } catch (ExecutionException e) {
      result.completeExceptionally(named(e.getCause() == null ? e : e.getCause()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      result.completeExceptionally(named(e));
    } catch (CancellationException e) {
      result.cancel(false);
    } catch (RuntimeException | Error e) {
      // Errors too, such as too little memory for an answer: nothing else ends the result.
      result.completeExceptionally(named(e));
    }
  }

  /** With what lies at the bottom of a failure, as gRPC's own text is often only "io exception". */
  private RemoteException named(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String reason = String.valueOf(failure.getMessage());
    return new RemoteException(
        server + ": " + (root == failure ? reason : reason + ": " + root.getMessage()), failure);
  }

  @Override
  public void close() {
    channel.shutdownNow();
  }
}
