package io.github.approxifer.models;

/** A model could not be loaded or failed while predicting; the cause says why. */
public class ModelException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * Creates an exception.
   *
   * @param message what failed and what to do
   * @param cause the reason
   */
  public ModelException(String message, Throwable cause) {
    super(message, cause);
  }

  /**
   * Creates an exception without a cause.
   *
   * @param message what failed and what to do
   */
  public ModelException(String message) {
    super(message);
  }
}
