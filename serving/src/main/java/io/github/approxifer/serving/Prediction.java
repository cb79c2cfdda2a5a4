package io.github.approxifer.serving;

import io.github.approxifer.coding.answers.Provenance;
import io.github.approxifer.serving.internal.group.GroupResult.Answer;
import java.util.OptionalDouble;
import java.util.concurrent.CompletableFuture;

/** The answer to one query, and how it was obtained. Immutable and thread-safe. */
public final class Prediction {
  private final float[] logits;
  private final Provenance provenance;
  private final OptionalDouble confidence;
  private final GroupReport group;
  private final long queueNanos;
  private final long totalNanos;
  private final CompletableFuture<Prediction> refinement;

  /** From an answer; without a refinement to come, the prediction is its own. */
  Prediction(Answer answer, GroupReport group, boolean refinable) {
    this.logits = answer.values().data;
    this.provenance = answer.provenance();
    this.confidence = answer.confidence();
    this.group = group;
    this.queueNanos = answer.queueNanos();
    this.totalNanos = answer.totalNanos();
    this.refinement = new CompletableFuture<>();
    if (!refinable) {
      refinement.complete(this);
    }
  }

  /**
   * The outputs of the model, or what the code makes of its workers' answers.
   *
   * @return c values, a copy
   */
  public float[] logits() {
    return logits.clone();
  }

  /**
   * The class with the largest output.
   *
   * @return 0..c-1; of equal ones the first
   */
  public int label() {
    int best = 0;
    for (int c = 1; c < logits.length; c++) {
      if (logits[c] > logits[best]) {
        best = c;
      }
    }
    return best;
  }

  /**
   * Whether this is the model's own answer, decoded from mixtures, or a guess.
   *
   * @return the provenance
   */
  public Provenance provenance() {
    return provenance;
  }

  /**
   * The probability that the prediction is right.
   *
   * @return above 0 and below 1; empty if the predictor was given no calibration
   */
  public OptionalDouble confidence() {
    return confidence;
  }

  /**
   * What is the same for all queries of the group.
   *
   * @return workers, liars, times
   */
  public GroupReport group() {
    return group;
  }

  /**
   * How long the query waited for its group.
   *
   * @return nanoseconds
   */
  public long queueNanos() {
    return queueNanos;
  }

  /**
   * How long the caller waited in all.
   *
   * @return nanoseconds from the call to this prediction
   */
  public long totalNanos() {
    return totalNanos;
  }

  /**
   * The prediction from all answers that come within the refinement time.
   *
   * @return completes once, never exceptionally: with this prediction if no other answer came or
   *     the predictor does not refine
   */
  public CompletableFuture<Prediction> refinement() {
    return refinement.copy();
  }

  /** Whether the refinement has completed. */
  boolean isRefined() {
    return refinement.isDone();
  }

  /** Completes the refinement. */
  void refineTo(Prediction better) {
    refinement.complete(better);
  }

  /** The label with its provenance, for instance {@code class 3 (EXACT)}. */
  @Override
  public String toString() {
    return "class " + label() + " (" + provenance + ")";
  }
}
