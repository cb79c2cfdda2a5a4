package io.github.approxifer.serving.remote;

import static io.github.approxifer.serving.remote.GrpcServer.raw;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.protobuf.ByteString;
import io.github.approxifer.models.FunctionModel;
import io.github.approxifer.models.ItemShape;
import io.github.approxifer.serving.protocol.grpc.inference.InferTensorContents;
import io.github.approxifer.serving.protocol.grpc.inference.ModelInferRequest;
import io.github.approxifer.serving.protocol.grpc.inference.ModelInferResponse;
import io.github.approxifer.serving.protocol.grpc.inference.ModelInferResponse.InferOutputTensor;
import io.github.approxifer.serving.server.ModelServer;
import io.github.approxifer.serving.server.ServerOptions;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class GrpcWorkersTest {
  private static final RemoteOptions STANDARD = RemoteOptions.standard();

  private final List<RemoteWorker> opened = new ArrayList<>();
  private GrpcServer server;

  @BeforeEach
  void start() throws IOException {
    server = new GrpcServer();
  }

  @AfterEach
  void stop() {
    opened.forEach(RemoteWorker::close);
    server.close();
  }

  private RemoteWorker worker(RemoteOptions options) {
    return connect(server.address(), options);
  }

  private RemoteWorker connect(URI address, RemoteOptions options) {
    RemoteWorker worker = RemoteWorkers.connect(List.of(address), "toy", options).get(0);
    opened.add(worker);
    return worker;
  }

  private static ModelInferResponse.Builder response(InferOutputTensor.Builder... outputs) {
    ModelInferResponse.Builder response = ModelInferResponse.newBuilder().setModelName("toy");
    for (InferOutputTensor.Builder output : outputs) {
      response.addOutputs(output);
    }
    return response;
  }

  private static InferOutputTensor.Builder logits(String datatype, long... shape) {
    InferOutputTensor.Builder output =
        InferOutputTensor.newBuilder().setName("logits").setDatatype(datatype);
    for (long size : shape) {
      output.addShape(size);
    }
    return output;
  }

  private static ModelInferResponse.Builder typed(InferTensorContents.Builder contents) {
    return response(logits("FP32", 1, 1).setContents(contents));
  }

  @Test
  void aRequestIsRawAndNamesModelInputAndOutput() throws Exception {
    server.answer =
        request -> response(logits("FP32", 2, 1)).addRawOutputContents(raw(7, 8)).build();
    RemoteWorker worker = worker(STANDARD);
    assertThat(worker.binary()).isTrue();
    assertThat(worker.name()).isEqualTo(server.address().toString());
    assertThat(worker.metadata().inputs().get(0).shape()).containsExactly(-1L, 1L, 2L, 1L);
    assertThat(worker.predict(new float[] {1, 2, 3, 4}, 2).get()).containsExactly(7, 8);
    ModelInferRequest request = server.requests.take();
    assertThat(request.getModelName()).isEqualTo("toy");
    assertThat(request.getModelVersion()).isEmpty();
    assertThat(request.getInputs(0).getName()).isEqualTo("input");
    assertThat(request.getInputs(0).getDatatype()).isEqualTo("FP32");
    assertThat(request.getInputs(0).getShapeList()).containsExactly(2L, 1L, 2L, 1L);
    assertThat(request.getOutputs(0).getName()).isEqualTo("logits");
    assertThat(request.getRawInputContents(0).toByteArray())
        .containsExactly(0, 0, 0x80, 0x3f, 0, 0, 0, 0x40, 0, 0, 0x40, 0x40, 0, 0, 0x80, 0x40);
  }

  static List<ModelInferResponse> answersOfOneAndAHalf() {
    ByteString doubles = ByteString.copyFrom(new byte[] {0, 0, 0, 0, 0, 0, (byte) 0xf8, 0x3f});
    return List.of(
        response(logits("FP32", 1, 1)).addRawOutputContents(raw(1.5f)).build(),
        response(logits("FP64", 1, 1)).addRawOutputContents(doubles).build(),
        typed(InferTensorContents.newBuilder().addFp32Contents(1.5f)).build(),
        response(
                logits("FP64", 1, 1)
                    .setContents(InferTensorContents.newBuilder().addFp64Contents(1.5)))
            .build(),
        response(logits("FP32", 1, 1).setName("other"), logits("FP32", 1, 1))
            .addRawOutputContents(raw(9))
            .addRawOutputContents(raw(1.5f))
            .build());
  }

  @ParameterizedTest
  @MethodSource("answersOfOneAndAHalf")
  void answersAreReadRawAndTyped(ModelInferResponse answer) throws Exception {
    server.answer = request -> answer;
    assertThat(worker(STANDARD).predict(new float[2], 1).get()).containsExactly(1.5f);
  }

  private record Nonsense(ModelInferResponse.Builder answer, String reason) {}

  static List<Nonsense> nonsense() {
    InferTensorContents.Builder one = InferTensorContents.newBuilder().addFp32Contents(1);
    return List.of(
        new Nonsense(response(), "no output"),
        new Nonsense(response(logits("FP32", 1, 1)), "0 values"),
        new Nonsense(typed(one.clone().addFp32Contents(2)), "2 values"),
        new Nonsense(response(logits("FP64", 1, 1).setContents(one)), "0 values"),
        new Nonsense(response(logits("INT8", 1, 1).setContents(one)), "INT8"),
        new Nonsense(response(logits("FP32", -1, 1).setContents(one)), "negative"),
        new Nonsense(response(logits("FP32", 1L << 40, 1).setContents(one)), "too large"),
        new Nonsense(response(logits("FP32").setContents(one)), "shape"),
        new Nonsense(response(logits("FP32", 2, 1)).addRawOutputContents(raw(1, 2)), "batch"),
        new Nonsense(response(logits("FP32", 1, 1)).addRawOutputContents(raw(1, 2)), "there are 8"),
        new Nonsense(response(logits("FP32", 1, 1)).addRawOutputContents(raw()), "there are 0"),
        new Nonsense(typed(one).addRawOutputContents(raw(1)), "both raw and typed"),
        new Nonsense(
            response(logits("FP32", 1, 1))
                .addRawOutputContents(raw(1))
                .addRawOutputContents(raw(1)),
            "raw contents of 2"),
        new Nonsense(typed(one).setId("another"), "another"),
        new Nonsense(response(logits("FP32", 1, 1).setName("x").setContents(one)), "logits"),
        new Nonsense(
            response(logits("FP32", 1, 500)).addRawOutputContents(raw(new float[500])), "1000"));
  }

  @ParameterizedTest
  @MethodSource("nonsense")
  void nonsenseIsAFailureWithItsReasonAndOthersGoOn(Nonsense nonsense) throws Exception {
    RemoteWorker worker = worker(STANDARD.limited(Duration.ofSeconds(10), 1000));
    server.answer = request -> nonsense.answer().build();
    assertThatExceptionOfType(ExecutionException.class)
        .isThrownBy(() -> worker.predict(new float[2], 1).get(20, TimeUnit.SECONDS))
        .withCauseInstanceOf(RemoteException.class)
        .withMessageContaining(worker.name())
        .withMessageContaining(nonsense.reason());
    server.answer = request -> answersOfOneAndAHalf().get(0);
    assertThat(worker.predict(new float[2], 1).get()).containsExactly(1.5f);
  }

  @Test
  void errorsOfTheServerBecomeFailuresWithItsReason() {
    server.answer =
        request -> {
          throw new IllegalStateException("the model is out of order");
        };
    RemoteWorker worker = worker(STANDARD);
    assertThatExceptionOfType(ExecutionException.class)
        .isThrownBy(() -> worker.predict(new float[2], 1).get(20, TimeUnit.SECONDS))
        .withMessageContaining("INVALID_ARGUMENT: the model is out of order");
  }

  @Test
  void cancellingEndsTheExchange() throws Exception {
    RemoteWorker worker = worker(STANDARD);
    CompletableFuture<float[]> answer = worker.predict(new float[2], 1);
    server.requests.take();
    answer.cancel(true);
    assertThat(server.cancelled.await(20, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void closingEndsWhatRuns() throws Exception {
    RemoteWorker worker = worker(STANDARD);
    CompletableFuture<float[]> answer = worker.predict(new float[2], 1);
    server.requests.take();
    worker.close();
    assertThatExceptionOfType(ExecutionException.class)
        .isThrownBy(() -> answer.get(20, TimeUnit.SECONDS))
        .withMessageContaining(worker.name());
    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(() -> worker.predict(new float[2], 1));
  }

  @Test
  void anAnswerThatTakesTooLongIsAFailure() {
    RemoteWorker worker = worker(STANDARD.limited(Duration.ofSeconds(1), 1000));
    assertThatExceptionOfType(ExecutionException.class)
        .isThrownBy(() -> worker.predict(new float[2], 1).get(20, TimeUnit.SECONDS))
        .withMessageContaining("DEADLINE_EXCEEDED");
  }

  @Test
  void aServerThatIsStoppedIsAFailureNotAHang() {
    RemoteWorker worker = worker(STANDARD);
    server.close();
    assertThatExceptionOfType(ExecutionException.class)
        .isThrownBy(() -> worker.predict(new float[2], 1).get(20, TimeUnit.SECONDS))
        .withMessageContaining(worker.name());
  }

  @Test
  void aServerThatComesBackIsUsedAgain() throws Exception {
    server.answer = request -> answersOfOneAndAHalf().get(0);
    RemoteWorker worker = worker(STANDARD);
    assertThat(worker.predict(new float[2], 1).get()).containsExactly(1.5f);
    int port = server.address().getPort();
    server.stop();
    assertThatExceptionOfType(ExecutionException.class)
        .isThrownBy(() -> worker.predict(new float[2], 1).get(20, TimeUnit.SECONDS));
    server = new GrpcServer(port);
    server.answer = request -> answersOfOneAndAHalf().get(1);
    // gRPC waits for about a second after a failed attempt to connect; calls fail meanwhile.
    float[] values = {};
    while (values.length == 0) {
      values = worker.predict(new float[2], 1).exceptionally(failure -> new float[0]).get();
      TimeUnit.MILLISECONDS.sleep(50);
    }
    assertThat(values).containsExactly(1.5f);
    for (int i = 0; i < 10; i++) {
      assertThat(worker.predict(new float[2], 1).get()).containsExactly(1.5f);
    }
  }

  @Test
  void serversThatAreNotThereNotReadyOrWithoutTheModelAreNamed() {
    assertThatExceptionOfType(RemoteException.class)
        .isThrownBy(
            () -> RemoteWorkers.connect(List.of(URI.create("grpc://127.0.0.1:1")), "m", STANDARD))
        .withMessageContaining("grpc://127.0.0.1:1")
        .withMessageContaining("UNAVAILABLE")
        .withMessageContaining("refused");
    assertThatExceptionOfType(RemoteException.class)
        .isThrownBy(() -> RemoteWorkers.connect(List.of(server.address()), "other", STANDARD))
        .withMessageContaining("no model other");
    server.ready = false;
    assertThatExceptionOfType(RemoteException.class)
        .isThrownBy(() -> worker(STANDARD))
        .withMessageContaining(server.address().toString())
        .withMessageContaining("not ready");
  }

  @Test
  void aTimeoutToConnectIsNeverRoundedToNone() {
    assertThat(GrpcChannels.connectMillis(Duration.ofNanos(1))).isEqualTo(1);
    assertThat(GrpcChannels.connectMillis(Duration.ofMillis(2500))).isEqualTo(2500);
    assertThat(GrpcChannels.connectMillis(RemoteOptions.LONGEST_TIMEOUT)).isEqualTo(86_400_000);
  }

  @Test
  void theLongestTimeoutIsWithinWhatGrpcTakes() throws Exception {
    server.answer = request -> answersOfOneAndAHalf().get(0);
    RemoteWorker worker = worker(STANDARD.limited(RemoteOptions.LONGEST_TIMEOUT, 1000));
    assertThat(worker.predict(new float[2], 1).get()).containsExactly(1.5f);
  }

  @Test
  void addressesAndOptionsThatCannotWorkAreRefused() {
    for (String address : List.of("grpc://machine-3", "grpc:8001", "ftp://machine-3:8001")) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> RemoteWorkers.connect(List.of(URI.create(address)), "m", STANDARD))
          .withMessageContaining(address);
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> worker(STANDARD.with(Tensors.JSON)))
        .withMessageContaining("JSON");
  }

  @ParameterizedTest
  @ValueSource(strings = {"grpc", "protobuf-java"})
  void withoutGrpcOnTheClassPathWhatIsMissingIsNamed(String missing) throws Exception {
    List<URL> rest = new ArrayList<>();
    for (String entry :
        System.getProperty("java.class.path").split(Pattern.quote(File.pathSeparator), -1)) {
      if (!entry.contains(missing)) {
        rest.add(Path.of(entry).toUri().toURL());
      }
    }
    try (URLClassLoader without =
        new URLClassLoader(rest.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
      Class<?> optionsType = without.loadClass(RemoteOptions.class.getName());
      Object options = optionsType.getMethod("standard").invoke(null);
      Method connect =
          without
              .loadClass(RemoteWorkers.class.getName())
              .getMethod("connect", List.class, String.class, optionsType);
      assertThatExceptionOfType(InvocationTargetException.class)
          .isThrownBy(() -> connect.invoke(null, List.of(server.address()), "toy", options))
          .havingCause()
          .isInstanceOf(IllegalArgumentException.class)
          .withMessageContaining("io.grpc:grpc-netty-shaded");
    }
  }

  @Test
  void replicasOverHttpAndGrpcMayServeTogether() throws Exception {
    server.answer = request -> response(logits("FP32", 1, 1)).addRawOutputContents(raw(3)).build();
    FunctionModel model =
        FunctionModel.of(ItemShape.of(1, 2, 1), 1, (in, out) -> out[0] = in[0] + in[1]);
    try (ModelServer http = ModelServer.start(model, ServerOptions.local("toy"))) {
      List<RemoteWorker> workers =
          RemoteWorkers.connect(List.of(http.address(), server.address()), "toy", STANDARD);
      opened.addAll(workers);
      for (RemoteWorker worker : workers) {
        assertThat(worker.predict(new float[] {1, 2}, 1).get()).containsExactly(3);
      }
    }
  }

  @Test
  void tokensAndTlsReachTheServer(@TempDir Path folder) throws Exception {
    SelfSigned certificate = SelfSigned.make(folder);
    final SSLContext tls = certificate.trust();
    try (GrpcServer secured = new GrpcServer(certificate, "secret")) {
      secured.answer = request -> answersOfOneAndAHalf().get(0);
      List<URI> servers = List.of(secured.address());
      RemoteWorker worker = connect(secured.address(), STANDARD.secured("secret", tls));
      assertThat(worker.predict(new float[2], 1).get()).containsExactly(1.5f);
      assertThatExceptionOfType(RemoteException.class)
          .isThrownBy(() -> RemoteWorkers.connect(servers, "toy", STANDARD.secured("wrong", tls)))
          .withMessageContaining("UNAUTHENTICATED: who are you?");
      assertThatExceptionOfType(RemoteException.class)
          .isThrownBy(() -> RemoteWorkers.connect(servers, "toy", STANDARD.secured("secret", null)))
          .withMessageContaining("UNAVAILABLE");
    }
  }

  @Test
  void aCertificateForAnotherHostIsRefused(@TempDir Path folder) throws Exception {
    SelfSigned certificate = SelfSigned.make(folder, "dns:elsewhere.example");
    final SSLContext tls = certificate.trust();
    try (GrpcServer elsewhere = new GrpcServer(certificate, "secret")) {
      assertThatExceptionOfType(RemoteException.class)
          .isThrownBy(
              () ->
                  RemoteWorkers.connect(
                      List.of(elsewhere.address()), "toy", STANDARD.secured("secret", tls)))
          .withMessageContaining("UNAVAILABLE")
          .withMessageContaining("127.0.0.1");
    }
  }
}
