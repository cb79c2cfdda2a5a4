package io.github.approxifer.bench.report;

import java.util.Locale;

/** What belongs together in a chart has one colour in all charts. */
public enum Family {
  /** What this project measured. */
  OURS,
  /** The second measurement of the same thing. */
  OURS_PALE,
  /** What a report prints. */
  PRINTED,
  /** What a second report prints for the same thing. */
  PRINTED_PALE,
  /** A yardstick: the base model, a copy, another library. */
  YARDSTICK,
  /** Codes that mix queries. */
  CODES,
  /** Whole copies of queries. */
  COPIES,
  /** Whatever answers in place of the model. */
  STUDENT;

  /** The class in the style sheet. */
  String style() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
