package io.github.approxifer.models;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Locale;

/**
 * Why something failed, in a line, for messages that a user reads without the stack trace: an
 * exception's own message may be a path alone, nothing, or stand a few causes down.
 */
public final class Reasons {

  /** The causes that are looked at; a chain may be a circle. */
  private static final int DEEPEST = 10;

  private Reasons() {}

  /**
   * The reason that a failure has in itself and in its causes.
   *
   * @param failure what was thrown
   * @return the messages from the outermost to the innermost, without those that repeat another
   */
  public static String of(Throwable failure) {
    StringBuilder reasons = new StringBuilder(text(failure));
    Throwable cause = failure.getCause();
    for (int depth = 0; cause != null && depth < DEEPEST; depth++, cause = cause.getCause()) {
      String text = text(cause);
      if (reasons.indexOf(text) < 0) {
        reasons.append(": ").append(text);
      }
    }
    return reasons.toString();
  }

  private static String text(Throwable failure) {
    String message = failure.getMessage();
    if (message == null || message.isBlank()) {
      return words(failure);
    }
    // The messages of these are the path alone.
    if (failure instanceof NoSuchFileException) {
      return "there is no " + message;
    }
    if (failure instanceof AccessDeniedException) {
      return "access to " + message + " is denied";
    }
    if (failure instanceof NotDirectoryException) {
      return message + " is not a folder";
    }
    if (failure instanceof FileSystemException named && named.getReason() == null) {
      return words(failure) + ": " + message;
    }
    // A message made of the cause alone: that one speaks for itself.
    Throwable cause = failure.getCause();
    if (cause != null && message.equals(cause.toString())) {
      return text(cause);
    }
    return message;
  }

  /** The type's name as words: {@code UnresolvedAddressException} is an unresolved address. */
  private static String words(Throwable failure) {
    String name = failure.getClass().getSimpleName();
    String bare = name.replaceFirst("(Exception|Error)$", "");
    return (bare.isEmpty() ? name : bare)
        .replaceAll("(?<=[a-z0-9])(?=[A-Z])", " ")
        .toLowerCase(Locale.ROOT);
  }
}
