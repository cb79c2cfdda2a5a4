package io.github.approxifer.serving.remote;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * How to talk to servers.
 *
 * @param connectTimeout how long a connection may take, at most {@link #LONGEST_TIMEOUT}; over gRPC
 *     in whole milliseconds, at least one
 * @param requestTimeout how long an answer may take from the call to its last byte, at most {@link
 *     #LONGEST_TIMEOUT}; a worker that takes longer has failed
 * @param tensors whether they travel in binary
 * @param responseLimit the most bytes that an answer may have, at least 1
 * @param token a bearer token; null for none
 * @param tls whom to trust; null for what the JDK trusts
 * @param headers more headers of every request, such as {@code Host} for a server behind an
 *     ingress; over gRPC its metadata, with {@code Host} as the authority
 */
public record RemoteOptions(
    Duration connectTimeout,
    Duration requestTimeout,
    Tensors tensors,
    long responseLimit,
    @Nullable String token,
    @Nullable SSLContext tls,
    Map<String, String> headers) {
  /** One day: what is to take longer is not limited at all, and does not fit all timers. */
  public static final Duration LONGEST_TIMEOUT = Duration.ofDays(1);

  /** 1 MiB: the logits of a batch of queries take far less, in JSON too. */
  public static final long DEFAULT_RESPONSE_LIMIT = 1L << 20;

  /**
   * Checks the options.
   *
   * @param connectTimeout above 0, at most a day
   * @param requestTimeout above 0, at most a day
   * @param tensors how
   * @param responseLimit bytes
   * @param token or null
   * @param tls or null
   * @param headers by name; copied
   * @throws IllegalArgumentException if one is out of range
   */
  public RemoteOptions {
    headers = Map.copyOf(headers);
    requireTimeout("connect timeout", connectTimeout);
    requireTimeout("request timeout", requestTimeout);
    if (responseLimit < 1) {
      throw new IllegalArgumentException(
          "the response limit must be at least 1 byte, but is " + responseLimit);
    }
  }

  /**
   * 2 s to connect, 30 s to answer, binary if the server lists it, answers of at most 1 MiB,
   * neither token nor special trust.
   *
   * @return the options
   */
  public static RemoteOptions standard() {
    return new RemoteOptions(
        Duration.ofSeconds(2),
        Duration.ofSeconds(30),
        Tensors.AS_THE_SERVER_SAYS,
        DEFAULT_RESPONSE_LIMIT,
        null,
        null,
        Map.of());
  }

  /**
   * With another way for tensors to travel.
   *
   * @param how the way
   * @return otherwise the same options
   */
  public RemoteOptions with(Tensors how) {
    return new RemoteOptions(
        connectTimeout, requestTimeout, how, responseLimit, token, tls, headers);
  }

  /**
   * With another time to answer and size of the answer.
   *
   * @param timeout above 0, at most a day
   * @param limit bytes
   * @return otherwise the same options
   */
  public RemoteOptions limited(Duration timeout, long limit) {
    return new RemoteOptions(connectTimeout, timeout, tensors, limit, token, tls, headers);
  }

  /**
   * With a token and trust.
   *
   * @param newToken or null
   * @param newTls or null
   * @return otherwise the same options
   */
  public RemoteOptions secured(@Nullable String newToken, @Nullable SSLContext newTls) {
    return new RemoteOptions(
        connectTimeout, requestTimeout, tensors, responseLimit, newToken, newTls, headers);
  }

  /**
   * With one more header. The JDK's HTTP client sends {@code Host} only if it is told so by the
   * system property {@code jdk.httpclient.allowRestrictedHeaders} before its first use; connecting
   * sets it where nobody has.
   *
   * @param name of the header
   * @param value of the header
   * @return otherwise the same options
   */
  public RemoteOptions withHeader(String name, String value) {
    Map<String, String> more = new HashMap<>(headers);
    more.put(name, value);
    return new RemoteOptions(
        connectTimeout, requestTimeout, tensors, responseLimit, token, tls, more);
  }

  /** What is to stand in place of the server's own name; null for nothing. */
  @Nullable String host() {
    for (Map.Entry<String, String> header : headers.entrySet()) {
      if (header.getKey().equalsIgnoreCase("host")) {
        return header.getValue();
      }
    }
    return null;
  }

  private static void requireTimeout(String name, Duration value) {
    if (value.isNegative() || value.isZero() || value.compareTo(LONGEST_TIMEOUT) > 0) {
      throw new IllegalArgumentException(
          "the %s must be above 0 and at most %s, but is %s"
              .formatted(name, LONGEST_TIMEOUT, value));
    }
  }

  /** Without the secrets. */
  @Override
  public String toString() {
    return "connect %s, answer %s, tensors %s, at most %d bytes%s%s"
        .formatted(
            connectTimeout,
            requestTimeout,
            tensors,
            responseLimit,
            token == null ? "" : ", token",
            headers.isEmpty() ? "" : ", headers " + headers.keySet());
  }
}
