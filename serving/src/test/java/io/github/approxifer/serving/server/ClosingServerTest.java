package io.github.approxifer.serving.server;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.github.approxifer.models.FunctionModel;
import io.github.approxifer.models.ItemShape;
import io.github.approxifer.models.Model;
import io.github.approxifer.serving.StuckModel;
import io.github.approxifer.serving.server.ServerOptions.Stopping;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Servers that are closed while they make a prediction. */
@Timeout(60)
class ClosingServerTest {
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final String BODY =
      "{\"inputs\":[{\"name\":\"input\",\"shape\":[1,2],"
          + "\"datatype\":\"FP32\",\"data\":[3,4]}]}";

  /** Many times as long as a server that is being closed lets an idle connection be silent. */
  private static final long SILENCE_MILLIS = 1000;

  private final StuckModel stuck = new StuckModel();

  private ModelServer server(Duration shutdown) throws Exception {
    return server(stuck.model(), shutdown);
  }

  private static ModelServer server(Model model, Duration shutdown) throws Exception {
    return ModelServer.start(
        model, ServerOptions.local("toy").with(new Stopping(Duration.ZERO, shutdown)));
  }

  private static CompletableFuture<HttpResponse<String>> asked(ModelServer server) {
    return HTTP.sendAsync(
        HttpRequest.newBuilder(URI.create(server.address() + "/v2/models/toy/infer"))
            .POST(BodyPublishers.ofString(BODY))
            .build(),
        BodyHandlers.ofString());
  }

  @Test
  void aPredictionThatTakesTooLongIsGivenUpQuietly() throws Exception {
    ModelServer server = server(Duration.ofMillis(100));
    CompletableFuture<HttpResponse<String>> answer = asked(server);
    stuck.begun.await();
    assertThatCode(server::close).doesNotThrowAnyException();
    assertThat(answer.handle((response, failure) -> failure != null).get(20, TimeUnit.SECONDS))
        .isTrue();
  }

  @Test
  void aPredictionThatEndsInTimeIsAnswered() throws Exception {
    ModelServer server = server(Duration.ofSeconds(30));
    CompletableFuture<HttpResponse<String>> answer = asked(server);
    stuck.begun.await();
    Executor soon = CompletableFuture.delayedExecutor(300, TimeUnit.MILLISECONDS);
    soon.execute(stuck.release::countDown);
    server.close();
    assertThat(answer.get(20, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
    assertThat(answer.get().body()).contains("\"data\":[7.0]");
  }

  /** In the silence between two bytes nobody may take the connection for an idle one. */
  @Test
  void whoReadsSlowlyGetsTheWholeAnswer() throws Exception {
    // More than the buffers of a loopback connection hold.
    ModelServer server = server(stuck.model(4_000_000), Duration.ofSeconds(30));
    try (Socket client = connection(server)) {
      client.getOutputStream().write((head(BODY.length()) + BODY).getBytes(US_ASCII));
      stuck.begun.await();
      CompletableFuture<Void> closed = CompletableFuture.runAsync(server::close);
      stuck.release.countDown();
      InputStream answer = client.getInputStream();
      assertThat(new String(answer.readNBytes(12), US_ASCII)).isEqualTo("HTTP/1.1 200");
      Thread.sleep(SILENCE_MILLIS);
      assertThat(new String(answer.readAllBytes(), US_ASCII)).endsWith("]}]}");
      closed.get(20, TimeUnit.SECONDS);
    }
  }

  @Test
  void whoSendsSlowlyIsAnswered() throws Exception {
    stuck.release.countDown();
    ModelServer server = server(Duration.ofSeconds(30));
    try (Socket client = connection(server)) {
      int half = BODY.length() / 2;
      String first = head(BODY.length()) + BODY.substring(0, half);
      client.getOutputStream().write(first.getBytes(US_ASCII));
      Thread.sleep(SILENCE_MILLIS);
      CompletableFuture<Void> closed = CompletableFuture.runAsync(server::close);
      Thread.sleep(SILENCE_MILLIS);
      client.getOutputStream().write(BODY.substring(half).getBytes(US_ASCII));
      String answer = new String(client.getInputStream().readAllBytes(), US_ASCII);
      assertThat(answer).startsWith("HTTP/1.1 200 ").contains("\"data\":[7.0]");
      closed.get(20, TimeUnit.SECONDS);
    }
  }

  /** Nor may a connection without a request keep the server. */
  @Test
  void anIdleConnectionIsClosedSoon() throws Exception {
    ModelServer server = server(Duration.ofSeconds(30));
    try (Socket client = connection(server)) {
      client.getOutputStream().write("GET /v2 HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(US_ASCII));
      assertThat(client.getInputStream().read()).isEqualTo('H');
      CompletableFuture.runAsync(server::close).get(20, TimeUnit.SECONDS);
    }
  }

  private static Socket connection(ModelServer server) throws IOException {
    Socket client = new Socket();
    client.setReceiveBufferSize(4096);
    client.connect(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), server.address().getPort()));
    return client;
  }

  private static String head(int length) {
    return "POST /v2/models/toy/infer HTTP/1.1\r\nHost: x\r\nContent-Length: "
        + length
        + "\r\n\r\n";
  }

  /** Whoever closes the model after its server must not take it from under a prediction. */
  @Test
  void noPredictionRunsWhenCloseReturns() throws Exception {
    AtomicBoolean running = new AtomicBoolean();
    CountDownLatch begun = new CountDownLatch(1);
    Model stubborn =
        FunctionModel.of(
            ItemShape.of(2),
            1,
            (in, out) -> {
              running.set(true);
              begun.countDown();
              long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(700);
              while (System.nanoTime() < end) {
                // Native code does not hear that it is interrupted.
                Thread.onSpinWait();
              }
              running.set(false);
            });
    ModelServer server = server(stubborn, Duration.ofMillis(50));
    CompletableFuture<HttpResponse<String>> given = asked(server);
    begun.await();
    server.close();
    assertThat(running).isFalse();
    assertThat(given.handle((response, failure) -> failure != null).get(20, TimeUnit.SECONDS))
        .isTrue();
  }

  @Test
  void whoWaitsWhenTheServerStopsIsTold() throws Exception {
    ModelServer server = server(Duration.ofMillis(100));
    final CompletableFuture<HttpResponse<String>> first = asked(server);
    stuck.begun.await();
    CompletableFuture<HttpResponse<String>> second = asked(server);
    server.close();
    for (CompletableFuture<HttpResponse<String>> answer : List.of(first, second)) {
      assertThat(
              answer
                  .handle((response, failure) -> failure != null || response.statusCode() == 503)
                  .get(20, TimeUnit.SECONDS))
          .isTrue();
    }
  }
}
