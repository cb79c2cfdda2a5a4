package io.github.approxifer.serving.server;

import io.github.approxifer.models.CommandLines;
import io.github.approxifer.models.ModelException;
import io.github.approxifer.models.weights.WeightsException;
import io.github.approxifer.serving.server.ServerOptions.Limits;
import io.github.approxifer.serving.server.ServerOptions.Listening;
import io.github.approxifer.serving.server.ServerOptions.Stopping;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * {@code mvn -pl serving worker -Dport=... -Dmodel=...}, or {@code java -jar approxifer-worker.jar
 * --port=... --model=...}: a worker on a machine of its own. Both take the same names.
 */
@Command(
    name = "worker",
    mixinStandardHelpOptions = true,
    description = "Serves a model by the Open Inference Protocol v2 until it is stopped.",
    footer =
        "--options=FILE reads more of them from a file, one a line as above; # begins a comment.")
public final class WorkerCommand implements Callable<Integer> {
  private static final String OPTIONS_FILE = "--options=";

  /** What is not limited by the heap ends the process, whose supervisor starts it again. */
  private static final int OUT_OF_MEMORY = 3;

  @Mixin private WorkerModel model = new WorkerModel();

  @Option(names = "--host", description = "The address to listen on; default: ${DEFAULT-VALUE}.")
  private String host = "127.0.0.1";

  @Option(names = "--port", description = "The port, 0 for a free one; default: ${DEFAULT-VALUE}.")
  private int port = 8000;

  @Option(names = "--grpc-port", description = "A port for gRPC, 0 for a free one; default: none.")
  private @Nullable Integer grpcPort;

  @Option(names = "--parallel", description = "Predictions at once; default: ${DEFAULT-VALUE}.")
  private int parallel = 1;

  @Option(names = "--waiting", description = "Requests that may wait; default: ${DEFAULT-VALUE}.")
  private int waiting = Limits.standard().waiting();

  @Option(
      names = "--request-limit",
      description = "Bytes of a request; default: by the model's size.")
  private long requestLimit;

  @Option(
      names = "--memory",
      description = "Bytes that all requests may hold; default: a quarter of the heap.")
  private long memory;

  @Option(
      names = "--drain",
      description = "Seconds of being not ready before the port closes; default: ${DEFAULT-VALUE}.")
  private double drain;

  @Option(
      names = "--patience",
      description = "Seconds for requests to end after that; default: ${DEFAULT-VALUE}.")
  private double patience = 10;

  @Option(
      names = "--token",
      description = "A bearer token that clients must bring; better in APPROXIFER_TOKEN.",
      defaultValue = "${env:APPROXIFER_TOKEN}")
  private @Nullable String token;

  @Option(names = "--keystore", description = "A PKCS #12 file, for TLS.")
  private @Nullable Path keystore;

  @Option(
      names = "--keystore-password",
      description = "Its password; better in APPROXIFER_KEYSTORE_PASSWORD.",
      defaultValue = "${env:APPROXIFER_KEYSTORE_PASSWORD}")
  private @Nullable String keystorePassword;

  private final PrintStream console;
  private final CountDownLatch stopped;

  WorkerCommand(PrintStream console, CountDownLatch stopped) {
    this.console = console;
    this.stopped = stopped;
  }

  /**
   * Runs until the process is told to end.
   *
   * @param arguments the command line; {@code --help} explains it. An option without a value counts
   *     as not given
   */
  public static void main(String... arguments) {
    // One line of its own says that it is ready; Jetty's are for who asks for them.
    if (System.getProperty("org.slf4j.simpleLogger.log.org.eclipse.jetty") == null) {
      System.setProperty("org.slf4j.simpleLogger.log.org.eclipse.jetty", "warn");
    }
    Thread.setDefaultUncaughtExceptionHandler(WorkerCommand::uncaught);
    CountDownLatch stopped = new CountDownLatch(1);
    CountDownLatch ended = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  stopped.countDown();
                  awaitQuietly(ended);
                }));
    int code = 1;
    try {
      code = execute(System.out, stopped, arguments);
    } catch (Throwable failure) {
      // Threads that are not daemons would keep a process that serves nobody.
      System.err.println("The worker ends: " + failure);
    }
    ended.countDown();
    if (code != 0) {
      Runtime.getRuntime().halt(code);
    }
  }

  /** Runs until the latch falls; returns the exit code. */
  static int execute(PrintStream console, CountDownLatch stopped, String... arguments) {
    List<String> given = new ArrayList<>();
    for (String argument : arguments) {
      if (!argument.startsWith(OPTIONS_FILE) || argument.length() == OPTIONS_FILE.length()) {
        given.add(argument);
        continue;
      }
      Path file = Path.of(argument.substring(OPTIONS_FILE.length()));
      try {
        Files.readAllLines(file).stream()
            .map(String::strip)
            .filter(line -> !line.isEmpty() && !line.startsWith("#"))
            .forEach(given::add);
      } catch (IOException e) {
        console.println("The file of options cannot be read: " + e);
        return 1;
      }
    }
    return CommandLines.execute(new WorkerCommand(console, stopped), given.toArray(String[]::new));
  }

  /** A process that has lost a thread to a lack of memory would go on half deaf. */
  private static void uncaught(Thread thread, Throwable failure) {
    System.err.println("Thread " + thread.getName() + " ended: " + failure);
    if (failure instanceof OutOfMemoryError) {
      Runtime.getRuntime().halt(OUT_OF_MEMORY);
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public Integer call() throws InterruptedException {
    try {
      WorkerModel.Named served = model.load();
      try (ModelServer server = ModelServer.startWarm(served.model(), options(served))) {
        console.printf(
            Locale.ROOT,
            "Serving %s, inputs of %s as \"%s\", outputs of %s as \"%s\", at %s%s%n",
            served.name(),
            served.model().inputShape(),
            served.input(),
            served.model().outputShape(),
            served.output(),
            server.address(),
            server.grpcAddress().map(address -> " and " + address).orElse(""));
        console.flush();
        stopped.await();
        console.println("Stopping.");
      }
      served.model().close();
      return 0;
    } catch (IOException | IllegalArgumentException | WeightsException | ModelException e) {
      console.println("The worker cannot start: " + e.getMessage());
      return 1;
    } catch (NoClassDefFoundError missing) {
      console.println(
          "The worker cannot start: a library that it needs is not on the class path, the one with "
              + missing.getMessage());
      return 1;
    }
  }

  private ServerOptions options(WorkerModel.Named served) {
    Limits standard = Limits.standard();
    return ServerOptions.local(served.name())
        .named(served.input(), served.output())
        .with(
            new Listening(
                host,
                port,
                grpcPort == null ? OptionalInt.empty() : OptionalInt.of(grpcPort),
                token,
                keystore,
                keystorePassword))
        .with(
            new Limits(
                requestLimit,
                memory,
                parallel,
                waiting,
                standard.longestWait(),
                standard.leastRate()))
        .with(new Stopping(seconds(drain), seconds(patience)));
  }

  private static Duration seconds(double seconds) {
    return Duration.ofMillis(Math.round(1000 * seconds));
  }
}
