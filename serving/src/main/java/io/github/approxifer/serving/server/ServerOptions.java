package io.github.approxifer.serving.server;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a {@link ModelServer} listens.
 *
 * @param host the address to listen on; {@code 127.0.0.1} is reached from the same machine only
 * @param port 0 for any free one, at most 65535
 * @param modelName the name of the model in the protocol's paths
 * @param requestLimit the most bytes that a request may have, 1 to {@link #LARGEST_REQUEST_LIMIT}
 * @param parallel how many predictions are made at once, 1 to {@link #MOST_PARALLEL}; 128 more
 *     requests wait for at most 30 s, and what is beyond is answered with 503
 * @param token what every request but those for health must bring as bearer token; null for none
 * @param keystore a PKCS #12 file with the server's key and certificate, for TLS; null for none
 * @param keystorePassword of the file; null for none
 * @param shutdown how long requests that are running or waiting may take when the server is closed;
 *     what takes longer is given up
 */
public record ServerOptions(
    String host,
    int port,
    String modelName,
    long requestLimit,
    int parallel,
    @Nullable String token,
    @Nullable Path keystore,
    @Nullable String keystorePassword,
    Duration shutdown) {
  /** 64 MiB. */
  public static final long DEFAULT_REQUEST_LIMIT = 64L << 20;

  /** A request, and one byte more to notice a longer one, must fit an array. */
  public static final long LARGEST_REQUEST_LIMIT = Integer.MAX_VALUE - 9;

  /** Each prediction that is made holds a thread. */
  public static final int MOST_PARALLEL = 1024;

  /**
   * Checks the options.
   *
   * @param host address
   * @param port 0 to 65535
   * @param modelName letters, digits, dot, dash and underscore
   * @param requestLimit bytes
   * @param parallel predictions
   * @param token or null
   * @param keystore or null
   * @param keystorePassword or null
   * @param shutdown not negative
   * @throws IllegalArgumentException if one is out of range
   */
  public ServerOptions {
    if (port < 0 || port > 65535) {
      throw new IllegalArgumentException("a port is from 0 to 65535, but this is " + port);
    }
    if (!modelName.matches("[A-Za-z0-9._-]+")) {
      throw new IllegalArgumentException(
          "the name of a model has letters, digits, dots, dashes and underscores, but this is \""
              + modelName
              + "\"");
    }
    if (requestLimit < 1 || requestLimit > LARGEST_REQUEST_LIMIT) {
      throw new IllegalArgumentException(
          "the request limit must be from 1 to %d bytes, but is %d"
              .formatted(LARGEST_REQUEST_LIMIT, requestLimit));
    }
    if (parallel < 1 || parallel > MOST_PARALLEL) {
      throw new IllegalArgumentException(
          "from 1 to %d predictions must be possible at once, but there were to be %d"
              .formatted(MOST_PARALLEL, parallel));
    }
    if (token != null && token.isBlank()) {
      throw new IllegalArgumentException("the token is blank; leave it out for none");
    }
    if (shutdown.isNegative()) {
      throw new IllegalArgumentException("the time to shut down is negative: " + shutdown);
    }
  }

  /**
   * On the loopback address, at any free port, without token or TLS; one prediction at a time.
   *
   * @param modelName the name of the model
   * @return the options
   */
  public static ServerOptions local(String modelName) {
    return new ServerOptions(
        "127.0.0.1",
        0,
        modelName,
        DEFAULT_REQUEST_LIMIT,
        1,
        null,
        null,
        null,
        Duration.ofSeconds(10));
  }

  /**
   * At another address.
   *
   * @param newHost address
   * @param newPort 0 to 65535
   * @return otherwise the same options
   */
  public ServerOptions at(String newHost, int newPort) {
    return new ServerOptions(
        newHost,
        newPort,
        modelName,
        requestLimit,
        parallel,
        token,
        keystore,
        keystorePassword,
        shutdown);
  }

  /**
   * With other limits.
   *
   * @param newRequestLimit bytes
   * @param newParallel predictions at once
   * @return otherwise the same options
   */
  public ServerOptions limited(long newRequestLimit, int newParallel) {
    return new ServerOptions(
        host,
        port,
        modelName,
        newRequestLimit,
        newParallel,
        token,
        keystore,
        keystorePassword,
        shutdown);
  }

  /**
   * With a token and TLS.
   *
   * @param newToken or null
   * @param newKeystore or null
   * @param newPassword or null
   * @return otherwise the same options
   */
  public ServerOptions secured(
      @Nullable String newToken, @Nullable Path newKeystore, @Nullable String newPassword) {
    return new ServerOptions(
        host,
        port,
        modelName,
        requestLimit,
        parallel,
        newToken,
        newKeystore,
        newPassword,
        shutdown);
  }

  /** Without the secrets. */
  @Override
  public String toString() {
    return "%s at %s:%d%s%s"
        .formatted(
            modelName, host, port, keystore == null ? "" : ", TLS", token == null ? "" : ", token");
  }
}
