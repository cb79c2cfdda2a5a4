package io.github.approxifer.serving.health;

/**
 * What is known of a worker at one moment.
 *
 * @param name of the worker
 * @param state whether it is asked
 * @param suspicion from lies and failures, see {@link HealthPolicy}
 * @param lateness the remembered share of late answers, 0 to 1
 * @param inFlight how many coded queries it is working on
 * @param answers how many answers it has given
 * @param lies how many of them were located as lies
 * @param failures how often it failed: an exception or a malformed answer
 * @param late how often its group went on without it
 */
public record WorkerHealth(
    String name,
    WorkerState state,
    double suspicion,
    double lateness,
    int inFlight,
    long answers,
    long lies,
    long failures,
    long late) {}
