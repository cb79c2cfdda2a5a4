package io.github.approxifer.serving.protocol;

/** A message that is not what the protocol asks for; says what is wrong with it. */
public final class ProtocolException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * With a reason.
   *
   * @param message what is wrong and what was expected
   */
  public ProtocolException(String message) {
    super(message);
  }

  /**
   * With a reason and a cause.
   *
   * @param message what is wrong and what was expected
   * @param cause what found it
   */
  public ProtocolException(String message, Throwable cause) {
    super(message, cause);
  }
}
