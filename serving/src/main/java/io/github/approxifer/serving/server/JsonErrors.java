package io.github.approxifer.serving.server;

import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** What Jetty itself refuses, in the form of the protocol's errors. */
final class JsonErrors extends ErrorHandler {

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    int status = response.getStatus();
    Object message = request.getAttribute(ERROR_MESSAGE);
    HttpAnswer.error(status, text(status, message == null ? null : message.toString()))
        .send(request, response, callback);
    return true;
  }

  private static String text(int status, @Nullable String reason) {
    return reason == null ? HttpStatus.getMessage(status) : reason;
  }
}
