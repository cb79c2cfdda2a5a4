package io.github.approxifer.coding;

/** What a worker of a code runs, which says whether another worker may take its place. */
public enum WorkerRole {
  /** The served model: any worker that runs it may take the place of any other. */
  MODEL,

  /** A model made for this place, such as a parity model: the worker keeps its place. */
  OWN_MODEL
}
