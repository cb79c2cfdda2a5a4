package io.github.approxifer.serving.remote;

import io.github.approxifer.serving.protocol.Body;
import io.github.approxifer.serving.protocol.InferRequest;
import io.github.approxifer.serving.protocol.InferResponse;
import io.github.approxifer.serving.protocol.ModelMetadata;
import io.github.approxifer.serving.protocol.ProtocolException;
import io.github.approxifer.serving.protocol.ServerMetadata;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Over HTTP, in JSON or with the binary tensor extension. Only a request whose kept connection was
 * closed already is sent again.
 *
 * <p>Written for servers that depart from the protocol in known ways: the output is always named,
 * the version never, any status but 200 means not ready, and errors need not say anything.
 */
final class HttpInferenceClient implements InferenceClient {
  private static final int SHOWN = 300;

  private final HttpClient http;
  private final URI server;
  private final String modelPath;
  private final RemoteOptions options;

  HttpInferenceClient(HttpClient http, URI server, String model, RemoteOptions options) {
    this.http = http;
    this.server = server;
    this.modelPath =
        "v2/models/" + URLEncoder.encode(model, StandardCharsets.UTF_8).replace("+", "%20");
    this.options = options;
  }

  /** False if the server says anything but 200. */
  @Override
  public CompletableFuture<Boolean> ready() {
    return send(get(modelPath + "/ready"), response -> response.statusCode() == 200);
  }

  /** False if the server does not know the question, or an ingress answers it with a page. */
  @Override
  public CompletableFuture<Boolean> speaksBinary() {
    return send(get("v2"), HttpInferenceClient::saysBinary);
  }

  private static boolean saysBinary(HttpResponse<byte[]> response) {
    try {
      return response.statusCode() == 200 && ServerMetadata.read(body(response)).speaksBinary();
    } catch (ProtocolException e) {
      return false;
    }
  }

  @Override
  public CompletableFuture<ModelMetadata> model() {
    return send(get(modelPath), response -> ModelMetadata.read(body(required(response))));
  }

  @Override
  public CompletableFuture<InferResponse> infer(InferRequest request) {
    Body body = request.write(request.binaryOutput());
    HttpRequest.Builder post =
        to(modelPath + "/infer")
            .header("Content-Type", body.contentType())
            .POST(HttpRequest.BodyPublishers.ofByteArray(body.bytes()));
    body.lengthHeader()
        .ifPresent(length -> post.header(Body.LENGTH_HEADER, Integer.toString(length)));
    return send(post.build(), response -> InferResponse.read(body(required(response))));
  }

  /** Does nothing: the JDK's client closes its connections when nobody holds it any more. */
  @Override
  public void close() {}

  private HttpRequest get(String path) {
    return to(path).GET().build();
  }

  private HttpRequest.Builder to(String path) {
    String base = server.toString();
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base + (base.endsWith("/") ? "" : "/") + path));
    options.headers().forEach((name, value) -> header(request, name, value));
    if (options.token() != null) {
      request.header("Authorization", "Bearer " + options.token());
    }
    return request;
  }

  private void header(HttpRequest.Builder request, String name, String value) {
    try {
      request.setHeader(name, value);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "%s: the header \"%s\" cannot be sent: %s".formatted(server, name, e.getMessage())
              + (options.host() == null
                  ? ""
                  : "; start the process with -D%s=host"
                      .formatted(InferenceClients.ALLOWED_HEADERS)),
          e);
    }
  }

  /** Whatever ends the result, cancelling or the request timeout too, ends the exchange. */
  <T> CompletableFuture<T> send(HttpRequest request, Function<HttpResponse<byte[]>, T> reading) {
    CompletableFuture<T> result = new CompletableFuture<>();
    limit(result);
    exchange(request, reading, result, true);
    return result;
  }

  /**
   * Fails a result that takes longer than the request timeout. The JDK's own timeout of a request
   * ends with the headers of the answer; the body may take for ever.
   */
  private <T> void limit(CompletableFuture<T> result) {
    CompletableFuture<Boolean> ended =
        new CompletableFuture<Boolean>()
            .orTimeout(options.requestTimeout().toNanos(), TimeUnit.NANOSECONDS);
    // Off the JDK's one thread of timers, as what follows from the failure may take a while.
    var unused =
        ended.exceptionallyAsync(
            late ->
                result.completeExceptionally(
                    new RemoteException(
                        server + ": timed out after " + options.requestTimeout(), late)));
    var unusedToo = result.whenComplete((value, failure) -> ended.complete(true));
  }

  private <T> void exchange(
      HttpRequest request,
      Function<HttpResponse<byte[]>, T> reading,
      CompletableFuture<T> result,
      boolean mayBeStale) {
    CompletableFuture<HttpResponse<byte[]>> exchange =
        http.sendAsync(request, info -> new LimitedBytes(options.responseLimit()));
    var unused =
        exchange.whenComplete(
            (response, failure) -> {
              // Errors too, such as too little memory for an answer: nothing else ends the result.
              try {
                if (failure == null) {
                  result.complete(reading.apply(response));
                  return;
                }
                Throwable cause = unwrapped(failure);
                if (mayBeStale && isStale(cause) && !result.isDone()) {
                  exchange(request, reading, result, false);
                } else {
                  result.completeExceptionally(named(cause));
                }
              } catch (RuntimeException | Error e) {
                result.completeExceptionally(named(e));
              }
            });
    var unusedToo = result.whenComplete((value, failure) -> exchange.cancel(true));
  }

  /**
   * Whether a kept connection turned out to be closed when the request was sent on it: no byte of
   * an answer came. After cancelled exchanges the JDK's client hands out such connections, and
   * sends again by itself what is a GET.
   */
  private static boolean isStale(Throwable failure) {
    return failure instanceof IOException
        && String.valueOf(failure.getMessage()).contains("received no bytes");
  }

  private static Throwable unwrapped(Throwable failure) {
    return failure instanceof CompletionException && failure.getCause() != null
        ? failure.getCause()
        : failure;
  }

  private RemoteException named(Throwable failure) {
    return new RemoteException(server + ": " + reason(failure), failure);
  }

  /** The JDK has no text for the commonest failures. */
  private static String reason(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof UnresolvedAddressException || cause instanceof UnknownHostException) {
        return "the name of the host is not known";
      }
    }
    String reason = failure.getMessage();
    if (reason != null) {
      return reason;
    }
    return failure instanceof ConnectException
        ? "the connection was refused"
        : failure.getClass().getSimpleName();
  }

  private static HttpResponse<byte[]> required(HttpResponse<byte[]> response) {
    if (response.statusCode() != 200) {
      String text = new String(response.body(), StandardCharsets.UTF_8);
      throw new RemoteException(
          "status "
              + response.statusCode()
              + (text.isBlank() ? "" : ": " + text.substring(0, Math.min(SHOWN, text.length()))));
    }
    return response;
  }

  private static Body body(HttpResponse<byte[]> response) {
    return Body.received(
        response.body(), response.headers().firstValue(Body.LENGTH_HEADER).orElse(null));
  }
}
