package io.github.approxifer.serving.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.approxifer.models.FunctionModel;
import io.github.approxifer.models.ItemShape;
import io.github.approxifer.models.Model;
import io.github.approxifer.serving.server.ModelServer;
import io.github.approxifer.serving.server.ServerOptions;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class RemoteWorkersTest {
  private static final RemoteOptions STANDARD = RemoteOptions.standard();

  private static Model model(int width) {
    return FunctionModel.of(
        ItemShape.of(width),
        2,
        (in, out) -> {
          out[0] = in[0] + in[1];
          out[1] = in[0] / 3;
        });
  }

  @ParameterizedTest
  @EnumSource(Tensors.class)
  void answersAreThoseOfTheModel(Tensors tensors) throws Exception {
    try (ModelServer server = ModelServer.start(model(2), ServerOptions.local("toy"))) {
      RemoteWorker worker =
          RemoteWorkers.connect(List.of(server.address()), "toy", STANDARD.with(tensors)).get(0);
      assertThat(worker.binary()).isEqualTo(tensors != Tensors.JSON);
      assertThat(worker.name()).isEqualTo(server.address().toString());
      assertThat(worker.predict(new float[] {1, 2, 5, 0.125f}, 2).get())
          .containsExactly(3, 1f / 3, 5.125f, 5f / 3);
      assertThatIllegalArgumentException().isThrownBy(() -> worker.predict(new float[3], 2));
      worker.close();
      assertThatExceptionOfType(IllegalStateException.class)
          .isThrownBy(() -> worker.predict(new float[2], 1));
    }
  }

  @Test
  void replicasThatDifferAreRefused() throws Exception {
    try (ModelServer one = ModelServer.start(model(2), ServerOptions.local("toy"));
        ModelServer other = ModelServer.start(model(3), ServerOptions.local("toy"))) {
      assertThatExceptionOfType(RemoteException.class)
          .isThrownBy(
              () -> RemoteWorkers.connect(List.of(one.address(), other.address()), "toy", STANDARD))
          .withMessageContaining("differ")
          .withMessageContaining(one.address().toString())
          .withMessageContaining(other.address().toString());
    }
  }

  @Test
  void serversThatAreNotThereOrNotReadyAreNamed() throws Exception {
    assertThatExceptionOfType(RemoteException.class)
        .isThrownBy(
            () -> RemoteWorkers.connect(List.of(URI.create("http://127.0.0.1:1")), "m", STANDARD))
        .withMessageContaining("http://127.0.0.1:1");
    try (ModelServer server = ModelServer.start(model(2), ServerOptions.local("toy"))) {
      assertThatExceptionOfType(RemoteException.class)
          .isThrownBy(() -> RemoteWorkers.connect(List.of(server.address()), "other", STANDARD))
          .withMessageContaining("not ready");
      assertThatIllegalArgumentException()
          .isThrownBy(
              () ->
                  RemoteWorkers.connect(
                      List.of(server.address(), server.address()), "toy", STANDARD))
          .withMessageContaining("twice");
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RemoteWorkers.connect(List.of(), "m", STANDARD));
  }

  @Test
  void errorsOfTheServerBecomeFailuresWithItsReason() throws Exception {
    try (ModelServer server =
        ModelServer.start(model(2), ServerOptions.local("toy").limited(100, 1))) {
      RemoteWorker worker =
          RemoteWorkers.connect(List.of(server.address()), "toy", STANDARD).get(0);
      assertThatExceptionOfType(ExecutionException.class)
          .isThrownBy(() -> worker.predict(new float[200], 100).get())
          .withMessageContaining("413")
          .withMessageContaining("limit of 100");
    }
  }

  @Test
  void aServerThatIsStoppedIsAFailureNotAHang() throws Exception {
    RemoteWorker worker;
    try (ModelServer server = ModelServer.start(model(2), ServerOptions.local("toy"))) {
      worker = RemoteWorkers.connect(List.of(server.address()), "toy", STANDARD).get(0);
    }
    assertThatExceptionOfType(ExecutionException.class)
        .isThrownBy(() -> worker.predict(new float[2], 1).get(20, TimeUnit.SECONDS))
        .withMessageContaining(worker.name());
  }

  @Test
  void anAnswerThatTakesTooLongIsAFailureAndOthersGoOn() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    Model stuck =
        FunctionModel.of(
            ItemShape.of(2),
            1,
            (in, out) -> {
              if (in[0] > 0) {
                await(release);
              }
            });
    try (ModelServer server =
        ModelServer.start(stuck, ServerOptions.local("toy").limited(1000, 2))) {
      RemoteOptions hasty = STANDARD.limited(Duration.ofSeconds(2), 1000);
      RemoteWorker worker = RemoteWorkers.connect(List.of(server.address()), "toy", hasty).get(0);
      CompletableFuture<float[]> late = worker.predict(new float[] {1, 1}, 1);
      assertThatExceptionOfType(ExecutionException.class)
          .isThrownBy(() -> late.get(20, TimeUnit.SECONDS))
          .withMessageContaining("timed out");
      assertThat(worker.predict(new float[2], 1).get()).hasSize(1);
      release.countDown();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void tokensAndTlsReachTheServer(@TempDir Path folder) throws Exception {
    SelfSigned certificate = SelfSigned.make(folder);
    final SSLContext tls = certificate.trust();
    ServerOptions options =
        ServerOptions.local("toy")
            .secured("secret", certificate.keystore(), certificate.password())
            .withGrpc(0);
    try (ModelServer server = ModelServer.start(model(2), options)) {
      assertThat(server.address().getScheme()).isEqualTo("https");
      RemoteWorker worker =
          RemoteWorkers.connect(List.of(server.address()), "toy", STANDARD.secured("secret", tls))
              .get(0);
      assertThat(worker.predict(new float[] {1, 2}, 1).get()).startsWith(3);
      URI grpc = server.grpcAddress().orElseThrow();
      assertThat(grpc.getScheme()).isEqualTo("grpcs");
      RemoteWorker overGrpc =
          RemoteWorkers.connect(List.of(grpc), "toy", STANDARD.secured("secret", tls)).get(0);
      assertThat(overGrpc.predict(new float[] {1, 2}, 1).get()).startsWith(3);
      overGrpc.close();
      assertThatExceptionOfType(RemoteException.class)
          .isThrownBy(
              () ->
                  RemoteWorkers.connect(
                      List.of(server.address()), "toy", STANDARD.secured(null, tls)));
      assertThatExceptionOfType(RemoteException.class)
          .isThrownBy(
              () ->
                  RemoteWorkers.connect(
                      List.of(server.address()), "toy", STANDARD.secured("secret", null)));
    }
  }

  @Test
  void aCertificateForAnotherHostIsRefused(@TempDir Path folder) throws Exception {
    SelfSigned certificate = SelfSigned.make(folder, "dns:elsewhere.example");
    final SSLContext tls = certificate.trust();
    ServerOptions options =
        ServerOptions.local("toy").secured(null, certificate.keystore(), certificate.password());
    try (ModelServer server = ModelServer.start(model(2), options)) {
      assertThatExceptionOfType(RemoteException.class)
          .isThrownBy(
              () ->
                  RemoteWorkers.connect(
                      List.of(server.address()), "toy", STANDARD.secured(null, tls)))
          .withMessageContaining("127.0.0.1");
    }
  }

  @Test
  void optionsRefuseWhatCannotWorkAndKeepSecrets() {
    assertThatIllegalArgumentException().isThrownBy(() -> STANDARD.limited(Duration.ZERO, 1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> STANDARD.limited(Duration.ofSeconds(1), 0));
    Duration longest = RemoteOptions.LONGEST_TIMEOUT;
    assertThat(STANDARD.limited(longest, 1).requestTimeout()).isEqualTo(longest);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> STANDARD.limited(longest.plusNanos(1), 1))
        .withMessageContaining("request timeout")
        .withMessageContaining("PT24H0.000000001S");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new RemoteOptions(
                    Duration.ofSeconds(Long.MAX_VALUE),
                    longest,
                    Tensors.BINARY,
                    1,
                    null,
                    null,
                    Map.of()))
        .withMessageContaining("connect timeout");
    assertThat(STANDARD.secured("secret", null).toString()).doesNotContain("secret");
  }
}
