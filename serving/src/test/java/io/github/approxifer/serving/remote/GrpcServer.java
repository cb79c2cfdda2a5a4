package io.github.approxifer.serving.remote;

import com.google.protobuf.ByteString;
import io.github.approxifer.serving.protocol.grpc.GrpcMethods;
import io.github.approxifer.serving.protocol.grpc.inference.ModelInferRequest;
import io.github.approxifer.serving.protocol.grpc.inference.ModelInferResponse;
import io.github.approxifer.serving.protocol.grpc.inference.ModelMetadataRequest;
import io.github.approxifer.serving.protocol.grpc.inference.ModelMetadataResponse;
import io.github.approxifer.serving.protocol.grpc.inference.ModelMetadataResponse.TensorMetadata;
import io.github.approxifer.serving.protocol.grpc.inference.ModelReadyRequest;
import io.github.approxifer.serving.protocol.grpc.inference.ModelReadyResponse;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContextBuilder;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A server of the model "toy", 2 values to 1, that answers as a test tells it. */
final class GrpcServer implements AutoCloseable {
  private final Server server;
  private final String scheme;

  /** What came, in order. */
  final BlockingQueue<ModelInferRequest> requests = new LinkedBlockingQueue<>();

  /** Falls when a client gives a request up. */
  final CountDownLatch cancelled = new CountDownLatch(1);

  volatile boolean ready = true;

  /** The answer to a request; null for none, ever. */
  volatile Function<ModelInferRequest, @Nullable ModelInferResponse> answer = request -> null;

  GrpcServer() throws IOException {
    this(0);
  }

  /** At a port, which is free. */
  GrpcServer(int port) throws IOException {
    this.server = builder(port).addService(service()).build().start();
    this.scheme = "grpc";
  }

  /** With TLS, for who has a token. */
  GrpcServer(SelfSigned certificate, String token) throws Exception {
    this.server =
        builder(0)
            .sslContext(
                GrpcSslContexts.configure(SslContextBuilder.forServer(certificate.key())).build())
            .intercept(new Guard("Bearer " + token))
            .addService(service())
            .build()
            .start();
    this.scheme = "grpcs";
  }

  private static NettyServerBuilder builder(int port) {
    return NettyServerBuilder.forAddress(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
  }

  private ServerServiceDefinition service() {
    return ServerServiceDefinition.builder(GrpcMethods.SERVICE)
        .addMethod(GrpcMethods.MODEL_READY, ServerCalls.asyncUnaryCall(this::modelReady))
        .addMethod(GrpcMethods.MODEL_METADATA, ServerCalls.asyncUnaryCall(this::modelMetadata))
        .addMethod(GrpcMethods.MODEL_INFER, ServerCalls.asyncUnaryCall(this::modelInfer))
        .build();
  }

  URI address() {
    return URI.create(scheme + "://127.0.0.1:" + server.getPort());
  }

  private void modelReady(ModelReadyRequest request, StreamObserver<ModelReadyResponse> client) {
    if (request.getName().equals("toy")) {
      client.onNext(ModelReadyResponse.newBuilder().setReady(ready).build());
      client.onCompleted();
    } else {
      client.onError(
          Status.NOT_FOUND.withDescription("no model " + request.getName()).asException());
    }
  }

  private void modelMetadata(
      ModelMetadataRequest request, StreamObserver<ModelMetadataResponse> client) {
    client.onNext(
        ModelMetadataResponse.newBuilder()
            .setName(request.getName())
            .addVersions("1")
            .setPlatform("test")
            .addInputs(tensor("input").addShape(-1).addShape(1).addShape(2).addShape(1))
            .addOutputs(tensor("logits").addShape(-1).addShape(1))
            .build());
    client.onCompleted();
  }

  private static TensorMetadata.Builder tensor(String name) {
    return TensorMetadata.newBuilder().setName(name).setDatatype("FP32");
  }

  private void modelInfer(ModelInferRequest request, StreamObserver<ModelInferResponse> client) {
    ((ServerCallStreamObserver<ModelInferResponse>) client)
        .setOnCancelHandler(cancelled::countDown);
    requests.add(request);
    ModelInferResponse response;
    try {
      response = answer.apply(request);
    } catch (RuntimeException e) {
      client.onError(Status.INVALID_ARGUMENT.withDescription(e.getMessage()).asException());
      return;
    }
    if (response != null) {
      client.onNext(response);
      client.onCompleted();
    }
  }

  /** Raw contents. */
  static ByteString raw(float... values) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    return ByteString.copyFrom(bytes);
  }

  /** Returns when the port is free again. */
  void stop() throws InterruptedException {
    server.shutdownNow().awaitTermination();
  }

  @Override
  public void close() {
    server.shutdownNow();
  }

  /** Lets in who has the token. */
  private record Guard(String expected) implements ServerInterceptor {
    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
        ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
      String given =
          headers.get(Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER));
      if (!expected.equals(given)) {
        call.close(Status.UNAUTHENTICATED.withDescription("who are you?"), new Metadata());
        return new ServerCall.Listener<>() {};
      }
      return next.startCall(call, headers);
    }
  }
}
