package io.github.approxifer.serving.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.github.approxifer.models.FunctionModel;
import io.github.approxifer.models.ItemShape;
import io.github.approxifer.models.Model;
import io.github.approxifer.serving.StuckModel;
import io.github.approxifer.serving.server.ServerOptions.Stopping;
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

  private final StuckModel stuck = new StuckModel();

  private ModelServer server(Duration shutdown) throws Exception {
    return ModelServer.start(
        stuck.model(), ServerOptions.local("toy").with(new Stopping(Duration.ZERO, shutdown)));
  }

  private static CompletableFuture<HttpResponse<String>> asked(ModelServer server) {
    String body =
        "{\"inputs\":[{\"name\":\"input\",\"shape\":[1,2],"
            + "\"datatype\":\"FP32\",\"data\":[3,4]}]}";
    return HTTP.sendAsync(
        HttpRequest.newBuilder(URI.create(server.address() + "/v2/models/toy/infer"))
            .POST(BodyPublishers.ofString(body))
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
    ModelServer server =
        ModelServer.start(
            stubborn,
            ServerOptions.local("toy").with(new Stopping(Duration.ZERO, Duration.ofMillis(50))));
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
