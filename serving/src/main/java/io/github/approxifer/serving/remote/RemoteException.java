package io.github.approxifer.serving.remote;

/** A server that does not answer as it should; the message names it. */
public final class RemoteException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * With a reason.
   *
   * @param message which server, and what it did
   */
  public RemoteException(String message) {
    super(message);
  }

  /**
   * With a reason and a cause.
   *
   * @param message which server, and what it did
   * @param cause what went wrong
   */
  public RemoteException(String message, Throwable cause) {
    super(message, cause);
  }
}
