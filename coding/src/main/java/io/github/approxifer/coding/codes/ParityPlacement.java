package io.github.approxifer.coding.codes;

/** On which of the N nodes of a systematic code the parities stand, the queries on the others. */
public enum ParityPlacement {
  /** Half of the parities beyond each end of the queries; an odd one on the right. */
  ENDS {
    @Override
    boolean[] isParity(int workers, int queries) {
      int parities = workers - queries;
      boolean[] parity = new boolean[workers];
      for (int i = 0; i < parities; i++) {
        parity[i < (parities + 1) / 2 ? i : workers - 1 - (i - (parities + 1) / 2)] = true;
      }
      return parity;
    }
  },

  /** Evenly among the queries. */
  SPREAD {
    @Override
    boolean[] isParity(int workers, int queries) {
      int parities = workers - queries;
      boolean[] parity = new boolean[workers];
      for (int i = 0; i < parities; i++) {
        parity[(int) ((2L * i + 1) * workers / (2L * parities))] = true;
      }
      return parity;
    }
  },

  /** All of them at the left end, as in the program of ApproxIFER's authors: extrapolation. */
  LEFT {
    @Override
    boolean[] isParity(int workers, int queries) {
      boolean[] parity = new boolean[workers];
      for (int i = queries; i < workers; i++) {
        parity[i] = true;
      }
      return parity;
    }
  };

  /**
   * Which workers get a parity.
   *
   * @param workers N
   * @param queries K, at most N
   * @return N flags, of which N - K are true
   */
  abstract boolean[] isParity(int workers, int queries);
}
