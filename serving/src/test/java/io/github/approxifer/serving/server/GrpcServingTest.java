package io.github.approxifer.serving.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.protobuf.ByteString;
import io.github.approxifer.models.FunctionModel;
import io.github.approxifer.models.ItemShape;
import io.github.approxifer.models.Model;
import io.github.approxifer.serving.StuckModel;
import io.github.approxifer.serving.protocol.grpc.GrpcMethods;
import io.github.approxifer.serving.protocol.grpc.inference.InferParameter;
import io.github.approxifer.serving.protocol.grpc.inference.InferTensorContents;
import io.github.approxifer.serving.protocol.grpc.inference.ModelInferRequest;
import io.github.approxifer.serving.protocol.grpc.inference.ModelInferRequest.InferInputTensor;
import io.github.approxifer.serving.protocol.grpc.inference.ModelInferRequest.InferRequestedOutputTensor;
import io.github.approxifer.serving.protocol.grpc.inference.ModelInferResponse;
import io.github.approxifer.serving.protocol.grpc.inference.ModelReadyRequest;
import io.github.approxifer.serving.protocol.grpc.inference.ServerLiveRequest;
import io.github.approxifer.serving.protocol.grpc.inference.ServerMetadataRequest;
import io.github.approxifer.serving.protocol.grpc.inference.ServerReadyRequest;
import io.github.approxifer.serving.remote.RemoteException;
import io.github.approxifer.serving.remote.RemoteOptions;
import io.github.approxifer.serving.remote.RemoteWorker;
import io.github.approxifer.serving.remote.RemoteWorkers;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCalls;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The server over gRPC, asked by this project's client and call by call. */
@Timeout(60)
class GrpcServingTest {
  private static final RemoteOptions STANDARD = RemoteOptions.standard();

  private final Model model =
      FunctionModel.of(
          ItemShape.of(1, 2, 1),
          2,
          (in, out) -> {
            if (in[0] == 666) {
              throw new IllegalStateException("out of order");
            }
            out[0] = in[0] + in[1];
            out[1] = in[0] / in[1];
          });
  private ModelServer server;
  private ManagedChannel channel;

  @BeforeEach
  void start() throws Exception {
    server = ModelServer.start(model, ServerOptions.local("toy").withGrpc(0));
    channel = channel(server);
  }

  @AfterEach
  void stop() {
    channel.shutdownNow();
    server.close();
  }

  private static ManagedChannel channel(ModelServer server) {
    URI address = server.grpcAddress().orElseThrow();
    return NettyChannelBuilder.forAddress(address.getHost(), address.getPort())
        .usePlaintext()
        .build();
  }

  private <Q, A> A call(MethodDescriptor<Q, A> method, Q request) {
    return ClientCalls.blockingUnaryCall(channel, method, CallOptions.DEFAULT, request);
  }

  private static ModelInferRequest.Builder request(float... values) {
    InferTensorContents.Builder contents = InferTensorContents.newBuilder();
    for (float value : values) {
      contents.addFp32Contents(value);
    }
    return ModelInferRequest.newBuilder()
        .setModelName("toy")
        .addInputs(
            InferInputTensor.newBuilder()
                .setName("input")
                .setDatatype("FP32")
                .addShape(values.length / 2)
                .addShape(2)
                .setContents(contents));
  }

  private void assertRefused(ModelInferRequest.Builder request, Status.Code code, String reason) {
    assertThatExceptionOfType(StatusRuntimeException.class)
        .isThrownBy(() -> call(GrpcMethods.MODEL_INFER, request.build()))
        .withMessageContaining(reason)
        .satisfies(e -> assertThat(e.getStatus().getCode()).isEqualTo(code));
  }

  @Test
  void bothWaysOfOneServerAnswerAlikeInOneGroup() throws Exception {
    List<RemoteWorker> workers =
        RemoteWorkers.connect(
            List.of(server.address(), server.grpcAddress().orElseThrow()), "toy", STANDARD);
    float[] queries = {1, 3, 5, 0.125f};
    float[] overHttp = workers.get(0).predict(queries, 2).get();
    assertThat(workers.get(1).predict(queries, 2).get()).containsExactly(overHttp);
    assertThat(overHttp).containsExactly(4, 1f / 3, 5.125f, 40);
    assertThat(workers.get(1).metadata().inputs().get(0).shape()).containsExactly(-1L, 1L, 2L, 1L);
    workers.forEach(RemoteWorker::close);
  }

  @Test
  void healthAndMetadataAreThere() {
    assertThat(call(GrpcMethods.SERVER_LIVE, ServerLiveRequest.getDefaultInstance()).getLive())
        .isTrue();
    assertThat(call(GrpcMethods.SERVER_READY, ServerReadyRequest.getDefaultInstance()).getReady())
        .isTrue();
    assertThat(
            call(GrpcMethods.SERVER_METADATA, ServerMetadataRequest.getDefaultInstance()).getName())
        .isEqualTo("approxifer");
    ModelReadyRequest other = ModelReadyRequest.newBuilder().setName("other").build();
    assertThatExceptionOfType(StatusRuntimeException.class)
        .isThrownBy(() -> call(GrpcMethods.MODEL_READY, other))
        .withMessageContaining("only toy");
  }

  @Test
  void typedRequestsAreAnsweredRawWithIdAndVersion() {
    ModelInferResponse response =
        call(GrpcMethods.MODEL_INFER, request(1, 2).setId("9").setModelVersion("1").build());
    assertThat(response.getId()).isEqualTo("9");
    assertThat(response.getModelVersion()).isEqualTo("1");
    assertThat(response.getRawOutputContents(0).toByteArray())
        .containsExactly(0, 0, 0x40, 0x40, 0, 0, 0, 0x3f);
  }

  @Test
  void whatIsWrongIsRefusedWithItsReason() {
    assertRefused(request(1, 2).setModelVersion("7"), Status.Code.NOT_FOUND, "only 1");
    assertRefused(
        request(1, 2).addRawInputContents(ByteString.EMPTY),
        Status.Code.INVALID_ARGUMENT,
        "both raw and typed");
    assertRefused(request(), Status.Code.INVALID_ARGUMENT, "[0, 2]");
    assertRefused(request(1, Float.NaN), Status.Code.INVALID_ARGUMENT, "element 1");
    assertRefused(request(666, 1), Status.Code.INTERNAL, "out of order");
    assertRefused(request(1, 0), Status.Code.INTERNAL, "value 1 of its answer is Infinity");
    assertRefused(
        request(1, 2)
            .addOutputs(
                InferRequestedOutputTensor.newBuilder()
                    .setName("logits")
                    .putParameters(
                        "classification", InferParameter.newBuilder().setInt64Param(3).build())),
        Status.Code.INVALID_ARGUMENT,
        "classification");
    assertRefused(
        request(1, 2).addOutputs(InferRequestedOutputTensor.newBuilder().setName("other")),
        Status.Code.INVALID_ARGUMENT,
        "logits");
  }

  @Test
  void aTokenIsAskedForExceptForHealth() throws Exception {
    try (ModelServer guarded =
        ModelServer.start(
            model, ServerOptions.local("toy").secured("secret", null, null).withGrpc(0))) {
      URI address = guarded.grpcAddress().orElseThrow();
      RemoteWorkers.connect(List.of(address), "toy", STANDARD.secured("secret", null))
          .forEach(RemoteWorker::close);
      assertThatExceptionOfType(RemoteException.class)
          .isThrownBy(() -> RemoteWorkers.connect(List.of(address), "toy", STANDARD))
          .withMessageContaining("token");
      ManagedChannel open = channel(guarded);
      assertThat(
              ClientCalls.blockingUnaryCall(
                      open,
                      GrpcMethods.SERVER_LIVE,
                      CallOptions.DEFAULT,
                      ServerLiveRequest.getDefaultInstance())
                  .getLive())
          .isTrue();
      open.shutdownNow();
    }
  }

  @Test
  void callsThatWereCancelledAreNotPredicted() throws Exception {
    StuckModel stuck = new StuckModel();
    AtomicInteger predicted = new AtomicInteger();
    Model counting =
        FunctionModel.of(
            ItemShape.of(1, 2, 1),
            1,
            (in, out) -> {
              predicted.incrementAndGet();
              out[0] = stuck.model().predict(in, 1)[0];
            });
    try (ModelServer busy = ModelServer.start(counting, ServerOptions.local("toy").withGrpc(0))) {
      RemoteWorker worker =
          RemoteWorkers.connect(List.of(busy.grpcAddress().orElseThrow()), "toy", STANDARD).get(0);
      final CompletableFuture<float[]> first = worker.predict(new float[] {1, 2}, 1);
      stuck.begun.await();
      CompletableFuture<float[]> cancelled = worker.predict(new float[] {3, 4}, 1);
      final CompletableFuture<float[]> last = worker.predict(new float[] {5, 6}, 1);
      Thread.sleep(300);
      cancelled.cancel(true);
      Thread.sleep(300);
      stuck.release.countDown();
      assertThat(first.get(20, TimeUnit.SECONDS)).containsExactly(3);
      assertThat(last.get(20, TimeUnit.SECONDS)).containsExactly(11);
      assertThat(predicted).hasValue(2);
      worker.close();
    }
  }

  @Test
  void whatRunsWhenTheServerStopsIsAnswered() throws Exception {
    StuckModel stuck = new StuckModel();
    ModelServer stopping = ModelServer.start(stuck.model(), ServerOptions.local("toy").withGrpc(0));
    RemoteWorker worker =
        RemoteWorkers.connect(List.of(stopping.grpcAddress().orElseThrow()), "toy", STANDARD)
            .get(0);
    CompletableFuture<float[]> answer = worker.predict(new float[] {3, 4}, 1);
    stuck.begun.await();
    CompletableFuture.delayedExecutor(300, TimeUnit.MILLISECONDS).execute(stuck.release::countDown);
    stopping.close();
    assertThat(answer.get(20, TimeUnit.SECONDS)).containsExactly(7);
    assertThatExceptionOfType(ExecutionException.class)
        .isThrownBy(() -> worker.predict(new float[] {3, 4}, 1).get(20, TimeUnit.SECONDS));
    worker.close();
  }
}
