package io.github.approxifer.serving.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Exchanges over HTTP that have an end although the server makes none. Waiting for a connection
 * cannot be interrupted, hence threads of their own.
 */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class StalledAnswersTest {
  private static final String NOTHING = "";
  private static final String HEADERS = "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n";
  private static final String HALF_A_BODY = HEADERS + "{\"outputs\":[";
  private static final RemoteOptions HASTY =
      RemoteOptions.standard().limited(Duration.ofMillis(500), 1000);

  private static RemoteWorker worker(StallingServer server, RemoteOptions options) {
    return RemoteWorkers.connect(List.of(server.address()), "m", options).get(0);
  }

  private static void requireGivenUp(StallingServer server) throws Exception {
    assertThat(server.givenUp.await(20, TimeUnit.SECONDS)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {NOTHING, HEADERS, HALF_A_BODY})
  void answersThatNeverEndTimeOutAndTheirConnectionIsClosed(String start) throws Exception {
    try (StallingServer server = new StallingServer("/infer", start)) {
      RemoteWorker worker = worker(server, HASTY);
      CompletableFuture<float[]> answer = worker.predict(new float[2], 1);
      assertThatExceptionOfType(ExecutionException.class)
          .isThrownBy(() -> answer.get(20, TimeUnit.SECONDS))
          .withCauseInstanceOf(RemoteException.class)
          .withMessageContaining(worker.name())
          .withMessageContaining("timed out after PT0.5S");
      requireGivenUp(server);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/ready", "/m", "/v2"})
  void connectingEndsWhateverNeverDoes(String path) throws Exception {
    try (StallingServer server = new StallingServer(path, HALF_A_BODY)) {
      assertThatExceptionOfType(RemoteException.class)
          .isThrownBy(() -> worker(server, HASTY))
          .withMessageContaining(server.address().toString())
          .withMessageContaining("timed out after PT0.5S");
      requireGivenUp(server);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {NOTHING, HEADERS, HALF_A_BODY})
  void cancellingClosesTheConnection(String start) throws Exception {
    try (StallingServer server = new StallingServer("/infer", start)) {
      CompletableFuture<float[]> answer =
          worker(server, RemoteOptions.standard()).predict(new float[2], 1);
      assertThat(server.asked.await(20, TimeUnit.SECONDS)).isTrue();
      answer.cancel(true);
      requireGivenUp(server);
    }
  }

  @Test
  void aCallersOwnTimeoutClosesTheConnection() throws Exception {
    try (StallingServer server = new StallingServer("/infer", HEADERS)) {
      CompletableFuture<float[]> answer =
          worker(server, RemoteOptions.standard()).predict(new float[2], 1);
      assertThatExceptionOfType(ExecutionException.class)
          .isThrownBy(() -> answer.orTimeout(100, TimeUnit.MILLISECONDS).get(20, TimeUnit.SECONDS))
          .withCauseInstanceOf(TimeoutException.class);
      requireGivenUp(server);
    }
  }
}
