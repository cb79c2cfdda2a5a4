package io.github.approxifer.models.weights;

/**
 * A weight file is damaged, foreign, or does not fit the network. The message names the file, the
 * tensor, and what was expected.
 */
public class WeightsException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * Creates an exception.
   *
   * @param message names file, tensor and expectation
   */
  public WeightsException(String message) {
    super(message);
  }

  /**
   * Creates an exception with a cause.
   *
   * @param message names file, tensor and expectation
   * @param cause the reason
   */
  public WeightsException(String message, Throwable cause) {
    super(message, cause);
  }
}
