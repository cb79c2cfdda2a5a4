package io.github.approxifer.serving.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.github.approxifer.serving.StuckModel;
import io.github.approxifer.serving.server.ServerOptions.Stopping;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
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
}
