package io.github.approxifer.serving.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.approxifer.serving.protocol.Body;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A server that answers nonsense: nothing of it may become data. */
@Timeout(60)
class MalformedResponsesTest {
  private record Reply(int status, String body, @Nullable String header, String reason) {}

  private HttpServer server;
  private volatile Reply reply = new Reply(200, "", null, "");
  private volatile String lastRequest = "";

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/v2/models/m", exchange -> send(exchange, new Reply(200, StallingServer.MODEL, null, "")));
    // As DJL Serving: an empty string as readiness, and no server metadata.
    server.createContext(
        "/v2/models/m/ready", exchange -> send(exchange, new Reply(200, "\"\"", null, "")));
    server.createContext("/v2/models/m/infer", exchange -> send(exchange, reply));
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void send(HttpExchange exchange, Reply what) throws IOException {
    lastRequest = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    byte[] bytes = what.body().getBytes(StandardCharsets.ISO_8859_1);
    if (what.header() != null) {
      exchange.getResponseHeaders().set(Body.LENGTH_HEADER, what.header());
    }
    exchange.sendResponseHeaders(what.status(), bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private RemoteWorker worker() {
    URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    RemoteOptions options = RemoteOptions.standard().limited(Duration.ofSeconds(10), 500);
    return RemoteWorkers.connect(List.of(address), "m", options).get(0);
  }

  private static Reply outputs(String tensor, String reason) {
    return new Reply(200, "{\"model_name\":\"m\",\"outputs\":[" + tensor + "]}", null, reason);
  }

  private static Reply binary(String size, String tail, String reason) {
    String json =
        "{\"outputs\":[{\"name\":\"y\",\"shape\":[1,1],\"datatype\":\"FP32\","
            + "\"parameters\":{\"binary_data_size\":%s}}]}".formatted(size);
    return new Reply(200, json + tail, "" + json.length(), reason);
  }

  static List<Reply> replies() {
    String start = "{\"name\":\"y\",\"shape\":[1,1],\"datatype\":\"FP32\"";
    return List.of(
        new Reply(200, "", null, "JSON"),
        new Reply(200, "<html>", null, "JSON"),
        new Reply(200, "{\"outputs\":[{\"na", null, "JSON"),
        new Reply(200, "[]", null, "object"),
        new Reply(200, "{}", null, "outputs"),
        new Reply(200, "{\"outputs\":[]}", null, "outputs"),
        new Reply(200, "{\"a\":" + "[".repeat(200) + "]".repeat(200) + "}", null, "JSON"),
        new Reply(200, "x".repeat(501), null, "limit of 500"),
        new Reply(
            200, "{\"id\":\"no\",\"outputs\":[" + start + ",\"data\":[1]}]}", null, "request"),
        new Reply(200, "{}", "3", "3"),
        new Reply(200, "{}", "abc", "abc"),
        new Reply(400, "{\"error\":\"bad shape\"}", null, "bad shape"),
        new Reply(424, "", null, "424"),
        new Reply(500, "", null, "500"),
        new Reply(503, "busy", null, "busy"),
        new Reply(204, "", null, "204"),
        outputs(start + "}", "data"),
        outputs(start + ",\"data\":[]}", "elements"),
        outputs(start + ",\"data\":[1,2]}", "more data"),
        outputs(start + ",\"data\":[\"1\"]}", "numbers"),
        outputs(start + ",\"data\":[null]}", "numbers"),
        outputs("{\"name\":\"z\",\"shape\":[1,1],\"datatype\":\"FP32\",\"data\":[1]}", "\"y\""),
        outputs("{\"name\":\"y\",\"shape\":[2,1],\"datatype\":\"FP32\",\"data\":[1,2]}", "batch"),
        outputs("{\"name\":\"y\",\"shape\":[-1,1],\"datatype\":\"FP32\",\"data\":[1]}", "negative"),
        outputs(
            "{\"name\":\"y\",\"shape\":[1,2147483647],\"datatype\":\"FP32\",\"data\":[1]}",
            "2147483647 elements"),
        outputs("{\"name\":\"y\",\"shape\":[],\"datatype\":\"FP32\",\"data\":[1]}", "shape"),
        outputs("{\"name\":\"y\",\"shape\":[1,1],\"datatype\":\"INT8\",\"data\":[1]}", "INT8"),
        outputs("{\"shape\":[1,1],\"datatype\":\"FP32\",\"data\":[1]}", "name"),
        binary("4", "123", "only 3"),
        binary("4", "12345", "left over"),
        binary("8", "12345678", "take 4 bytes"),
        binary("-4", "1234", "take 4 bytes"));
  }

  @ParameterizedTest
  @MethodSource("replies")
  void nonsenseIsAFailureWithItsReason(Reply nonsense) throws Exception {
    RemoteWorker worker = worker();
    reply = nonsense;
    assertThatExceptionOfType(ExecutionException.class)
        .isThrownBy(() -> worker.predict(new float[] {1, 2}, 1).get(20, TimeUnit.SECONDS))
        .withCauseInstanceOf(RemoteException.class)
        .withMessageContaining(worker.name())
        .withMessageContaining(nonsense.reason());
    reply =
        new Reply(
            200,
            "{\"outputs\":[{\"name\":\"y\",\"shape\":[1,1],"
                + "\"datatype\":\"FP64\",\"data\":[[0.25]]}]}",
            null,
            "");
    assertThat(worker.predict(new float[] {1, 2}, 1).get()).containsExactly(0.25f);
  }

  @Test
  void serversThatSayLittleAreSpokenToInPlainJsonWithTheOutputNamed() throws Exception {
    RemoteWorker worker = worker();
    assertThat(worker.binary()).isFalse();
    reply = replies().get(0);
    worker.predict(new float[] {1, 2}, 1).handle((values, failure) -> "").get();
    assertThat(lastRequest)
        .isEqualTo(
            "{\"id\":\"0\",\"inputs\":[{\"name\":\"x\",\"shape\":[1,2],\"datatype\":\"FP32\","
                + "\"data\":[1.0,2.0]}],\"outputs\":[{\"name\":\"y\"}]}");
  }
}
