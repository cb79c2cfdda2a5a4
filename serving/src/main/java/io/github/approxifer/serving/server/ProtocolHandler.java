package io.github.approxifer.serving.server;

import com.google.gson.JsonObject;
import io.github.approxifer.serving.protocol.ServerMetadata;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * Finds out what a request wants and answers it; every error has a status and a message. Never
 * waits for a body or for the model, so that health is answered whatever else comes.
 */
final class ProtocolHandler extends Handler.Abstract {
  static final ServerMetadata SERVER =
      new ServerMetadata("approxifer", "0.1", List.of(ServerMetadata.BINARY));

  private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";
  private static final String BEARER = "bearer ";

  private final ServerOptions options;
  private final Inference inference;
  private final ServerMetrics metrics;
  private final RefusalLog refusals;
  private final BooleanSupplier ready;
  private final long mostBytes;

  ProtocolHandler(
      ServerOptions options,
      Inference inference,
      ServerMetrics metrics,
      RefusalLog refusals,
      BooleanSupplier ready) {
    this.options = options;
    this.inference = inference;
    this.metrics = metrics;
    this.refusals = refusals;
    this.ready = ready;
    long asked = options.limits().requestBytes();
    this.mostBytes = asked == 0 ? inference.model().requestLimit() : asked;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    PeekingConnector.occupy(request);
    try {
      HttpAnswer answer = answer(request);
      if (answer == null) {
        new HttpInference(inference, options.limits(), mostBytes, this, request, response, callback)
            .start();
      } else {
        send(request, response, callback, answer);
      }
    } catch (HttpError e) {
      HttpAnswer answer = HttpAnswer.error(e);
      refusals.note(answer.status(), request.getHttpURI().getPath() + ": " + e.getMessage(), e);
      send(request, response, callback, answer);
    }
    return true;
  }

  /** Ends a request for a prediction. */
  void end(
      Request request,
      Response response,
      Callback callback,
      HttpAnswer answer,
      @Nullable Throwable why) {
    metrics.answered("http", answer.status());
    if (why != null) {
      refusals.note(answer.status(), HttpAnswer.message(why), why);
    }
    send(request, response, callback, answer);
  }

  private void send(Request request, Response response, Callback callback, HttpAnswer answer) {
    if (!ready.getAsBoolean()) {
      // The port closes soon: the client is to make its next connection to somebody else.
      response.getHeaders().put(HttpHeader.CONNECTION, HttpHeaderValue.CLOSE);
    }
    answer.send(request, response, callback);
  }

  /** The answer; null if it is a prediction that is to be made. */
  private @Nullable HttpAnswer answer(Request request) {
    String path = Request.getPathInContext(request);
    if (path.length() > 1 && path.endsWith("/")) {
      path = path.substring(0, path.length() - 1);
    }
    if (path.equals("/v2/health/live")) {
      requireGet(request);
      return HttpAnswer.json(200, flag("live", true));
    }
    if (path.equals("/v2/health/ready")) {
      requireGet(request);
      return ready(flag("ready", ready.getAsBoolean()));
    }
    requireToken(request);
    return switch (path) {
      case "/metrics" -> {
        requireGet(request);
        yield HttpAnswer.text(metrics.text(), PROMETHEUS);
      }
      case "/v2" -> {
        requireGet(request);
        yield HttpAnswer.of(SERVER.write());
      }
      default -> ofModel(request, path);
    };
  }

  private @Nullable HttpAnswer ofModel(Request request, String path) {
    return switch (afterModel(path)) {
      case "" -> {
        requireGet(request);
        yield HttpAnswer.of(inference.model().metadata().write(ServedModel.VERSION));
      }
      case "/ready" -> {
        requireGet(request);
        JsonObject json = flag("ready", ready.getAsBoolean());
        json.addProperty("name", options.modelName());
        yield ready(json);
      }
      case "/infer" -> {
        requireMethod(request, "POST");
        yield null;
      }
      default -> throw new HttpError(404, "there is nothing at this path");
    };
  }

  private HttpAnswer ready(JsonObject json) {
    return HttpAnswer.json(json.get("ready").getAsBoolean() ? 200 : 503, json);
  }

  /** What comes after the model and its version, if one is named. */
  private String afterModel(String path) {
    String model = "/v2/models/" + options.modelName();
    if (!path.equals(model) && !path.startsWith(model + "/")) {
      throw new HttpError(
          404, "there is nothing at this path; the model is \"" + options.modelName() + "\"");
    }
    String rest = path.substring(model.length());
    if (!rest.startsWith("/versions/")) {
      return rest;
    }
    String version = rest.substring("/versions/".length()).replaceFirst("/.*", "");
    if (!version.equals(ServedModel.VERSION)) {
      throw new HttpError(
          404, "there is no such version of the model, only " + ServedModel.VERSION);
    }
    return rest.substring("/versions/".length() + version.length());
  }

  private static void requireGet(Request request) {
    if (!request.getMethod().equals("HEAD")) {
      requireMethod(request, "GET");
    }
  }

  private static void requireMethod(Request request, String method) {
    if (!request.getMethod().equals(method)) {
      throw new HttpError(405, "this path takes " + method + ", not " + request.getMethod());
    }
  }

  private void requireToken(Request request) {
    if (!isAllowed(
        options.listening().token(), request.getHeaders().get(HttpHeader.AUTHORIZATION))) {
      throw new HttpError(401, "a bearer token is needed, and none or a wrong one was sent");
    }
  }

  /** Whether a header of authorization brings the token, if there is one. */
  static boolean isAllowed(@Nullable String token, @Nullable String given) {
    if (token == null) {
      return true;
    }
    if (given == null || !given.toLowerCase(Locale.ROOT).startsWith(BEARER)) {
      return false;
    }
    // Takes as long for a nearly right token as for a wrong one.
    return MessageDigest.isEqual(
        token.getBytes(StandardCharsets.UTF_8),
        given.substring(BEARER.length()).strip().getBytes(StandardCharsets.UTF_8));
  }

  private static JsonObject flag(String name, boolean value) {
    JsonObject json = new JsonObject();
    json.addProperty(name, value);
    return json;
  }
}
