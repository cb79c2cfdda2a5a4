package io.github.approxifer.serving.metrics;

/** What is counted. */
public enum Event {
  /** A query was accepted. */
  QUERY_ACCEPTED,
  /** A query was turned away, because too many were waiting or the predictor was closed. */
  QUERY_REJECTED,
  /** A query was answered. */
  QUERY_ANSWERED,
  /** A query failed: its group could not be decoded. */
  QUERY_FAILED,
  /** A query was cancelled by its caller before it had ended. */
  QUERY_CANCELLED,
  /** A group was sent. */
  GROUP_SENT,
  /** A group was decoded from fewer answers than the code asks for. */
  GROUP_DEGRADED,
  /** The decoder had something to tell of a group: {@code GroupReport.warning}. */
  GROUP_WARNED,
  /** The predictions of a group were refined by late answers. */
  GROUP_REFINED,
  /** A group went into a second round. */
  GROUP_RECHECKED,
  /** A request of a second round was sent: one query to one worker. */
  RECHECK_SENT,
  /** A place in a group was filled with a copy of a query. */
  PLACE_PADDED,
  /** A request was told to be given up, because nobody waited for it any more. */
  REQUEST_CANCELLED,
  /** A worker gave an answer of the right form. */
  WORKER_ANSWERED,
  /** A worker failed or gave a malformed answer. */
  WORKER_FAILED,
  /** A group went on without the answer of a worker. */
  WORKER_LATE,
  /** An answer was located as a lie. */
  WORKER_LIED,
  /** A query was answered by the student, in place of an answer that was lost. */
  STUDENT_ANSWERED,
  /** The student agreed with an answer of the model that did arrive. */
  STUDENT_AGREED,
  /** The student disagreed with an answer of the model that did arrive. */
  STUDENT_DISAGREED,
  /** The student threw, or gave an answer that is not finite. */
  STUDENT_FAILED
}
