package io.github.approxifer.coding.codes;

import io.github.approxifer.coding.CodeParameters;

/**
 * How many workers a Berrut code employs and how many answers it waits for, which differs between
 * the sources when there are Byzantine workers. Without them (E=0) all agree: N = K+S workers, and
 * K answers are waited for.
 *
 * <p>With E&gt;0, the number of errors that the published error locator is told to look for differs
 * too: both programs compute it from the number of workers, and so S inflates it.
 */
public enum WorkerCount {
  /** The paper: N = 2(K+E)+S workers, 2(K+E) answers are waited for, E errors are located. */
  PAPER {
    @Override
    long withErrors(CodeParameters p) {
      return 2L * (p.queries() + (long) p.errors()) + p.stragglers();
    }

    @Override
    public int errorsToLocate(CodeParameters p) {
      return p.errors();
    }
  },

  /** The reproduction: as the paper, but floor((N-2K)/2) = E + floor(S/2) errors are located. */
  REPRODUCTION {
    @Override
    long withErrors(CodeParameters p) {
      return 2L * (p.queries() + (long) p.errors()) + p.stragglers();
    }

    @Override
    public int errorsToLocate(CodeParameters p) {
      return p.errors() == 0 ? 0 : p.errors() + p.stragglers() / 2;
    }
  },

  /**
   * The paper's authors' program: one worker fewer, N = 2(K+E)+S-1, so that the locator's system of
   * equations is square; floor((N-2K+1)/2) = E + floor(S/2) errors are located.
   */
  AUTHORS_PROGRAM {
    @Override
    long withErrors(CodeParameters p) {
      return 2L * (p.queries() + (long) p.errors()) + p.stragglers() - 1;
    }

    @Override
    public int errorsToLocate(CodeParameters p) {
      return p.errors() == 0 ? 0 : p.errors() + p.stragglers() / 2;
    }
  };

  /**
   * The number of workers.
   *
   * @param parameters K, S and E
   * @return N
   */
  public int workers(CodeParameters parameters) {
    return CodeChecks.requireSupported(
        parameters,
        parameters.errors() == 0
            ? (long) parameters.queries() + parameters.stragglers()
            : withErrors(parameters));
  }

  /**
   * The number of answers to wait for.
   *
   * @param parameters K, S and E
   * @return N - S
   */
  public int quorum(CodeParameters parameters) {
    return workers(parameters) - parameters.stragglers();
  }

  /**
   * The number of errors that the source's locator looks for.
   *
   * @param parameters K, S and E
   * @return E, or more where the source's program has it so; 0 if E is 0
   */
  public abstract int errorsToLocate(CodeParameters parameters);

  abstract long withErrors(CodeParameters parameters);
}
