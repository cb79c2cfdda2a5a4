package io.github.approxifer.serving.server;

import io.github.approxifer.models.FunctionModel;
import io.github.approxifer.models.ItemShape;
import io.github.approxifer.serving.server.ServerOptions.Limits;
import io.github.approxifer.serving.server.ServerOptions.Stopping;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** A server of 4 values to their sum in a process of its own, with a heap of its own. */
final class ForkedServer implements AutoCloseable {
  static final int LENGTH = 4;

  /** Requests of up to 64 MiB are taken. */
  private static final long MOST_BYTES = 64L << 20;

  private final Process process;
  private final int port;

  /** Starts a server with a heap such as {@code 1g}, whose predictions take some milliseconds. */
  ForkedServer(String heap, int millis, Path log) throws IOException {
    process =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx" + heap,
                    "-XX:+ExitOnOutOfMemoryError",
                    "-cp",
                    System.getProperty("java.class.path"),
                    ForkedServer.class.getName(),
                    String.valueOf(millis)))
            .redirectError(Redirect.to(log.toFile()))
            .start();
    BufferedReader out =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII));
    port = Integer.parseInt(out.readLine());
  }

  int port() {
    return port;
  }

  Process process() {
    return process;
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  /** The server's process: prints its port and serves until SIGTERM. */
  public static void main(String... arguments) throws Exception {
    int millis = Integer.parseInt(arguments[0]);
    ModelServer server =
        ModelServer.start(
            FunctionModel.of(
                ItemShape.of(1, LENGTH, 1),
                1,
                (in, out) -> {
                  if (in[0] != 0) {
                    pause(millis);
                  }
                  out[0] = in[0] + in[1] + in[2] + in[3];
                }),
            ServerOptions.local("sum")
                .with(new Limits(MOST_BYTES, 0, 1, 128, Duration.ofSeconds(30), 1000))
                .with(new Stopping(Duration.ofSeconds(5), Duration.ofSeconds(60))));
    CountDownLatch stopped = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  server.close();
                  stopped.countDown();
                }));
    System.out.println(server.address().getPort());
    stopped.await();
  }

  private static void pause(int millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      throw new IllegalStateException("interrupted", e);
    }
  }
}
