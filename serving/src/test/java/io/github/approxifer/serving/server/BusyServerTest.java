package io.github.approxifer.serving.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.approxifer.serving.StuckModel;
import io.github.approxifer.serving.protocol.InferRequest;
import io.github.approxifer.serving.protocol.InferResponse;
import io.github.approxifer.serving.protocol.Tensor;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** More requests than the model can keep up with. */
@Timeout(60)
class BusyServerTest {
  private static final String BODY =
      "{\"inputs\":[{\"name\":\"input\",\"shape\":[1,2],\"datatype\":\"FP32\",\"data\":[3,4]}]}";
  private static final InferRequest REQUEST =
      new InferRequest(
          null, new Tensor("input", new long[] {1, 2}, new float[] {3, 4}), null, false);

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final StuckModel stuck = new StuckModel();

  private static FutureTask<InferResponse> started(Inference inference) {
    FutureTask<InferResponse> answer = new FutureTask<>(() -> inference.answer(REQUEST));
    thread(answer);
    return answer;
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "request");
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  @Test
  void manyWaitTheOthersAreRefusedAndHealthAnswers() throws Exception {
    int tooMany = 100;
    ServerOptions options = ServerOptions.local("toy");
    try (ModelServer server = ModelServer.start(stuck.model(), options)) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(server.address() + "/v2/models/toy/infer"))
              .POST(BodyPublishers.ofString(BODY))
              .build();
      CountDownLatch refused = new CountDownLatch(tooMany);
      List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
      for (int i = 0; i < 1 + Inference.MOST_WAITING + tooMany; i++) {
        CompletableFuture<HttpResponse<String>> answer =
            http.sendAsync(request, BodyHandlers.ofString());
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
              });
      HttpRequest health =
          HttpRequest.newBuilder(URI.create(server.address() + "/v2/health/ready"))
              .timeout(Duration.ofSeconds(10))
              .build();
      assertThat(http.send(health, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
      stuck.release.countDown();
      assertThat(answers.stream().filter(answer -> answer.join().statusCode() == 200))
          .hasSize(1 + Inference.MOST_WAITING);
    }
  }

  @Test
  void waitingHasAnEnd() throws Exception {
    Inference inference = new Inference("toy", stuck.model(), 1, 1, Duration.ofMillis(50));
    FutureTask<InferResponse> first = started(inference);
    stuck.begun.await();
    assertThatExceptionOfType(HttpError.class)
        .isThrownBy(() -> inference.answer(REQUEST))
        .withMessageContaining("waited for PT0.05S")
        .satisfies(error -> assertThat(error.status()).isEqualTo(503));
    stuck.release.countDown();
    assertThat(first.get().outputs().get(0).values()).containsExactly(7);
    // The one that gave up holds no place.
    assertThat(inference.answer(REQUEST).outputs().get(0).values()).containsExactly(7);
  }

  @Test
  void waitingEndsWhenTheServerStops() throws Exception {
    Inference inference = new Inference("toy", stuck.model(), 1);
    FutureTask<InferResponse> first = started(inference);
    stuck.begun.await();
    FutureTask<InferResponse> second = new FutureTask<>(() -> inference.answer(REQUEST));
    thread(second).interrupt();
    assertThatExceptionOfType(ExecutionException.class)
        .isThrownBy(() -> second.get(20, TimeUnit.SECONDS))
        .withCauseInstanceOf(HttpError.class)
        .withMessageContaining("stopping");
    stuck.release.countDown();
    assertThat(first.get().outputs().get(0).values()).containsExactly(7);
  }
}
