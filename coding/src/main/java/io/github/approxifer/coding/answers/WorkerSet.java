package io.github.approxifer.coding.answers;

import java.util.Arrays;
import java.util.Collection;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * An immutable set of workers out of 0..N-1, kept in ascending order: the workers that answered
 * (F), or those that lied.
 *
 * <p>The position of a worker in the set is its <em>rank</em>; row r of an answer matrix belongs to
 * the worker of rank r. Thread-safe.
 */
public final class WorkerSet {
  private final int workers;
  private final int[] members;
  private final int hash;

  private WorkerSet(int workers, int[] members) {
    this.workers = workers;
    this.members = members;
    this.hash = 31 * workers + Arrays.hashCode(members);
  }

  /**
   * The set of the given workers.
   *
   * @param workers N, how many workers there are; at least 1
   * @param members indices in 0..N-1, in any order, each at most once; copied
   * @return the set
   * @throws IllegalArgumentException if an index is out of range or given twice
   */
  public static WorkerSet of(int workers, int... members) {
    requireWorkers(workers);
    int[] sorted = members.clone();
    Arrays.sort(sorted);
    for (int rank = 0; rank < sorted.length; rank++) {
      int worker = sorted[rank];
      if (worker < 0 || worker >= workers) {
        throw new IllegalArgumentException(
            "worker " + worker + " does not exist: indices run from 0 to " + (workers - 1));
      }
      if (rank > 0 && sorted[rank - 1] == worker) {
        throw new IllegalArgumentException("worker " + worker + " is given twice");
      }
    }
    return new WorkerSet(workers, sorted);
  }

  /**
   * The set of the workers of a collection.
   *
   * @param workers N, how many workers there are; at least 1
   * @param members indices in 0..N-1, in any order, each at most once; copied
   * @return the set
   * @throws IllegalArgumentException if an index is out of range or given twice
   */
  public static WorkerSet of(int workers, Collection<Integer> members) {
    return of(workers, members.stream().mapToInt(Integer::intValue).toArray());
  }

  /**
   * The set of all workers.
   *
   * @param workers N, at least 1
   * @return {0, .., N-1}
   */
  public static WorkerSet all(int workers) {
    requireWorkers(workers);
    int[] members = new int[workers];
    Arrays.setAll(members, worker -> worker);
    return new WorkerSet(workers, members);
  }

  /**
   * The set of no worker.
   *
   * @param workers N, at least 1
   * @return the empty set
   */
  public static WorkerSet none(int workers) {
    requireWorkers(workers);
    return new WorkerSet(workers, new int[0]);
  }

  /**
   * This set without some workers.
   *
   * @param removed workers to leave out; an index that is not in the set is ignored
   * @return the smaller set
   */
  public WorkerSet without(int... removed) {
    int[] sorted = removed.clone();
    Arrays.sort(sorted);
    return new WorkerSet(
        workers, Arrays.stream(members).filter(w -> Arrays.binarySearch(sorted, w) < 0).toArray());
  }

  /**
   * This set without the members of another.
   *
   * @param removed a set of the same N workers
   * @return the smaller set
   * @throws IllegalArgumentException if the other set is of another number of workers
   */
  public WorkerSet without(WorkerSet removed) {
    requireSameWorkers(removed);
    return without(removed.members);
  }

  /**
   * The set with some more members.
   *
   * @param added a set of the same N workers
   * @return a new set of the members of both
   * @throws IllegalArgumentException if N differs
   */
  public WorkerSet with(WorkerSet added) {
    requireSameWorkers(added);
    return of(
        workers,
        IntStream.concat(Arrays.stream(members), Arrays.stream(added.members))
            .distinct()
            .toArray());
  }

  /**
   * The members' part of numbers that are there for each worker, such as their nodes.
   *
   * @param all N numbers; not modified
   * @return the numbers of the members, by rank; a new array
   * @throws IllegalArgumentException if there are not N numbers
   */
  public double[] select(double[] all) {
    if (all.length != workers) {
      throw new IllegalArgumentException(
          "there are %d numbers for N=%d workers".formatted(all.length, workers));
    }
    double[] selected = new double[members.length];
    for (int rank = 0; rank < selected.length; rank++) {
      selected[rank] = all[members[rank]];
    }
    return selected;
  }

  /**
   * Whether a worker is in the set.
   *
   * @param worker any index
   * @return true if it is a member
   */
  public boolean contains(int worker) {
    return Arrays.binarySearch(members, worker) >= 0;
  }

  /**
   * Whether every member of another set is in this one.
   *
   * @param other a set of the same N workers
   * @return true if the other set is a subset of this one
   */
  public boolean containsAll(WorkerSet other) {
    requireSameWorkers(other);
    return Arrays.stream(other.members).allMatch(this::contains);
  }

  /**
   * The worker at a rank.
   *
   * @param rank 0..size-1
   * @return its index
   */
  public int worker(int rank) {
    return members[rank];
  }

  /**
   * The rank of a worker.
   *
   * @param worker a member
   * @return its position in ascending order, 0..size-1
   * @throws IllegalArgumentException if the worker is not a member
   */
  public int rank(int worker) {
    int rank = Arrays.binarySearch(members, worker);
    if (rank < 0) {
      throw new IllegalArgumentException("worker " + worker + " is not in " + this);
    }
    return rank;
  }

  /**
   * How many workers are in the set.
   *
   * @return |F|
   */
  public int size() {
    return members.length;
  }

  /**
   * How many workers there are.
   *
   * @return N
   */
  public int workers() {
    return workers;
  }

  /**
   * The members.
   *
   * @return a new array, ascending
   */
  public int[] toArray() {
    return members.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof WorkerSet set
        && set.workers == workers
        && Arrays.equals(set.members, members);
  }

  @Override
  public int hashCode() {
    return hash;
  }

  /** The members and N, for instance {@code {0, 2, 3} of 4 workers}. */
  @Override
  public String toString() {
    return Arrays.stream(members)
            .mapToObj(Integer::toString)
            .collect(Collectors.joining(", ", "{", "}"))
        + " of "
        + workers
        + " workers";
  }

  private void requireSameWorkers(WorkerSet other) {
    if (other.workers != workers) {
      throw new IllegalArgumentException(
          "the sets are of different workers: " + this + " and " + other);
    }
  }

  private static void requireWorkers(int workers) {
    if (workers < 1) {
      throw new IllegalArgumentException(
          "N, the number of workers, must be at least 1, but is " + workers);
    }
  }
}
