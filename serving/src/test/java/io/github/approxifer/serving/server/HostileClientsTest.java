package io.github.approxifer.serving.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A server in a process of its own among clients that make its life hard. With {@code
 * -Dhostile.seconds=60 -Dhostile.heap=1g -Dhostile.scale=1 -Dhostile.health.millis=1000} at full
 * scale; a part of it, on a machine that does more, otherwise.
 */
@Timeout(300)
class HostileClientsTest {
  private static final Logger LOG = LoggerFactory.getLogger(HostileClientsTest.class);
  private static final int SECONDS = Integer.getInteger("hostile.seconds", 8);
  private static final String HEAP = System.getProperty("hostile.heap", "256m");

  /** By which the full number of clients, and the size of large bodies, are divided. */
  private static final int SCALE = Integer.getInteger("hostile.scale", 5);

  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  @Test
  void healthIsAnsweredAndMemoryFallsBackWhateverComes(@TempDir Path folder) throws Exception {
    Path log = folder.resolve("log.txt");
    try (ForkedServer server = new ForkedServer(HEAP, 0, log);
        ForkedServer idle = new ForkedServer("64m", 0, folder.resolve("idle.txt"))) {
      HostileClients clients =
          new HostileClients(server.port(), "sum", TimeUnit.SECONDS.toNanos(SECONDS));
      AtomicLong slowest = clients.health("health", server.port());
      AtomicLong slowestOfIdle = clients.health("idle server", idle.port());
      clients.idle(300 / SCALE);
      clients.slow(250 / SCALE, 4000 / SCALE);
      clients.large(8, 60_000_000L / SCALE, ForkedServer.LENGTH);
      clients.large(2, 60_000_000L / SCALE / 8, ForkedServer.LENGTH);
      clients.wrong(4);
      clients.good(4, ForkedServer.LENGTH);
      clients.join();
      LOG.info(
          "{} s: {}; slowest health {} ms, of an idle server beside it {} ms",
          SECONDS,
          new TreeMap<>(clients.outcomes),
          TimeUnit.NANOSECONDS.toMillis(slowest.get()),
          TimeUnit.NANOSECONDS.toMillis(slowestOfIdle.get()));
      assertThat(server.process().isAlive()).as(Files.readString(log)).isTrue();
      assertThat(clients.count("health 200")).isGreaterThan(SECONDS);
      // On a machine that does more, the idle server is late too.
      assertThat(slowest.get()).isLessThan(TimeUnit.SECONDS.toNanos(1) + 3 * slowestOfIdle.get());
      assertThat(clients.outcomes.keySet())
          .noneMatch(outcome -> outcome.endsWith("silence"))
          .allMatch(outcome -> !outcome.startsWith("health") || outcome.equals("health 200"))
          .allMatch(outcome -> !outcome.startsWith("wrong") || outcome.equals("wrong 400"));
      assertThat(clients.count("good 200")).isPositive();
      assertThat(clients.count("large 200")).isPositive();
      awaitNothingHeld(server);
    }
  }

  private static void awaitNothingHeld(ForkedServer server) throws Exception {
    Pattern held = Pattern.compile("(?m)^approxifer_memory_bytes (\\S+)");
    String value = "";
    for (int i = 0; i < 100 && !value.equals("0.0"); i++) {
      HttpResponse<String> metrics =
          HTTP.send(
              HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/metrics"))
                  .build(),
              BodyHandlers.ofString());
      Matcher matcher = held.matcher(metrics.body());
      value = matcher.find() ? matcher.group(1) : metrics.body();
      Thread.sleep(100);
    }
    assertThat(value).isEqualTo("0.0");
  }

  @Test
  void whatWasAcceptedBeforeSigtermIsAnswered(@TempDir Path folder) throws Exception {
    Path log = folder.resolve("log.txt");
    try (ForkedServer server = new ForkedServer(HEAP, 20, log)) {
      HttpRequest request =
          HttpRequest.newBuilder(
                  URI.create("http://127.0.0.1:" + server.port() + "/v2/models/sum/infer"))
              .timeout(Duration.ofSeconds(60))
              .POST(
                  BodyPublishers.ofString(
                      "{\"inputs\":[{\"name\":\"input\",\"shape\":[1,4],\"datatype\":\"FP32\","
                          + "\"data\":[1,2,3,4]}]}"))
              .build();
      List<CompletableFuture<Integer>> answers = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        answers.add(
            HTTP.sendAsync(request, BodyHandlers.ofString())
                .thenApply(
                    response -> response.body().contains("[10.0]") ? response.statusCode() : -1));
      }
      answers.get(0).get(30, TimeUnit.SECONDS);
      Thread.sleep(200);
      server.process().destroy();
      // The port stays open for a second in which the server says that it is not ready.
      HttpResponse<String> ready =
          HTTP.send(
              HttpRequest.newBuilder(
                      URI.create("http://127.0.0.1:" + server.port() + "/v2/health/ready"))
                  .build(),
              BodyHandlers.ofString());
      for (int i = 0; i < 20 && ready.statusCode() == 200; i++) {
        Thread.sleep(20);
        ready =
            HTTP.send(
                HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + server.port() + "/v2/health/ready"))
                    .build(),
                BodyHandlers.ofString());
      }
      assertThat(ready.statusCode()).isEqualTo(503);
      assertThat(ready.body()).isEqualTo("{\"ready\":false}");
      assertThat(ready.headers().firstValue("Connection")).hasValue("close");
      assertThat(HTTP.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
      for (CompletableFuture<Integer> answer : answers) {
        assertThat(answer.get(60, TimeUnit.SECONDS)).isEqualTo(200);
      }
      assertThat(server.process().waitFor(30, TimeUnit.SECONDS)).isTrue();
      assertThat(server.process().exitValue()).as(Files.readString(log)).isEqualTo(143);
    }
  }
}
