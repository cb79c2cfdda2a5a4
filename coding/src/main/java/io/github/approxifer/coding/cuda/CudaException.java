package io.github.approxifer.coding.cuda;

/** A CUDA call that failed, or a CUDA that is not there; the message names the call and why. */
public final class CudaException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  CudaException(String message) {
    super(message);
  }

  CudaException(String message, Throwable cause) {
    super(message, cause);
  }
}
