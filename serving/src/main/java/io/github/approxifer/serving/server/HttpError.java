package io.github.approxifer.serving.server;

/**
 * A request that is answered with an error status of HTTP and a message. Written without a stack
 * trace, as it is an answer and not a fault.
 */
final class HttpError extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;

  HttpError(int status, String message) {
    super(message, null, false, false);
    this.status = status;
  }

  int status() {
    return status;
  }
}
