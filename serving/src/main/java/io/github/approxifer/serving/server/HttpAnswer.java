package io.github.approxifer.serving.server;

import com.google.gson.JsonObject;
import io.github.approxifer.serving.protocol.Body;
import io.github.approxifer.serving.protocol.ProtocolException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** An answer over HTTP, before it is sent. */
record HttpAnswer(int status, ByteBuffer bytes, String contentType, int jsonLength) {
  private static final String JSON = "application/json";

  /** How soon to come again, in seconds. */
  private static final int RETRY_AFTER = 1;

  static HttpAnswer of(Body body) {
    return new HttpAnswer(
        200, ByteBuffer.wrap(body.bytes()), body.contentType(), body.lengthHeader().orElse(-1));
  }

  static HttpAnswer json(int status, JsonObject json) {
    return new HttpAnswer(status, StandardCharsets.UTF_8.encode(json.toString()), JSON, -1);
  }

  static HttpAnswer text(String text, String contentType) {
    return new HttpAnswer(200, StandardCharsets.UTF_8.encode(text), contentType, -1);
  }

  static HttpAnswer error(int status, @Nullable String message) {
    JsonObject json = new JsonObject();
    json.addProperty("error", message);
    return json(status, json);
  }

  /** What a failure means to the client. */
  static HttpAnswer error(Throwable failure) {
    return error(status(failure), message(failure));
  }

  /** The status that a failure deserves. */
  static int status(Throwable failure) {
    if (failure instanceof HttpError error) {
      return error.status();
    }
    if (failure instanceof OutOfMemoryError) {
      return 503;
    }
    return failure instanceof ProtocolException ? 400 : 500;
  }

  static String message(Throwable failure) {
    if (failure instanceof OutOfMemoryError) {
      return "the worker ran out of memory: " + failure.getMessage();
    }
    boolean known =
        failure instanceof HttpError
            || failure instanceof ProtocolException
            || failure instanceof Inference.ModelFailure;
    return known ? String.valueOf(failure.getMessage()) : "the worker failed: " + failure;
  }

  /** Sends it. May not be called twice for a request. */
  void send(Request request, Response response, Callback callback) {
    HttpFields.Mutable headers = response.getHeaders();
    response.setStatus(status);
    headers.put(HttpHeader.CONTENT_TYPE, contentType);
    headers.put(HttpHeader.CONTENT_LENGTH, bytes.remaining());
    if (jsonLength >= 0) {
      headers.put(Body.LENGTH_HEADER, Integer.toString(jsonLength));
    }
    if (status == 401) {
      headers.put(HttpHeader.WWW_AUTHENTICATE, "Bearer");
    }
    if (status == 503) {
      headers.put(HttpHeader.RETRY_AFTER, Integer.toString(RETRY_AFTER));
    }
    if (status == 415) {
      headers.put(HttpHeader.ACCEPT_ENCODING, "identity");
    }
    if (status >= 400 && !request.consumeAvailable()) {
      // The rest of the body will not be read, so the client must not use the connection again.
      headers.put(HttpHeader.CONNECTION, HttpHeaderValue.CLOSE);
    }
    response.write(true, bytes, callback);
  }
}
