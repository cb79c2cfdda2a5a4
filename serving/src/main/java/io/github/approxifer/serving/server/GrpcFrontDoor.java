package io.github.approxifer.serving.server;

import io.github.approxifer.serving.protocol.InferResponse;
import io.github.approxifer.serving.protocol.ServerMetadata;
import io.github.approxifer.serving.protocol.grpc.GrpcMessages;
import io.github.approxifer.serving.protocol.grpc.GrpcMethods;
import io.github.approxifer.serving.protocol.grpc.inference.ModelInferRequest;
import io.github.approxifer.serving.protocol.grpc.inference.ModelInferResponse;
import io.github.approxifer.serving.protocol.grpc.inference.ModelMetadataRequest;
import io.github.approxifer.serving.protocol.grpc.inference.ModelMetadataResponse;
import io.github.approxifer.serving.protocol.grpc.inference.ModelReadyRequest;
import io.github.approxifer.serving.protocol.grpc.inference.ModelReadyResponse;
import io.github.approxifer.serving.protocol.grpc.inference.ServerLiveRequest;
import io.github.approxifer.serving.protocol.grpc.inference.ServerLiveResponse;
import io.github.approxifer.serving.protocol.grpc.inference.ServerMetadataRequest;
import io.github.approxifer.serving.protocol.grpc.inference.ServerMetadataResponse;
import io.github.approxifer.serving.protocol.grpc.inference.ServerReadyRequest;
import io.github.approxifer.serving.protocol.grpc.inference.ServerReadyResponse;
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
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import javax.net.ssl.KeyManagerFactory;
import org.jspecify.annotations.Nullable;

/** The protocol over gRPC, in front of the same model, places and limits as over HTTP. */
final class GrpcFrontDoor {
  private static final Metadata.Key<String> AUTHORIZATION =
      Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

  /** Calls of one connection at once: enough for a busy client, too few to exhaust the heap. */
  private static final int MOST_CALLS = 64;

  private final Inference inference;
  private final ServerMetrics metrics;
  private final RefusalLog refusals;
  private final BooleanSupplier ready;
  private final Server server;

  GrpcFrontDoor(
      ServerOptions options,
      int port,
      Inference inference,
      ServerMetrics metrics,
      RefusalLog refusals,
      BooleanSupplier ready)
      throws IOException {
    this.inference = inference;
    this.metrics = metrics;
    this.refusals = refusals;
    this.ready = ready;
    ServerOptions.Listening listening = options.listening();
    long asked = options.limits().requestBytes();
    long mostBytes = asked == 0 ? inference.model().requestLimit() : asked;
    NettyServerBuilder builder =
        NettyServerBuilder.forAddress(new InetSocketAddress(listening.host(), port))
            .maxInboundMessageSize((int) mostBytes)
            .maxConcurrentCallsPerConnection(MOST_CALLS)
            .executor(inference.readers())
            .addService(service());
    if (listening.token() != null) {
      builder.intercept(new Guard(listening.token()));
    }
    if (listening.keystore() != null) {
      builder.sslContext(
          GrpcSslContexts.configure(SslContextBuilder.forServer(keys(listening))).build());
    }
    this.server = builder.build().start();
  }

  private static KeyManagerFactory keys(ServerOptions.Listening listening) throws IOException {
    String given = listening.keystorePassword();
    char[] password = given == null ? new char[0] : given.toCharArray();
    try (InputStream in = Files.newInputStream(listening.keystore())) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(in, password);
      KeyManagerFactory factory =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      factory.init(store, password);
      return factory;
    } catch (GeneralSecurityException e) {
      throw new IOException("the keystore cannot be used: " + e.getMessage(), e);
    }
  }

  int port() {
    return server.getPort();
  }

  /** Accepts nothing more; what runs goes on. */
  void shutdown() {
    server.shutdown();
  }

  /** Waits for what runs, and ends what takes longer. */
  void stop(Duration patience) {
    try {
      if (!server.awaitTermination(patience.toNanos(), TimeUnit.NANOSECONDS)) {
        server.shutdownNow();
      }
    } catch (InterruptedException e) {
      server.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }

  private ServerServiceDefinition service() {
    return ServerServiceDefinition.builder(GrpcMethods.SERVICE)
        .addMethod(GrpcMethods.SERVER_LIVE, ServerCalls.asyncUnaryCall(this::live))
        .addMethod(GrpcMethods.SERVER_READY, ServerCalls.asyncUnaryCall(this::ready))
        .addMethod(GrpcMethods.SERVER_METADATA, ServerCalls.asyncUnaryCall(this::metadata))
        .addMethod(GrpcMethods.MODEL_READY, ServerCalls.asyncUnaryCall(this::modelReady))
        .addMethod(GrpcMethods.MODEL_METADATA, ServerCalls.asyncUnaryCall(this::modelMetadata))
        .addMethod(GrpcMethods.MODEL_INFER, ServerCalls.asyncUnaryCall(this::modelInfer))
        .build();
  }

  private void live(ServerLiveRequest request, StreamObserver<ServerLiveResponse> client) {
    send(client, ServerLiveResponse.newBuilder().setLive(true).build());
  }

  private void ready(ServerReadyRequest request, StreamObserver<ServerReadyResponse> client) {
    send(client, ServerReadyResponse.newBuilder().setReady(ready.getAsBoolean()).build());
  }

  private void metadata(
      ServerMetadataRequest request, StreamObserver<ServerMetadataResponse> client) {
    ServerMetadata server = ProtocolHandler.SERVER;
    send(
        client,
        ServerMetadataResponse.newBuilder()
            .setName(server.name())
            .setVersion(server.version())
            .build());
  }

  private void modelReady(ModelReadyRequest request, StreamObserver<ModelReadyResponse> client) {
    if (isHere(request.getName(), request.getVersion(), client)) {
      send(client, ModelReadyResponse.newBuilder().setReady(ready.getAsBoolean()).build());
    }
  }

  private void modelMetadata(
      ModelMetadataRequest request, StreamObserver<ModelMetadataResponse> client) {
    if (isHere(request.getName(), request.getVersion(), client)) {
      send(client, GrpcMessages.metadata(inference.model().metadata(), ServedModel.VERSION));
    }
  }

  private void modelInfer(ModelInferRequest request, StreamObserver<ModelInferResponse> client) {
    Call call = new Call((ServerCallStreamObserver<ModelInferResponse>) client);
    if (!isHere(request.getModelName(), request.getModelVersion(), client)) {
      metrics.answered("grpc", 404);
      return;
    }
    MemoryBudget.Share share = inference.share();
    try {
      share.hold(request.getSerializedSize());
      inference.accept(check -> GrpcMessages.request(request, check), share, call);
    } catch (Throwable e) {
      share.close();
      call.fail(e);
    }
  }

  private <T> boolean isHere(String model, String version, StreamObserver<T> client) {
    if (!model.equals(inference.model().name())) {
      client.onError(
          Status.NOT_FOUND
              .withDescription("there is no such model, only " + inference.model().name())
              .asException());
      return false;
    }
    if (!version.isEmpty() && !version.equals(ServedModel.VERSION)) {
      client.onError(
          Status.NOT_FOUND
              .withDescription("there is no such version of the model, only " + ServedModel.VERSION)
              .asException());
      return false;
    }
    return true;
  }

  private static <T> void send(StreamObserver<T> client, T message) {
    client.onNext(message);
    client.onCompleted();
  }

  /** One call for a prediction. */
  private final class Call implements Inference.Caller {
    private final ServerCallStreamObserver<ModelInferResponse> client;
    private final AtomicBoolean ended = new AtomicBoolean();

    Call(ServerCallStreamObserver<ModelInferResponse> client) {
      this.client = client;
      // With a handler, an answer to a client that has gone is dropped instead of thrown back.
      client.setOnCancelHandler(() -> {});
    }

    @Override
    public boolean gone() {
      return client.isCancelled();
    }

    @Override
    public void answer(InferResponse response) {
      if (ended.compareAndSet(false, true)) {
        metrics.answered("grpc", 200);
        send(client, GrpcMessages.response(response, ServedModel.VERSION));
      }
    }

    @Override
    public void fail(Throwable why) {
      if (ended.compareAndSet(false, true)) {
        int status = HttpAnswer.status(why);
        metrics.answered("grpc", status);
        refusals.note(status, HttpAnswer.message(why), why);
        client.onError(
            code(status).toStatus().withDescription(HttpAnswer.message(why)).asException());
      }
    }

    private Status.Code code(int status) {
      return switch (status) {
        case 400 -> Status.Code.INVALID_ARGUMENT;
        case 413 -> Status.Code.RESOURCE_EXHAUSTED;
        case 499 -> Status.Code.CANCELLED;
        case 503 -> Status.Code.UNAVAILABLE;
        default -> Status.Code.INTERNAL;
      };
    }
  }

  /** Lets in who has the token; health is open to all. */
  private record Guard(@Nullable String token) implements ServerInterceptor {
    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
        ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
      String method = call.getMethodDescriptor().getBareMethodName();
      boolean health = "ServerLive".equals(method) || "ServerReady".equals(method);
      if (!health && !ProtocolHandler.isAllowed(token, headers.get(AUTHORIZATION))) {
        call.close(
            Status.UNAUTHENTICATED.withDescription(
                "a bearer token is needed, and none or a wrong one was sent"),
            new Metadata());
        return new ServerCall.Listener<>() {};
      }
      return next.startCall(call, headers);
    }
  }
}
