package io.github.approxifer.serving.faults;

/** A worker that was made to crash does not answer. */
public final class CrashedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  CrashedException(String message) {
    super(message);
  }
}
