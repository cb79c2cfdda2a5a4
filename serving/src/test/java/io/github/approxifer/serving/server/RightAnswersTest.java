package io.github.approxifer.serving.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.gson.JsonParser;
import io.github.approxifer.models.FunctionModel;
import io.github.approxifer.models.ItemShape;
import io.github.approxifer.models.Model;
import io.github.approxifer.serving.protocol.Body;
import io.github.approxifer.serving.protocol.ProtocolException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is asked is answered rightly or refused clearly. The model takes 2 x 3 x 1 values. */
@Timeout(60)
class RightAnswersTest {
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private ModelServer server;

  /** Throws what the compiler does not let a model throw, as code of other languages may. */
  private static final class Sneaky {
    @SuppressWarnings({"unchecked", "DoNotCallSuggester"})
    static <T extends Throwable> void raise(Throwable failure) throws T {
      throw (T) failure;
    }
  }

  @BeforeEach
  void start() throws IOException {
    Model model =
        FunctionModel.of(
            ItemShape.of(2, 3, 1),
            2,
            (in, out) -> {
              if (in[0] == 1) {
                Sneaky.raise(new IOException("sneaky"));
              }
              if (in[0] == 2) {
                throw new ProtocolException("not the client's");
              }
              if (in[0] == 3) {
                throw new OutOfMemoryError("pretended");
              }
              out[0] = in[0] == 4 ? Float.NaN : in[5];
              out[1] = in[0] == 5 ? Float.NEGATIVE_INFINITY : in[1];
            });
    server = ModelServer.start(model, ServerOptions.local("toy").named("images", "scores"));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(URI.create(server.address() + path));
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return HTTP.send(request.build(), BodyHandlers.ofString());
  }

  private static String body(String shape, float first, String more) {
    return ("{%s\"inputs\":[{\"name\":\"images\",\"shape\":%s,\"datatype\":\"FP32\","
            + "\"data\":[%s,11,12,13,14,15]}]}")
        .formatted(more, shape, first);
  }

  private HttpResponse<String> infer(String body) throws Exception {
    return send(to("/v2/models/toy/infer").POST(BodyPublishers.ofString(body)));
  }

  private static String error(HttpResponse<String> response) {
    assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json");
    return JsonParser.parseString(response.body()).getAsJsonObject().get("error").getAsString();
  }

  private void assertRefused(String body, String reason) throws Exception {
    HttpResponse<String> response = infer(body);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(400);
    assertThat(error(response)).contains(reason);
  }

  @ParameterizedTest
  @ValueSource(strings = {"[1,2,3,1]", "[1,6]"})
  void theModelsOwnShapesAreTaken(String shape) throws Exception {
    assertThat(infer(body(shape, 0, "")).body())
        .isEqualTo(
            "{\"model_name\":\"toy\",\"outputs\":[{\"name\":\"scores\",\"shape\":[1,2],"
                + "\"datatype\":\"FP32\",\"data\":[15.0,11.0]}]}");
  }

  /** The same number of values in another order is another input. */
  @ParameterizedTest
  @ValueSource(
      strings = {"[1,1,2,3]", "[1,3,2,1]", "[1,2,3]", "[1,3,2]", "[2,3]", "[6]", "[1,6,1]"})
  void othersAreRefused(String shape) throws Exception {
    assertRefused(body(shape, 0, ""), "the model takes [batch, 2, 3, 1] or [batch, 6]");
  }

  /** Sorted by name, as some clients write: the data come before the shape. */
  @Test
  void theOrderOfMembersDoesNotMatter() throws Exception {
    String sorted =
        "{\"inputs\":[{\"data\":[0,11,12,13,14,15],\"datatype\":\"FP32\",\"name\":\"images\","
            + "\"shape\":[1,6]}]}";
    assertThat(infer(sorted).body()).contains("[15.0,11.0]");
    assertRefused(sorted.replace("[1,6]", "[2,6]"), "12 elements");
    assertRefused(sorted.replace("14,15]", "14,15,16]"), "7 values");
  }

  @ParameterizedTest
  @CsvSource({
    "1, 500, IOException: sneaky",
    "2, 500, not the client's",
    "3, 503, pretended",
    "4, 500, value 0 of its answer is NaN",
    "5, 500, value 1 of its answer is -Infinity"
  })
  void whatTheModelDoesIsNoMistakeOfTheClient(float first, int status, String reason)
      throws Exception {
    for (String how : List.of("", "\"parameters\":{\"binary_data_output\":true},")) {
      HttpResponse<String> response = infer(body("[1,6]", first, how));
      assertThat(response.statusCode()).isEqualTo(status);
      assertThat(error(response)).contains(reason);
    }
    assertThat(infer(body("[1,6]", 0, "")).statusCode()).isEqualTo(200);
  }

  @Test
  void compressedBodiesAreRefusedAsSuch() throws Exception {
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(compressed)) {
      out.write(body("[1,6]", 0, "").getBytes(StandardCharsets.UTF_8));
    }
    HttpResponse<String> response =
        send(
            to("/v2/models/toy/infer")
                .header("Content-Encoding", "gzip")
                .POST(BodyPublishers.ofByteArray(compressed.toByteArray())));
    assertThat(response.statusCode()).isEqualTo(415);
    assertThat(error(response)).contains("gzip");
  }

  @Test
  void parametersThatWouldNotBeFollowedAreRefused() throws Exception {
    String output = "\"outputs\":[{\"name\":\"scores\",\"parameters\":{\"%s\":%s}}],";
    assertRefused(body("[1,6]", 0, output.formatted("classification", 3)), "classification");
    assertRefused(body("[1,6]", 0, "\"parameters\":{\"sequence_id\":5},"), "sequence_id");
    assertRefused(
        body("[1,6]", 0, "")
            .replace("\"data\"", "\"parameters\":{\"shared_memory_region\":\"a\"},\"data\""),
        "shared_memory_region");
    assertRefused(body("[1,6]", 0, "\"parameters\":{\"timeout\":\"soon\"},"), "soon");
    assertRefused(body("[1,6]", 0, "\"parameters\":{\"timeout\":[1]},"), "timeout");
    String hints = "\"parameters\":{\"priority\":1,\"timeout\":1000000},";
    assertThat(infer(body("[1,6]", 0, hints)).statusCode()).isEqualTo(200);
    assertThat(infer(body("[1,6]", 0, output.formatted("binary_data", false))).statusCode())
        .isEqualTo(200);
  }

  @Test
  void onlyTheVersionThatIsThereIsThere() throws Exception {
    assertThat(send(to("/v2/models/toy/versions/1")).statusCode()).isEqualTo(200);
    assertThat(send(to("/v2/models/toy/versions/1/ready")).statusCode()).isEqualTo(200);
    for (String path : List.of("/v2/models/toy/versions/99", "/v2/models/toy/versions/2/ready")) {
      HttpResponse<String> response = send(to(path));
      assertThat(response.statusCode()).isEqualTo(404);
      assertThat(error(response)).contains("only 1");
    }
  }

  @Test
  void healthIsAskedForInManyWays() throws Exception {
    HttpResponse<String> head =
        send(to("/v2/health/ready").method("HEAD", BodyPublishers.noBody()));
    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.body()).isEmpty();
    assertThat(send(to("/v2/health/ready/")).body()).isEqualTo("{\"ready\":true}");
    assertThat(send(to("/v2/models/toy/")).statusCode()).isEqualTo(200);
    assertThat(send(to("/v2/")).statusCode()).isEqualTo(200);
  }

  @Test
  void jsonErrorsSayWhere() throws Exception {
    assertRefused("{\"inputs\":\n  [{\"name\":\"images\",}]}", "line 2, column 22");
    assertRefused(body("[1,6]", 0, "").replace("13", "\"x\""), "$.inputs[0].data[3]");
    assertRefused(body("[1,6]", 0, "").replace("13", "1e39"), "$.inputs[0].data[3]");
    assertRefused("{\"inputs\":[{\"name\":\"images\"", "ends too early");
    assertRefused("{\"id\":\"a\",\"id\":\"b\"}", "\"id\" is given twice");
  }

  /** What Jetty refuses before anybody here sees it. */
  @Test
  void errorsOfTheHttpServerHaveTheSameForm() throws Exception {
    String many = String.join("", Collections.nCopies(20_000, "a"));
    for (String request :
        List.of(
            "GET /v2 HTTP/1.1\r\n\r\n",
            "GET /v2 HTTP/1.1\r\nHost: a\r\nX: " + many + "\r\n\r\n",
            "POST /v2/models/toy/infer HTTP/1.1\r\nHost: a\r\nContent-Length: x\r\n\r\n",
            "GET /v2/%%zz HTTP/1.1\r\nHost: a\r\n\r\n",
            "nonsense\r\n\r\n")) {
      try (Socket socket =
          new Socket(InetAddress.getLoopbackAddress(), server.address().getPort())) {
        socket.setSoTimeout(20_000);
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(answer).contains("HTTP/1.1 4").contains("{\"error\":\"");
      }
    }
  }

  @Test
  void theSchemeOfATokenMayBeWrittenAsOneLikes() {
    assertThat(ProtocolHandler.isAllowed("x", "bearer x")).isTrue();
    assertThat(ProtocolHandler.isAllowed("x", "BEARER  x ")).isTrue();
    assertThat(ProtocolHandler.isAllowed("x", "Basic x")).isFalse();
    assertThat(ProtocolHandler.isAllowed("x", "x")).isFalse();
    assertThat(ProtocolHandler.isAllowed("x", null)).isFalse();
    assertThat(ProtocolHandler.isAllowed(null, null)).isTrue();
  }

  @Test
  void aModelThatCannotPredictIsNoticedBeforeThePortsOpen() {
    Model broken =
        FunctionModel.of(
            ItemShape.of(1, 2, 1),
            1,
            (in, out) -> {
              throw new IllegalArgumentException("no weights");
            });
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ModelServer.startWarm(broken, ServerOptions.local("toy")))
        .withMessage("no weights");
  }

  @Test
  void binaryRequestsNeedNoJsonData() throws Exception {
    String json =
        "{\"inputs\":[{\"name\":\"images\",\"shape\":[1,6],\"datatype\":\"BF16\","
            + "\"parameters\":{\"binary_data_size\":12}}]}";
    String halves = "\0\0\0\0\0\0\0\0\0\0\0@";
    HttpResponse<String> response =
        send(
            to("/v2/models/toy/infer")
                .header(Body.LENGTH_HEADER, "" + json.length())
                .POST(
                    BodyPublishers.ofByteArray(
                        (json + halves).getBytes(StandardCharsets.ISO_8859_1))));
    assertThat(response.body()).contains("\"data\":[2.0,");
  }
}
