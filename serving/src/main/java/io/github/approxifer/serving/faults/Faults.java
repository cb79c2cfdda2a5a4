package io.github.approxifer.serving.faults;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.UnaryOperator;

/** What the decorators of workers share: futures that hand cancellation down. */
final class Faults {
  private Faults() {}

  /**
   * A future that completes as another one does, with changed values; cancelling it cancels both.
   */
  static CompletableFuture<float[]> changed(
      CompletableFuture<float[]> source, UnaryOperator<float[]> change) {
    CompletableFuture<float[]> result = new CompletableFuture<>();
    var unused =
        source.whenComplete(
            (values, failure) -> {
              if (failure != null) {
                result.completeExceptionally(unwrapped(failure));
                return;
              }
              try {
                result.complete(change.apply(values));
              } catch (Throwable e) {
                result.completeExceptionally(e);
              }
            });
    cancelWith(result, source);
    return result;
  }

  /** Cancels the source when the result is cancelled. */
  static void cancelWith(CompletableFuture<float[]> result, CompletableFuture<float[]> source) {
    var unused =
        result.whenComplete(
            (values, failure) -> {
              if (result.isCancelled()) {
                source.cancel(false);
              }
            });
  }

  static Throwable unwrapped(Throwable failure) {
    return failure instanceof CompletionException && failure.getCause() != null
        ? failure.getCause()
        : failure;
  }
}
