package io.github.approxifer.serving.server;

import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * How a {@link ModelServer} listens, what it may take up, and how it stops.
 *
 * @param modelName the name of the model in the protocol's paths
 * @param input the name of its input
 * @param output the name of its output
 * @param listening where, and for whom
 * @param limits what it may take up
 * @param stopping how it stops
 */
public record ServerOptions(
    String modelName,
    String input,
    String output,
    Listening listening,
    Limits limits,
    Stopping stopping) {

  /** A request, and one byte more to notice a longer one, must fit an array. */
  public static final long LARGEST_REQUEST_LIMIT = Integer.MAX_VALUE - 9;

  /** Each prediction that is made holds a thread. */
  public static final int MOST_PARALLEL = 1024;

  /**
   * Where a server listens, and for whom.
   *
   * @param host the address; {@code 127.0.0.1} is reached from the same machine only
   * @param port for HTTP; 0 for any free one, at most 65535
   * @param grpcPort for gRPC; 0 for any free one; empty for none
   * @param token what every request except those for health must bring as bearer token; null for
   *     none
   * @param keystore a PKCS #12 file with the server's key and certificate, for TLS; null for none
   * @param keystorePassword of the file; null for none
   */
  public record Listening(
      String host,
      int port,
      OptionalInt grpcPort,
      @Nullable String token,
      @Nullable Path keystore,
      @Nullable String keystorePassword) {

    /**
     * Checks the values.
     *
     * @param host address
     * @param port 0 to 65535
     * @param grpcPort 0 to 65535 or empty
     * @param token or null
     * @param keystore or null
     * @param keystorePassword or null
     * @throws IllegalArgumentException if one is out of range
     */
    public Listening {
      requirePort(port);
      grpcPort.ifPresent(Listening::requirePort);
      if (token != null && token.isBlank()) {
        throw new IllegalArgumentException("the token is blank; leave it out for none");
      }
    }

    private static void requirePort(int port) {
      if (port < 0 || port > 65535) {
        throw new IllegalArgumentException("a port is from 0 to 65535, but this is " + port);
      }
    }

    /** Without the secrets. */
    @Override
    public String toString() {
      return "%s:%d%s%s%s"
          .formatted(
              host,
              port,
              grpcPort.isEmpty() ? "" : ", gRPC at " + grpcPort.getAsInt(),
              keystore == null ? "" : ", TLS",
              token == null ? "" : ", token");
    }
  }

  /**
   * What a server may take up. What is beyond is refused: with 413 if it can never be answered,
   * with 408 if it comes too slowly, and otherwise with 503.
   *
   * @param requestBytes the most that a request may have; 0 for a limit by the model's size
   * @param memoryBytes the most that all requests under way may hold; 0 for a quarter of the heap
   * @param parallel how many predictions are made at once, 1 to {@link #MOST_PARALLEL}
   * @param waiting how many more requests may wait
   * @param longestWait how long a request may wait for its turn
   * @param leastRate how many bytes a second a body must come with, after a few seconds
   */
  public record Limits(
      long requestBytes,
      long memoryBytes,
      int parallel,
      int waiting,
      Duration longestWait,
      int leastRate) {

    /**
     * Checks the values.
     *
     * @param requestBytes 0 to {@link #LARGEST_REQUEST_LIMIT}
     * @param memoryBytes at least 0
     * @param parallel predictions
     * @param waiting at least 0
     * @param longestWait above 0
     * @param leastRate at least 0
     * @throws IllegalArgumentException if one is out of range
     */
    public Limits {
      if (requestBytes < 0 || requestBytes > LARGEST_REQUEST_LIMIT) {
        throw new IllegalArgumentException(
            "the request limit must be from 1 to %d bytes, or 0 for one by the model, but is %d"
                .formatted(LARGEST_REQUEST_LIMIT, requestBytes));
      }
      if (memoryBytes < 0) {
        throw new IllegalArgumentException("the memory is negative: " + memoryBytes);
      }
      if (parallel < 1 || parallel > MOST_PARALLEL) {
        throw new IllegalArgumentException(
            "from 1 to %d predictions must be possible at once, but there were to be %d"
                .formatted(MOST_PARALLEL, parallel));
      }
      if (waiting < 0) {
        throw new IllegalArgumentException("a negative number may wait: " + waiting);
      }
      if (longestWait.isNegative() || longestWait.isZero()) {
        throw new IllegalArgumentException(
            "the longest wait must be above 0, but is " + longestWait);
      }
      if (leastRate < 0) {
        throw new IllegalArgumentException("the least rate is negative: " + leastRate);
      }
    }

    /**
     * A limit by the model, a quarter of the heap, one prediction at a time, 128 requests that wait
     * for at most 30 s, as long as clients do by default, and 1,000 bytes a second.
     *
     * @return the limits
     */
    public static Limits standard() {
      return new Limits(0, 0, 1, 128, Duration.ofSeconds(30), 1000);
    }

    long memoryOrDefault() {
      return memoryBytes == 0 ? Math.max(1, Runtime.getRuntime().maxMemory() / 4) : memoryBytes;
    }
  }

  /**
   * How a server stops: first it says that it is not ready, and goes on answering; then it accepts
   * nothing more and lets requests end; then it gives up what takes longer.
   *
   * @param drain how long it says so before the port closes, so that a load balancer notices
   * @param patience how long requests that are running or waiting may take after that
   */
  public record Stopping(Duration drain, Duration patience) {

    /**
     * Checks the times.
     *
     * @param drain not negative
     * @param patience not negative
     * @throws IllegalArgumentException if one is negative
     */
    public Stopping {
      if (drain.isNegative() || patience.isNegative()) {
        throw new IllegalArgumentException(
            "the times to stop must not be negative, but are %s and %s".formatted(drain, patience));
      }
    }
  }

  /**
   * Checks the names.
   *
   * @param modelName letters, digits, dot, dash and underscore
   * @param input not blank
   * @param output not blank
   * @param listening where
   * @param limits what
   * @param stopping how
   * @throws IllegalArgumentException if a name is of another form
   */
  public ServerOptions {
    if (!modelName.matches("[A-Za-z0-9._-]+")) {
      throw new IllegalArgumentException(
          "the name of a model has letters, digits, dots, dashes and underscores, but this is \""
              + modelName
              + "\"");
    }
    if (input.isBlank() || output.isBlank()) {
      throw new IllegalArgumentException(
          "the input and the output need names, but these are \"%s\" and \"%s\""
              .formatted(input, output));
    }
  }

  /**
   * On the loopback address, at any free port, without gRPC, token or TLS, for a model whose input
   * is called {@code input} and whose output {@code logits}, with the standard limits; no time
   * between readiness and the port, and 10 s for requests to end.
   *
   * @param modelName the name of the model
   * @return the options
   */
  public static ServerOptions local(String modelName) {
    return new ServerOptions(
        modelName,
        "input",
        "logits",
        new Listening("127.0.0.1", 0, OptionalInt.empty(), null, null, null),
        Limits.standard(),
        new Stopping(Duration.ZERO, Duration.ofSeconds(10)));
  }

  /**
   * At another address.
   *
   * @param host address
   * @param port 0 to 65535
   * @return otherwise the same options
   */
  public ServerOptions at(String host, int port) {
    return with(
        new Listening(
            host,
            port,
            listening.grpcPort,
            listening.token,
            listening.keystore,
            listening.keystorePassword));
  }

  /**
   * With gRPC too.
   *
   * @param port 0 for any free one, at most 65535
   * @return otherwise the same options
   */
  public ServerOptions withGrpc(int port) {
    return with(
        new Listening(
            listening.host,
            listening.port,
            OptionalInt.of(port),
            listening.token,
            listening.keystore,
            listening.keystorePassword));
  }

  /**
   * With a token and TLS.
   *
   * @param token or null
   * @param keystore or null
   * @param password or null
   * @return otherwise the same options
   */
  public ServerOptions secured(
      @Nullable String token, @Nullable Path keystore, @Nullable String password) {
    return with(
        new Listening(
            listening.host, listening.port, listening.grpcPort, token, keystore, password));
  }

  /**
   * With other names of the input and the output.
   *
   * @param newInput not blank
   * @param newOutput not blank
   * @return otherwise the same options
   */
  public ServerOptions named(String newInput, String newOutput) {
    return new ServerOptions(modelName, newInput, newOutput, listening, limits, stopping);
  }

  /**
   * Listening otherwise.
   *
   * @param newListening where, and for whom
   * @return otherwise the same options
   */
  public ServerOptions with(Listening newListening) {
    return new ServerOptions(modelName, input, output, newListening, limits, stopping);
  }

  /**
   * With other limits.
   *
   * @param newLimits what it may take up
   * @return otherwise the same options
   */
  public ServerOptions with(Limits newLimits) {
    return new ServerOptions(modelName, input, output, listening, newLimits, stopping);
  }

  /**
   * With the two limits that are set most often.
   *
   * @param requestBytes the most that a request may have; 0 for a limit by the model's size
   * @param parallel predictions at once
   * @return otherwise the same options
   */
  public ServerOptions limited(long requestBytes, int parallel) {
    return with(
        new Limits(
            requestBytes,
            limits.memoryBytes,
            parallel,
            limits.waiting,
            limits.longestWait,
            limits.leastRate));
  }

  /**
   * Stopping otherwise.
   *
   * @param newStopping how
   * @return otherwise the same options
   */
  public ServerOptions with(Stopping newStopping) {
    return new ServerOptions(modelName, input, output, listening, limits, newStopping);
  }
}
