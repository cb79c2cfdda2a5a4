package io.github.approxifer.serving.remote;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.approxifer.models.FunctionModel;
import io.github.approxifer.models.ItemShape;
import io.github.approxifer.serving.protocol.InferRequest;
import io.github.approxifer.serving.protocol.InferResponse;
import io.github.approxifer.serving.protocol.ModelMetadata;
import io.github.approxifer.serving.protocol.ModelMetadata.TensorMetadata;
import io.github.approxifer.serving.protocol.Tensor;
import io.github.approxifer.serving.protocol.grpc.GrpcMethods;
import io.github.approxifer.serving.protocol.grpc.inference.ModelReadyRequest;
import io.github.approxifer.serving.server.ModelServer;
import io.github.approxifer.serving.server.ServerOptions;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.util.AbstractList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What goes wrong while an answer is read, errors too, ends its future. */
@Timeout(60)
class FailuresWhileReadingTest {
  private static final RemoteOptions STANDARD = RemoteOptions.standard();

  private static OutOfMemoryError noRoom(Object answer) {
    return new OutOfMemoryError("no room for " + answer.getClass().getSimpleName());
  }

  private static Boolean unread(Object answer) {
    throw noRoom(answer);
  }

  private static void requireFailure(CompletableFuture<?> future, URI server) {
    assertThatExceptionOfType(ExecutionException.class)
        .isThrownBy(() -> future.get(20, TimeUnit.SECONDS))
        .withCauseInstanceOf(RemoteException.class)
        .withRootCauseInstanceOf(OutOfMemoryError.class)
        .withMessageContaining(server.toString())
        .withMessageContaining("no room for");
  }

  @Test
  void overHttp() throws Exception {
    FunctionModel model = FunctionModel.of(ItemShape.of(2), 1, (in, out) -> {});
    try (ModelServer server = ModelServer.start(model, ServerOptions.local("toy"))) {
      HttpInferenceClient client =
          new HttpInferenceClient(HttpClient.newHttpClient(), server.address(), "toy", STANDARD);
      HttpRequest request = HttpRequest.newBuilder(URI.create(server.address() + "/v2")).build();
      requireFailure(client.send(request, FailuresWhileReadingTest::unread), server.address());
    }
  }

  @Test
  void overGrpc() throws Exception {
    try (GrpcServer server = new GrpcServer()) {
      GrpcInferenceClient client = new GrpcInferenceClient(server.address(), "toy", STANDARD);
      ModelReadyRequest request = ModelReadyRequest.newBuilder().setName("toy").build();
      requireFailure(
          client.call(GrpcMethods.MODEL_READY, request, FailuresWhileReadingTest::unread),
          server.address());
      client.close();
    }
  }

  @Test
  void inTheWorker() {
    URI server = URI.create("http://machine-3:8000");
    TensorMetadata tensor = new TensorMetadata("x", "FP32", List.of(-1L, 1L));
    ModelMetadata metadata = new ModelMetadata("toy", List.of(tensor), List.of(tensor));
    RemoteWorker worker = new RemoteWorker(server, new Unreadable(metadata), metadata, true);
    requireFailure(worker.predict(new float[1], 1), server);
  }

  /** Answers with outputs that cannot be looked at. */
  private record Unreadable(ModelMetadata metadata) implements InferenceClient {
    @Override
    public CompletableFuture<Boolean> ready() {
      return CompletableFuture.completedFuture(true);
    }

    @Override
    public CompletableFuture<ModelMetadata> model() {
      return CompletableFuture.completedFuture(metadata);
    }

    @Override
    public CompletableFuture<Boolean> speaksBinary() {
      return CompletableFuture.completedFuture(true);
    }

    @Override
    public CompletableFuture<InferResponse> infer(InferRequest request) {
      List<Tensor> outputs =
          new AbstractList<>() {
            @Override
            public Tensor get(int index) {
              throw noRoom(this);
            }

            @Override
            public int size() {
              return 1;
            }
          };
      return CompletableFuture.completedFuture(new InferResponse("toy", null, outputs));
    }

    @Override
    public void close() {}
  }
}
