package io.github.approxifer.coding.answers;

/**
 * A query that goes out once more, as it is, to workers that have not had it.
 *
 * @param query which of the K queries, from 0
 * @param workers the workers to ask, or those that answered
 */
public record Recheck(int query, WorkerSet workers) {}
