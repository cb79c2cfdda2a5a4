package io.github.approxifer.models.datasets;

import java.io.IOException;

/**
 * A dataset cannot be found or a file of it is damaged. The message names the file, what is wrong,
 * and what to do.
 */
public class DatasetException extends IOException {

  private static final long serialVersionUID = 1L;

  /**
   * Creates an exception.
   *
   * @param message names the file, what is wrong, and what to do
   */
  public DatasetException(String message) {
    super(message);
  }

  /**
   * Creates an exception with a cause.
   *
   * @param message names the file, what is wrong, and what to do
   * @param cause the reason
   */
  public DatasetException(String message, Throwable cause) {
    super(message, cause);
  }
}
