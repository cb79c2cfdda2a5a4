package io.github.approxifer.serving.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.approxifer.models.FunctionModel;
import io.github.approxifer.models.ItemShape;
import io.github.approxifer.serving.server.ModelServer;
import io.github.approxifer.serving.server.ServerOptions;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Servers that depart from the protocol; the answers of DJL Serving are those of a real one. */
@Timeout(60)
class ServersOfOthersTest {
  private static final RemoteOptions STANDARD = RemoteOptions.standard();
  private static final String METADATA =
      "{\"name\":\"m\",\"inputs\":[{\"name\":\"x\",\"datatype\":\"%s\",\"shape\":[-1,2]}],"
          + "\"outputs\":[{\"name\":\"y\",\"datatype\":\"%s\",\"shape\":[-1,%s]}]}";

  private final Map<String, String> answers = new ConcurrentHashMap<>();
  private final List<String> requests = new ArrayList<>();
  private final List<String> hosts = new ArrayList<>();
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  /** An answer is a status, a space and a body. */
  private void answer(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    String path = exchange.getRequestURI().getRawPath();
    String answer = answers.getOrDefault(path, "404 ");
    synchronized (requests) {
      requests.add(exchange.getRequestMethod() + " " + path + " " + body);
      hosts.add(
          exchange.getRequestHeaders().getFirst("Host")
              + exchange.getRequestHeaders().getFirst("X-Tenant"));
    }
    if (answer.startsWith("echo ")) {
      // The name of the first output that is asked for, or an error as DJL Serving's.
      answer =
          body.contains("\"outputs\"")
              ? file("infer-onnx-200").replace("\"logits\"", "\"output\"")
              : file("infer-without-outputs-500");
    }
    byte[] bytes = answer.substring(4).getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(
        Integer.parseInt(answer.substring(0, 3)), bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  /** An answer of a real DJL Serving. */
  private static String file(String name) throws IOException {
    try (InputStream in =
        ServersOfOthersTest.class.getResourceAsStream("/djl-serving/" + name + ".json")) {
      return name.substring(name.length() - 3)
          + " "
          + new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  private RemoteWorker connect(String model, RemoteSignature signature) {
    return RemoteWorkers.connect(List.of(address()), model, signature, STANDARD).get(0);
  }

  private void djlServing(String model, String metadata, String infer) throws IOException {
    answers.put("/v2", file("server-404"));
    answers.put("/v2/models/" + model, file(metadata));
    answers.put("/v2/models/" + model + "/ready", file("model-ready-200"));
    answers.put("/v2/models/" + model + "/infer", infer.equals("echo ") ? infer : file(infer));
  }

  @ParameterizedTest
  @CsvSource({"resnet20, model-tensorflow-500, DataType", "linear, model-onnx-500, Shape"})
  void whatDjlServingDoesNotSayIsAskedOfTheCaller(String model, String metadata, String reason)
      throws Exception {
    djlServing(model, metadata, "infer-onnx-200");
    assertThatExceptionOfType(RemoteException.class)
        .isThrownBy(() -> RemoteWorkers.connect(List.of(address()), model, STANDARD))
        .withMessageContaining("status 500")
        .withMessageContaining(reason)
        .withMessageContaining("RemoteSignature");
  }

  @Test
  void aQueryOfZerosFindsWhatDjlServingAnswers() throws Exception {
    djlServing("resnet20", "model-tensorflow-500", "infer-nonsense-400");
    // The answer to request "7"; the worker's own have other numbers.
    answers.put("/v2/models/resnet20/infer", file("infer-tensorflow-200").replace("\"7\"", "null"));
    RemoteWorker worker = connect("resnet20", RemoteSignature.of("images", 28, 28, 1));
    assertThat(worker.binary()).isFalse();
    assertThat(worker.queryLength()).hasValue(784);
    assertThat(worker.answerLength()).hasValue(10);
    assertThat(worker.metadata().outputs().get(0).name()).isEqualTo("logits");
    assertThat(worker.predict(new float[784], 1).get()).hasSize(10).startsWith(-1.1636055f);
    assertThat(requests).noneMatch(request -> request.equals("GET /v2/models/resnet20 "));
  }

  /** DJL Serving fails where no output is named, and then calls its output as it was asked. */
  @Test
  void anOutputIsNamedWhereOneMustBe() throws Exception {
    djlServing("linear", "model-onnx-500", "echo ");
    assertThatExceptionOfType(RemoteException.class)
        .isThrownBy(() -> connect("linear", RemoteSignature.of("images", 2, 2, 1)))
        .withMessageContaining("[2, 3]")
        .withMessageContaining("batch of 1");
    assertThat(requests.get(requests.size() - 1)).contains("\"outputs\":[{\"name\":\"output\"}]");
    assertThat(requests.get(requests.size() - 2)).doesNotContain("\"outputs\"");
  }

  @Test
  void errorsOfDjlServingAreShown() throws Exception {
    djlServing("linear", "model-onnx-500", "infer-wrong-rank-500");
    assertThatExceptionOfType(RemoteException.class)
        .isThrownBy(() -> connect("linear", RemoteSignature.of("images", 3)))
        .withMessageContaining("query of zeros of shape [3]")
        .withMessageContaining("Invalid rank for input: images Got: 2 Expected: 4");
    answers.put("/v2/models/linear/ready", file("model-unknown-404"));
    assertThatExceptionOfType(RemoteException.class)
        .isThrownBy(() -> connect("linear", RemoteSignature.of("images", 2, 2, 1)))
        .withMessageContaining("not ready or not there");
  }

  /** As MLServer without inputs and outputs in a model's settings. */
  @Test
  void emptyListsAreAskedOfTheCaller() {
    answers.put("/v2/models/m/ready", "200 {}");
    answers.put("/v2", "200 {\"name\":\"mlserver\",\"extensions\":[]}");
    answers.put("/v2/models/m", "200 {\"name\":\"m\",\"inputs\":[],\"outputs\":[]}");
    answers.put(
        "/v2/models/m/infer",
        "200 {\"model_name\":\"m\",\"id\":null,\"outputs\":[{\"name\":\"predict\",\"shape\":[1,3],"
            + "\"datatype\":\"FP64\",\"data\":[1,2,3]}]}");
    assertThatExceptionOfType(RemoteException.class)
        .isThrownBy(() -> RemoteWorkers.connect(List.of(address()), "m", STANDARD))
        .withMessageContaining("0 inputs and 0 outputs")
        .withMessageContaining("RemoteSignature");
    RemoteWorker worker = connect("m", RemoteSignature.of("anything", 2));
    assertThat(worker.metadata().outputs().get(0).name()).isEqualTo("predict");
    assertThat(worker.answerLength()).hasValue(3);
  }

  /** The output's width is not known before an answer. */
  @Test
  void freeSizesAreFoundByAQueryOfZeros() throws Exception {
    answers.put("/v2/models/m/ready", "200 ");
    answers.put("/v2/models/m", "200 " + METADATA.formatted("FP32", "FP32", "-1"));
    answers.put(
        "/v2/models/m/infer",
        "200 {\"outputs\":[{\"name\":\"y\",\"shape\":[1,2,2],\"datatype\":\"FP32\","
            + "\"data\":[1,2,3,4]}]}");
    RemoteWorker worker = RemoteWorkers.connect(List.of(address()), "m", STANDARD).get(0);
    assertThat(worker.metadata().outputs().get(0).shape()).containsExactly(-1L, 2L, 2L);
    assertThat(worker.answerLength()).hasValue(4);
  }

  @ParameterizedTest
  @CsvSource({
    "INT64, FP32, takes INT64",
    "BYTES, FP32, takes BYTES",
    "FP64, FP32, takes FP64",
    "FP32, INT64, is of INT64",
    "FP32, BOOL, is of BOOL",
    "FP32, UINT8, is of UINT8"
  })
  void typesThatCannotWorkAreRefusedWhenConnecting(String input, String output, String reason) {
    answers.put("/v2/models/m/ready", "200 ");
    answers.put("/v2/models/m", "200 " + METADATA.formatted(input, output, "1"));
    assertThatExceptionOfType(RemoteException.class)
        .isThrownBy(() -> RemoteWorkers.connect(List.of(address()), "m", STANDARD))
        .withMessageContaining(address().toString())
        .withMessageContaining(reason);
  }

  @ParameterizedTest
  @CsvSource({"FP16", "BF16", "FP64"})
  void otherPrecisionsOfAnswersAreConverted(String output) throws Exception {
    answers.put("/v2/models/m/ready", "200 ");
    answers.put("/v2/models/m", "200 " + METADATA.formatted("FP32", output, "1"));
    RemoteWorker worker = RemoteWorkers.connect(List.of(address()), "m", STANDARD).get(0);
    answers.put(
        "/v2/models/m/infer",
        "200 {\"outputs\":[{\"name\":\"y\",\"shape\":[1,1],\"datatype\":\""
            + output
            + "\",\"data\":[0.5]}]}");
    assertThat(worker.predict(new float[2], 1).get()).containsExactly(0.5f);
  }

  /** What an ingress says at the root of a service that it does not know. */
  @ParameterizedTest
  @CsvSource({"'200 <html>hello</html>'", "'200 '", "'404 not found'", "'503 '"})
  void whatIsNoMetadataMeansJson(String answer) {
    answers.put("/v2", answer);
    answers.put("/v2/models/m/ready", "200 ");
    answers.put("/v2/models/m", "200 " + METADATA.formatted("FP32", "FP32", "1"));
    assertThat(RemoteWorkers.connect(List.of(address()), "m", STANDARD).get(0).binary()).isFalse();
    requests.clear();
    RemoteWorkers.connect(List.of(address()), "m", STANDARD.with(Tensors.BINARY));
    assertThat(requests).noneMatch(request -> request.equals("GET /v2 "));
  }

  @Test
  void namesAreEncodedAndHeadersSent() {
    answers.put("/v2/models/my%20model%3F%2F%C3%A4/ready", "200 ");
    answers.put(
        "/v2/models/my%20model%3F%2F%C3%A4", "200 " + METADATA.formatted("FP32", "FP32", "1"));
    RemoteOptions options =
        STANDARD.withHeader("Host", "model.example.com").withHeader("X-Tenant", "seven");
    assertThat(options.toString()).doesNotContain("seven");
    // The JDK's client has read this before; the build sets it for tests as connecting does.
    assertThat(System.getProperty(InferenceClients.ALLOWED_HEADERS)).isEqualTo("host");
    RemoteWorkers.connect(List.of(address()), "my model?/ä", options);
    assertThat(hosts).containsOnly("model.example.comseven");
    RemoteWorkers.connect(
        List.of(address()), "my model?/ä", STANDARD.withHeader("X-Tenant", "seven"));
    assertThat(hosts.get(hosts.size() - 1)).endsWith("seven");
  }

  private static ModelServer own(ItemShape shape, String input, String output) throws IOException {
    return ModelServer.start(
        FunctionModel.of(shape, 1, (in, out) -> out[0] = in[0] - in[1]),
        ServerOptions.local("m").named(input, output));
  }

  @Test
  void replicasMayCallTheirTensorsDifferently() throws Exception {
    ItemShape shape = ItemShape.of(1, 2, 1);
    try (ModelServer one = own(shape, "input", "logits");
        ModelServer other = own(shape, "images", "scores")) {
      List<RemoteWorker> workers =
          RemoteWorkers.connect(List.of(one.address(), other.address()), "m", STANDARD);
      for (RemoteWorker worker : workers) {
        assertThat(worker.predict(new float[] {5, 3}, 1).get()).containsExactly(2);
      }
    }
  }

  /** As many values in another order: channels first and last. */
  @Test
  void replicasOfOtherOrdersAreRefused() throws Exception {
    try (ModelServer last = own(ItemShape.of(4, 4, 3), "x", "y");
        ModelServer first = own(ItemShape.of(3, 4, 4), "x", "y")) {
      assertThatExceptionOfType(RemoteException.class)
          .isThrownBy(
              () -> RemoteWorkers.connect(List.of(last.address(), first.address()), "m", STANDARD))
          .withMessageContaining("differ")
          .withMessageContaining("[-1, 3, 4, 4]");
    }
  }

  @Test
  void failuresToConnectAreTold() {
    assertThatExceptionOfType(RemoteException.class)
        .isThrownBy(
            () -> RemoteWorkers.connect(List.of(URI.create("http://127.0.0.1:1")), "m", STANDARD))
        .withMessageContaining("refused");
    assertThatExceptionOfType(RemoteException.class)
        .isThrownBy(
            () ->
                RemoteWorkers.connect(
                    List.of(URI.create("http://no-such-host.invalid:8000")), "m", STANDARD))
        .withMessageContaining("host is not known");
  }

  @Test
  void signaturesRefuseWhatCannotBe() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RemoteSignature.of("x", 3, 0))
        .withMessageContaining("[3, 0]");
  }
}
