package io.github.approxifer.privacy.leakage;

/** Goes through all sets of a given number of workers, in lexicographic order. */
final class WorkerSets {
  private final int workers;
  private final int[] current;

  WorkerSets(int workers, int size, int maxSets) {
    if (size < 1 || size > workers) {
      throw new IllegalArgumentException(
          "the number of colluders must be 1 to " + workers + ", but is " + size);
    }
    double sets = 1;
    for (int i = 0; i < size; i++) {
      sets *= (double) (workers - i) / (i + 1);
    }
    if (sets > maxSets + 0.5) {
      throw new IllegalArgumentException(
          size
              + " of "
              + workers
              + " workers form more than "
              + maxSets
              + " sets: pass the sets of interest one by one");
    }
    this.workers = workers;
    this.current = new int[size];
    for (int i = 0; i < size; i++) {
      current[i] = i;
    }
  }

  /**
   * Returns the workers of the current set in increasing order; overwritten by {@link #advance}.
   */
  int[] current() {
    return current;
  }

  /** Moves to the next set; returns false after the last one. */
  boolean advance() {
    int size = current.length;
    int i = size - 1;
    while (i >= 0 && current[i] == workers - size + i) {
      i--;
    }
    if (i < 0) {
      return false;
    }
    current[i]++;
    for (int k = i + 1; k < size; k++) {
      current[k] = current[k - 1] + 1;
    }
    return true;
  }
}
