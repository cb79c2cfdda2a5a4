package io.github.approxifer.serving.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.approxifer.serving.StuckModel;
import io.github.approxifer.serving.server.ServerOptions.Limits;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** More requests than the model can keep up with. */
@Timeout(60)
class BusyServerTest {
  private static final String BODY =
      "{\"inputs\":[{\"name\":\"input\",\"shape\":[1,2],\"datatype\":\"FP32\",\"data\":[3,4]}]}";

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final StuckModel stuck = new StuckModel();

  private ModelServer server(int waiting, Duration longestWait) throws Exception {
    return ModelServer.start(
        stuck.model(),
        ServerOptions.local("toy").with(new Limits(0, 0, 1, waiting, longestWait, 1000)));
  }

  private CompletableFuture<HttpResponse<String>> asked(ModelServer server) {
    return http.sendAsync(
        HttpRequest.newBuilder(URI.create(server.address() + "/v2/models/toy/infer"))
            .POST(BodyPublishers.ofString(BODY))
            .build(),
        BodyHandlers.ofString());
  }

  @Test
  void manyWaitTheOthersAreRefusedAndHealthAnswers() throws Exception {
    int tooMany = 100;
    int waiting = Limits.standard().waiting();
    try (ModelServer server = server(waiting, Duration.ofSeconds(30))) {
      CountDownLatch refused = new CountDownLatch(tooMany);
      List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
      for (int i = 0; i < 1 + waiting + tooMany; i++) {
        CompletableFuture<HttpResponse<String>> answer = asked(server);
        answers.add(answer);
        var unused = answer.whenComplete((response, failure) -> refused.countDown());
      }
      assertThat(refused.await(30, TimeUnit.SECONDS)).isTrue();
      assertThat(answers.stream().filter(CompletableFuture::isDone))
          .hasSize(tooMany)
          .allSatisfy(
              answer -> {
                assertThat(answer.join().statusCode()).isEqualTo(503);
                assertThat(answer.join().body()).contains("busy: 128 requests");
                assertThat(answer.join().headers().firstValue("Retry-After")).hasValue("1");
              });
      HttpRequest health =
          HttpRequest.newBuilder(URI.create(server.address() + "/v2/health/ready"))
              .timeout(Duration.ofSeconds(10))
              .build();
      assertThat(http.send(health, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
      stuck.release.countDown();
      assertThat(answers.stream().filter(answer -> answer.join().statusCode() == 200))
          .hasSize(1 + waiting);
    }
  }

  @Test
  void waitingHasAnEnd() throws Exception {
    try (ModelServer server = server(1, Duration.ofMillis(50))) {
      CompletableFuture<HttpResponse<String>> first = asked(server);
      stuck.begun.await();
      HttpResponse<String> late = asked(server).get(20, TimeUnit.SECONDS);
      assertThat(late.statusCode()).isEqualTo(503);
      assertThat(late.body()).contains("waited for PT0.05S");
      stuck.release.countDown();
      assertThat(first.get().body()).contains("[7.0]");
      // The one that gave up holds no place.
      assertThat(asked(server).get().body()).contains("[7.0]");
    }
  }

  @Test
  void aRequestMaySayHowLongItWaits() throws Exception {
    try (ModelServer server = server(1, Duration.ofMinutes(10))) {
      CompletableFuture<HttpResponse<String>> first = asked(server);
      stuck.begun.await();
      HttpRequest hasty =
          HttpRequest.newBuilder(URI.create(server.address() + "/v2/models/toy/infer"))
              .POST(
                  BodyPublishers.ofString(
                      "{\"parameters\":{\"timeout\":50000}," + BODY.substring(1)))
              .build();
      HttpResponse<String> late = http.send(hasty, BodyHandlers.ofString());
      assertThat(late.statusCode()).isEqualTo(503);
      assertThat(late.body()).contains("waited for PT0.05S");
      stuck.release.countDown();
      assertThat(first.get().statusCode()).isEqualTo(200);
    }
  }

  @Test
  void clientsThatHaveGoneAreNotPredictedFor() throws Exception {
    try (ModelServer server = server(8, Duration.ofSeconds(30))) {
      CompletableFuture<HttpResponse<String>> first = asked(server);
      stuck.begun.await();
      try (Socket leaving =
          new Socket(InetAddress.getLoopbackAddress(), server.address().getPort())) {
        String head = "POST /v2/models/toy/infer HTTP/1.1\r\nHost: a\r\nContent-Length: ";
        leaving
            .getOutputStream()
            .write((head + BODY.length() + "\r\n\r\n" + BODY).getBytes(StandardCharsets.US_ASCII));
        awaitMetric(server, "approxifer_turns_waiting 1.0");
      }
      final CompletableFuture<HttpResponse<String>> staying = asked(server);
      awaitMetric(server, "approxifer_turns_waiting 2.0");
      stuck.release.countDown();
      assertThat(first.get().statusCode()).isEqualTo(200);
      assertThat(staying.get().statusCode()).isEqualTo(200);
      awaitMetric(server, "approxifer_dropped_total 1.0");
      awaitMetric(server, "approxifer_queries_total 2.0");
    }
  }

  /** Pipelined requests lie in the way when the connection is looked at. */
  @Test
  void whatComesEarlyIsKept() throws Exception {
    try (ModelServer server = server(8, Duration.ofSeconds(30))) {
      CompletableFuture<HttpResponse<String>> first = asked(server);
      stuck.begun.await();
      try (Socket eager =
          new Socket(InetAddress.getLoopbackAddress(), server.address().getPort())) {
        eager.setSoTimeout(20_000);
        String head = "POST /v2/models/toy/infer HTTP/1.1\r\nHost: a\r\nContent-Length: ";
        byte[] one = (head + BODY.length() + "\r\n\r\n" + BODY).getBytes(StandardCharsets.US_ASCII);
        eager.getOutputStream().write(one);
        awaitMetric(server, "approxifer_turns_waiting 1.0");
        for (int i = 0; i < 20; i++) {
          eager.getOutputStream().write(one);
        }
        eager
            .getOutputStream()
            .write("GET /v2 HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        stuck.release.countDown();
        String all = new String(eager.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        assertThat(all.split("\\[7.0\\]", -1)).hasSize(22);
        assertThat(all).contains("binary_tensor_data");
      }
      assertThat(first.get().statusCode()).isEqualTo(200);
    }
  }

  private void awaitMetric(ModelServer server, String line) throws Exception {
    HttpRequest metrics = HttpRequest.newBuilder(URI.create(server.address() + "/metrics")).build();
    String text = "";
    for (int i = 0; i < 200 && !text.contains(line); i++) {
      text = http.send(metrics, BodyHandlers.ofString()).body();
      Thread.sleep(50);
    }
    assertThat(text).contains(line);
  }
}
