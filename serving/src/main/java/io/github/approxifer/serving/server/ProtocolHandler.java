package io.github.approxifer.serving.server;

import com.google.gson.JsonObject;
import io.github.approxifer.serving.protocol.Body;
import io.github.approxifer.serving.protocol.InferRequest;
import io.github.approxifer.serving.protocol.ProtocolException;
import io.github.approxifer.serving.protocol.ServerMetadata;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds out what a request wants and answers it; every error has a status and a message. */
final class ProtocolHandler extends Handler.Abstract {
  private static final Logger LOG = LoggerFactory.getLogger(ProtocolHandler.class);
  private static final ServerMetadata SERVER =
      new ServerMetadata("approxifer", "0.1", List.of(ServerMetadata.BINARY));

  private final ServerOptions options;
  private final Inference inference;
  private final String modelPath;

  ProtocolHandler(ServerOptions options, Inference inference) {
    this.options = options;
    this.inference = inference;
    this.modelPath = "/v2/models/" + options.modelName();
  }

  /** An answer without its HTTP clothes. */
  private record Answer(int status, ByteBuffer bytes, String contentType, int jsonLength) {
    static Answer of(Body body) {
      return new Answer(
          200, ByteBuffer.wrap(body.bytes()), body.contentType(), body.lengthHeader().orElse(-1));
    }

    static Answer json(int status, JsonObject json) {
      byte[] bytes = json.toString().getBytes(StandardCharsets.UTF_8);
      return new Answer(status, ByteBuffer.wrap(bytes), "application/json", -1);
    }

    static Answer error(int status, @Nullable String message) {
      JsonObject json = new JsonObject();
      json.addProperty("error", message);
      return json(status, json);
    }
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    Answer answer = answer(request);
    response.setStatus(answer.status());
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, answer.contentType());
    response.getHeaders().put(HttpHeader.CONTENT_LENGTH, answer.bytes().remaining());
    if (answer.jsonLength() >= 0) {
      response.getHeaders().put(Body.LENGTH_HEADER, Integer.toString(answer.jsonLength()));
    }
    if (answer.status() == 401) {
      response.getHeaders().put(HttpHeader.WWW_AUTHENTICATE, "Bearer");
    }
    if (answer.status() >= 400 && !request.consumeAvailable()) {
      // The rest of the body will not be read, so the client must not use the connection again.
      response.getHeaders().put(HttpHeader.CONNECTION, HttpHeaderValue.CLOSE);
    }
    response.write(true, answer.bytes(), callback);
    return true;
  }

  private Answer answer(Request request) {
    try {
      return routed(request);
    } catch (HttpError e) {
      return Answer.error(e.status(), e.getMessage());
    } catch (ProtocolException e) {
      return Answer.error(400, e.getMessage());
    } catch (IOException e) {
      return Answer.error(400, "the request could not be read to its end: " + e.getMessage());
    } catch (RuntimeException | Error e) {
      LOG.error("a prediction failed", e);
      return Answer.error(500, "the model failed: " + e);
    }
  }

  private Answer routed(Request request) throws IOException {
    String path = Request.getPathInContext(request);
    if (path.equals("/v2/health/live") || path.equals("/v2/health/ready")) {
      requireMethod(request, "GET");
      return Answer.json(200, flag(path.substring("/v2/health/".length())));
    }
    requireToken(request);
    if (path.equals("/v2") || path.equals("/v2/")) {
      requireMethod(request, "GET");
      return Answer.of(SERVER.write());
    }
    return switch (afterModel(path)) {
      case "" -> {
        requireMethod(request, "GET");
        yield Answer.of(inference.metadata().write());
      }
      case "/ready" -> {
        requireMethod(request, "GET");
        JsonObject ready = flag("ready");
        ready.addProperty("name", options.modelName());
        yield Answer.json(200, ready);
      }
      case "/infer" -> {
        requireMethod(request, "POST");
        yield infer(request);
      }
      default -> throw new HttpError(404, "there is nothing at this path");
    };
  }

  private Answer infer(Request request) throws IOException {
    Body body = Body.received(read(request), request.getHeaders().get(Body.LENGTH_HEADER));
    InferRequest inferRequest = InferRequest.read(body);
    return Answer.of(inference.answer(inferRequest).write(inferRequest.binaryOutput()));
  }

  private byte[] read(Request request) throws IOException {
    int limit = (int) options.requestLimit();
    if (request.getLength() > limit) {
      throw new HttpError(
          413,
          "the request has " + request.getLength() + " bytes, more than the limit of " + limit);
    }
    try (InputStream in = Content.Source.asInputStream(request)) {
      byte[] bytes = in.readNBytes(limit + 1);
      if (bytes.length > limit) {
        throw new HttpError(413, "the request has more bytes than the limit of " + limit);
      }
      return bytes;
    }
  }

  /** What comes after the model and its version, if one is named; every version is this one. */
  private String afterModel(String path) {
    if (!path.equals(modelPath) && !path.startsWith(modelPath + "/")) {
      throw new HttpError(
          404, "there is nothing at this path; the model is \"" + options.modelName() + "\"");
    }
    return path.substring(modelPath.length()).replaceFirst("^/versions/[^/]+", "");
  }

  private static void requireMethod(Request request, String method) {
    if (!request.getMethod().equals(method)) {
      throw new HttpError(405, "this path takes " + method + ", not " + request.getMethod());
    }
  }

  private void requireToken(Request request) {
    String token = options.token();
    if (token == null) {
      return;
    }
    String given = request.getHeaders().get(HttpHeader.AUTHORIZATION);
    byte[] expected = ("Bearer " + token).getBytes(StandardCharsets.UTF_8);
    // Takes as long for a nearly right token as for a wrong one.
    if (given == null || !MessageDigest.isEqual(expected, given.getBytes(StandardCharsets.UTF_8))) {
      throw new HttpError(401, "a bearer token is needed, and none or a wrong one was sent");
    }
  }

  private static JsonObject flag(String name) {
    JsonObject json = new JsonObject();
    json.addProperty(name, true);
    return json;
  }
}
