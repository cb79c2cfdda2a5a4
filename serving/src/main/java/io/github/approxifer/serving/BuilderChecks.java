package io.github.approxifer.serving;

import io.github.approxifer.coding.Code;
import java.time.Duration;

/** What a description of a predictor is refused for. */
final class BuilderChecks {
  private BuilderChecks() {}

  /** Refuses choices that do not go together. */
  static void requireConsistent(CodedPredictorBuilder builder) {
    int queue = Math.max(builder.pooled, builder.scheme.code().parameters().queries());
    if (builder.capacity < queue) {
      throw new IllegalArgumentException(
          "a capacity of %d never fills a queue of %d; raise it"
              .formatted(builder.capacity, queue));
    }
    if (builder.student == null && builder.coding().decodesWithStudent()) {
      throw new IllegalArgumentException(
          "%s decodes with what a student has answered; give it one by student(...)"
              .formatted(builder.scheme));
    }
    Duration within = builder.answerWithin;
    if (within != null && builder.student == null) {
      throw new IllegalArgumentException(
          "to answer within %s takes a student, who answers what has not come; give it one by student(...)"
              .formatted(within));
    }
    if (builder.answerWithin != null
        && !builder.onlyWhileBusy
        && builder.linger.compareTo(within) >= 0) {
      throw new IllegalArgumentException(
          "a query may wait for others for %s, but is to be answered within %s; lower the linger time"
              .formatted(builder.linger, within));
    }
    if (builder.recorder != null && !builder.coding().hasCleanQueries()) {
      throw new IllegalArgumentException(
          "%s sends mixtures only, so the model's own answers to queries do not come and cannot be recorded; use a systematic code"
              .formatted(builder.scheme.code().name()));
    }
    if (builder.confidence != null && builder.classes < 2) {
      throw new IllegalArgumentException(
          "a confidence goes by the margin between two classes, but c=" + builder.classes);
    }
  }

  /** Workers take turns, so none may have a model of its own. */
  static void requireAlike(Code code) {
    for (int worker = 0; worker < code.workers(); worker++) {
      if (code.runsOwnModel(worker)) {
        throw new IllegalArgumentException(
            "worker %d of %s runs a model of its own, but workers of a predictor take turns; take a code whose workers are alike"
                .formatted(worker, code));
      }
    }
  }

  static int requireAtLeastOne(String what, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(what + " must be at least 1, but is " + value);
    }
    return value;
  }

  static Duration requirePositive(String what, Duration value) {
    if (value.isNegative() || value.isZero()) {
      throw new IllegalArgumentException(what + " must be above 0, but is " + value);
    }
    return value;
  }

  static Duration requireNotNegative(String what, Duration value) {
    if (value.isNegative()) {
      throw new IllegalArgumentException(what + " must not be negative, but is " + value);
    }
    return value;
  }
}
