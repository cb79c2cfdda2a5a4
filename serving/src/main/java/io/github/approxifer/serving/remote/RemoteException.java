package io.github.approxifer.serving.remote;

import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

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
  public RemoteException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /**
   * What a failure says: the text of the innermost one of this kind, or else the failure itself.
   */
  static String text(Throwable failure) {
    Throwable said = failure;
    while (said instanceof CompletionException && said.getCause() != null) {
      said = said.getCause();
    }
    return said instanceof RemoteException ? String.valueOf(said.getMessage()) : said.toString();
  }
}
