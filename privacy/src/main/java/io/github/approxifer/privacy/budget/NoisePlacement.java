package io.github.approxifer.privacy.budget;

/**
 * Where on the way of the data the noise is added, and so how many releases one group of K queries
 * with N workers makes.
 */
public enum NoisePlacement {
  /**
   * Each worker adds noise to its own answer. Each of the N answers contains every query, so it is
   * N releases. Protects against whoever reads the answers, if the workers are honest; hides
   * nothing from the workers, which see their coded queries in clear.
   */
  WORKER,

  /**
   * A trusted decoder adds noise to the K decoded predictions. Decoding is approximate, so each of
   * them contains every query: it is K releases for an observer who gets all of them. Protects
   * against users of the predictions; hides nothing from the workers or the decoder.
   */
  DECODER,

  /**
   * The client adds noise to its query before encoding (local differential privacy). One release of
   * each query; coding, inference and decoding are post-processing. Protects against everyone after
   * the client, and costs the most accuracy.
   */
  QUERY;

  /**
   * Returns the number of releases about one query, each at the full price.
   *
   * @param queries K, at least 1
   * @param workers N, at least 1
   * @return N, K or 1
   * @throws IllegalArgumentException if an argument is below 1
   */
  public int releases(int queries, int workers) {
    if (queries < 1 || workers < 1) {
      throw new IllegalArgumentException(
          "there must be at least 1 query and 1 worker, but got " + queries + ", " + workers);
    }
    return switch (this) {
      case WORKER -> workers;
      case DECODER -> queries;
      case QUERY -> 1;
    };
  }

  /**
   * Returns the number of releases about one query when queries may be sent out again: a second
   * round in which disputed queries go, as they are, to further workers. Charge the most that a
   * group can ask, before it is known whether it asks: whether a query was disputed depends on the
   * answers to all of them.
   *
   * @param queries K, at least 1
   * @param workers N, at least 1
   * @param further the answers that later rounds of one group can ask for in all, at least 0
   * @return N + further for {@link #WORKER}, else as {@link #releases(int, int)}
   * @throws IllegalArgumentException if an argument is out of its range
   */
  public int releases(int queries, int workers, int further) {
    if (further < 0) {
      throw new IllegalArgumentException(
          "the further answers must be at least 0, but are " + further);
    }
    int first = releases(queries, workers);
    return this == WORKER ? Math.addExact(first, further) : first;
  }
}
