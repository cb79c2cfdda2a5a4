package io.github.approxifer.serving.health;

/**
 * What is known of a worker at one moment.
 *
 * @param name of the worker
 * @param state whether it is asked
 * @param lieShare of its recent answers, those located as lies, 0 to 1, see {@link HealthPolicy}
 * @param lateShare of the recent groups that asked it, those that went on without it, 0 to 1
 * @param failuresInARow failures since its last answer
 * @param inFlight how many coded queries it is working on
 * @param ignored how many of these it was told to give up, and has not; with 32 or more it is not
 *     asked
 * @param answers how many answers it has given
 * @param lies how many of them were located as lies
 * @param failures how often it failed: an exception, a malformed answer, or none by the deadline
 * @param late how often its group went on without it
 */
public record WorkerHealth(
    String name,
    WorkerState state,
    double lieShare,
    double lateShare,
    int failuresInARow,
    int inFlight,
    int ignored,
    long answers,
    long lies,
    long failures,
    long late) {}
