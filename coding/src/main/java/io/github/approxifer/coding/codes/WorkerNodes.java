package io.github.approxifer.coding.codes;

import io.github.approxifer.interp.nodes.ChebyshevNodes;
import java.util.Arrays;

/**
 * Where the workers stand on [-1, 1]. The queries stand on the K Chebyshev nodes of the first kind
 * in every case.
 *
 * <p>The choice matters most at S=1: with {@link #SECOND_KIND} every worker then stands half-way
 * between two queries and gets an even blend, with {@link #SECOND_KIND_WITHOUT_END} most workers
 * stand near a query.
 */
public enum WorkerNodes {
  /**
   * beta_i = cos(i pi / N), i = 0..N-1: the Chebyshev nodes of the second kind of N+1 points, of
   * which the last, -1, is left out. The formula of ApproxIFER's accuracy experiments and of their
   * reproduction.
   */
  SECOND_KIND_WITHOUT_END {
    @Override
    public double[] nodes(int workers) {
      return Arrays.copyOf(ChebyshevNodes.secondKind(workers + 1), workers);
    }
  },

  /**
   * beta_i = cos(i pi / (N-1)), i = 0..N-1: all Chebyshev nodes of the second kind. The formula of
   * BACC (Jahani-Nezhad and Maddah-Ali) and of ApproxIFER's latency experiments. A single worker
   * stands at 1.
   */
  SECOND_KIND {
    @Override
    public double[] nodes(int workers) {
      return workers == 1 ? new double[] {1} : ChebyshevNodes.secondKind(workers);
    }
  },

  /** beta_i = cos((2i+1) pi / (2N)), i = 0..N-1: the Chebyshev nodes of the first kind. */
  FIRST_KIND {
    @Override
    public double[] nodes(int workers) {
      return ChebyshevNodes.firstKind(workers);
    }
  };

  /**
   * The nodes of this family.
   *
   * @param workers N, at least 1
   * @return N nodes in descending order
   */
  public abstract double[] nodes(int workers);
}
