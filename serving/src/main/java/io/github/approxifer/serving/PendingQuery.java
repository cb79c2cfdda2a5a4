package io.github.approxifer.serving;

import java.util.concurrent.CompletableFuture;

/** A query that was accepted and not yet answered. */
final class PendingQuery {
  final float[] values;
  final long arrived;
  final CompletableFuture<Prediction> future = new CompletableFuture<>();

  PendingQuery(float[] values, long arrived) {
    this.values = values;
    this.arrived = arrived;
  }
}
