package io.github.approxifer.serving.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.gson.JsonParser;
import io.github.approxifer.models.FunctionModel;
import io.github.approxifer.models.ItemShape;
import io.github.approxifer.models.Model;
import io.github.approxifer.serving.protocol.Body;
import io.github.approxifer.serving.server.MalformedRequests.Malformed;
import java.io.ByteArrayInputStream;
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
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(60)
class ModelServerTest {
  private static final String GOOD =
      "{\"id\":\"4\",\"inputs\":[{\"name\":\"input\",\"shape\":[1,2],"
          + "\"datatype\":\"FP32\",\"data\":[3,4]}]}";
  private static final int LIMIT = 1 << 20;
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static Model model;
  private static ModelServer server;

  @BeforeAll
  static void start() throws IOException {
    model =
        FunctionModel.of(
            ItemShape.of(1, 2, 1),
            1,
            (in, out) -> {
              if (in[0] == 666) {
                throw new IllegalStateException("out of order");
              }
              out[0] = in[0] * in[1];
            });
    server = ModelServer.start(model, ServerOptions.local("toy").limited(LIMIT, 2));
  }

  @AfterAll
  static void stop() {
    server.close();
    model.close();
  }

  private static HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(URI.create(server.address() + path));
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return HTTP.send(request.build(), BodyHandlers.ofString());
  }

  private static HttpResponse<String> infer(byte[] body, @Nullable String header) throws Exception {
    HttpRequest.Builder request = to("/v2/models/toy/infer").POST(BodyPublishers.ofByteArray(body));
    if (header != null) {
      request.header(Body.LENGTH_HEADER, header);
    }
    return send(request);
  }

  private static void requireServing() throws Exception {
    HttpResponse<String> response = infer(GOOD.getBytes(StandardCharsets.UTF_8), null);
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body())
        .isEqualTo(
            "{\"model_name\":\"toy\",\"id\":\"4\",\"outputs\":[{\"name\":\"logits\","
                + "\"shape\":[1,1],\"datatype\":\"FP32\",\"data\":[12.0]}]}");
  }

  static List<Malformed> malformed() {
    return MalformedRequests.all();
  }

  @Test
  void thereAreAtLeastFortyMalformedRequests() {
    assertThat(malformed()).hasSizeGreaterThanOrEqualTo(40);
  }

  @ParameterizedTest
  @MethodSource("malformed")
  void malformedRequestsGetAStatusAndAReasonAndTheServerGoesOn(Malformed request) throws Exception {
    HttpResponse<String> response =
        infer(request.body().getBytes(StandardCharsets.ISO_8859_1), request.header());
    assertThat(response.statusCode()).as(response.body()).isEqualTo(request.status());
    String error =
        JsonParser.parseString(response.body()).getAsJsonObject().get("error").getAsString();
    assertThat(error).contains(request.reason()).hasSizeLessThan(400);
    requireServing();
  }

  @Test
  void healthAndMetadataAreThoseOfTheProtocol() throws Exception {
    assertThat(send(to("/v2/health/live")).body()).isEqualTo("{\"live\":true}");
    assertThat(send(to("/v2/health/ready")).body()).isEqualTo("{\"ready\":true}");
    assertThat(send(to("/v2")).body()).contains("binary_tensor_data");
    assertThat(send(to("/v2/models/toy")).body())
        .isEqualTo(
            "{\"name\":\"toy\",\"versions\":[\"1\"],\"platform\":\"approxifer\",\"inputs\":[{\"name\":\"input\","
                + "\"datatype\":\"FP32\",\"shape\":[-1,1,2,1]}],\"outputs\":[{\"name\":\"logits\","
                + "\"datatype\":\"FP32\",\"shape\":[-1,1]}]}");
    assertThat(send(to("/v2/models/toy/versions/1/ready")).statusCode()).isEqualTo(200);
  }

  @Test
  void binaryAnswersFollowTheirJson() throws Exception {
    String json =
        "{\"inputs\":[{\"name\":\"input\",\"shape\":[1,1,2,1],\"datatype\":\"FP32\","
            + "\"data\":[0.5,2]}],\"parameters\":{\"binary_data_output\":true}}";
    HttpResponse<byte[]> response =
        HTTP.send(
            to("/v2/models/toy/infer").POST(BodyPublishers.ofString(json)).build(),
            BodyHandlers.ofByteArray());
    int length = Integer.parseInt(response.headers().firstValue(Body.LENGTH_HEADER).orElseThrow());
    byte[] body = response.body();
    assertThat(body).hasSize(length + 4);
    assertThat(body).endsWith(0, 0, 0x80, 0x3f);
  }

  @Test
  void pathsAndMethodsThatAreNotThereAreRefused() throws Exception {
    assertThat(send(to("/v2/models/other/infer").POST(BodyPublishers.noBody())).statusCode())
        .isEqualTo(404);
    assertThat(send(to("/")).statusCode()).isEqualTo(404);
    assertThat(send(to("/v2/models/toyota")).statusCode()).isEqualTo(404);
    assertThat(send(to("/v2/models/toy/nothing")).statusCode()).isEqualTo(404);
    assertThat(send(to("/v2/models/toy/infer")).statusCode()).isEqualTo(405);
    assertThat(send(to("/v2").DELETE()).statusCode()).isEqualTo(405);
  }

  @Test
  void tooLargeRequestsAreRefusedWhetherTheySaySoOrNot() throws Exception {
    assertThat(infer(new byte[LIMIT + 1], null).statusCode()).isEqualTo(413);
    HttpRequest.Builder chunked =
        to("/v2/models/toy/infer")
            .POST(
                BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(new byte[LIMIT + 1])));
    assertThat(send(chunked).statusCode()).isEqualTo(413);
    requireServing();
  }

  @Test
  void aBodyThatBreaksOffDoesNoHarm() throws Exception {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.address().getPort())) {
      OutputStream out = socket.getOutputStream();
      out.write(
          "POST /v2/models/toy/infer HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\n{\"inp"
              .getBytes(StandardCharsets.US_ASCII));
      out.flush();
    }
    requireServing();
  }

  @Test
  void aModelThatFailsIsAServerError() throws Exception {
    HttpResponse<String> response =
        infer(GOOD.replace("[3,4]", "[666,1]").getBytes(StandardCharsets.UTF_8), null);
    assertThat(response.statusCode()).isEqualTo(500);
    assertThat(response.body()).contains("out of order");
    requireServing();
  }

  @Test
  void aTokenIsAskedForIfThereIsOne() throws Exception {
    try (ModelServer guarded =
        ModelServer.start(model, ServerOptions.local("toy").secured("secret", null, null))) {
      URI metadata = URI.create(guarded.address() + "/v2/models/toy");
      HttpResponse<String> without =
          HTTP.send(HttpRequest.newBuilder(metadata).build(), BodyHandlers.ofString());
      assertThat(without.statusCode()).isEqualTo(401);
      assertThat(without.headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
      for (String token : List.of("secret", "wrong", "secre")) {
        HttpResponse<String> with =
            HTTP.send(
                HttpRequest.newBuilder(metadata).header("Authorization", "Bearer " + token).build(),
                BodyHandlers.ofString());
        assertThat(with.statusCode()).isEqualTo(token.equals("secret") ? 200 : 401);
      }
      URI live = URI.create(guarded.address() + "/v2/health/live");
      assertThat(
              HTTP.send(HttpRequest.newBuilder(live).build(), BodyHandlers.ofString()).statusCode())
          .isEqualTo(200);
    }
  }

  @Test
  void optionsRefuseWhatCannotWork() {
    ServerOptions options = ServerOptions.local("toy");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> options.at("127.0.0.1", 65536))
        .withMessageContaining("65536");
    assertThatIllegalArgumentException().isThrownBy(() -> ServerOptions.local("a/b"));
    assertThatIllegalArgumentException().isThrownBy(() -> options.limited(-1, 1));
    assertThat(options.limited(ServerOptions.LARGEST_REQUEST_LIMIT, 1).limits().requestBytes())
        .isEqualTo(2147483638);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> options.limited(Long.MAX_VALUE, 1))
        .withMessageContaining("2147483638")
        .withMessageContaining("9223372036854775807");
    assertThatIllegalArgumentException().isThrownBy(() -> options.limited(1, 0));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> options.limited(1, 1025))
        .withMessageContaining("1025");
    assertThatIllegalArgumentException().isThrownBy(() -> options.secured(" ", null, null));
    assertThat(options.secured("secret", null, null).toString()).doesNotContain("secret");
  }

  @Test
  void aPortInUseAndAMissingKeystoreAreNamed() {
    int port = server.address().getPort();
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(
            () -> ModelServer.start(model, ServerOptions.local("toy").at("127.0.0.1", port)));
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(
            () ->
                ModelServer.start(
                    model, ServerOptions.local("toy").secured(null, Path.of("none.p12"), "x")))
        .withMessageContaining("none.p12");
  }
}
