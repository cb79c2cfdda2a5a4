package io.github.approxifer.serving;

import java.util.Map;
import java.util.stream.Collectors;

/** A query that could not be answered: its message names every worker and what became of it. */
public final class PredictionException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Name of a worker to what became of it; not serialised. */
  private final transient Map<String, String> workers;

  /**
   * A failure.
   *
   * @param reason why
   * @param workers name to outcome, in the order of the message; may be empty
   */
  public PredictionException(String reason, Map<String, String> workers) {
    super(
        workers.isEmpty()
            ? reason
            : workers.entrySet().stream()
                .map(entry -> entry.getKey() + ": " + entry.getValue())
                .collect(Collectors.joining("; ", reason + ": ", "")));
    this.workers = Map.copyOf(workers);
  }

  /**
   * What became of each worker that was asked.
   *
   * @return name to outcome, for instance {@code worker 3} to {@code no answer in time}; immutable
   */
  public Map<String, String> workers() {
    return workers == null ? Map.of() : workers;
  }
}
