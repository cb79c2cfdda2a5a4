package io.github.approxifer.serving.health;

/** Whether a worker is asked. */
public enum WorkerState {
  /** It is asked. */
  HEALTHY,
  /** It was quarantined, and is asked again to see how it does; the next offence sends it back. */
  PROBATION,
  /** It is not asked; except a liar, if the group would otherwise have too few workers. */
  QUARANTINED
}
