package io.github.approxifer.bench.load.tail;

import io.github.approxifer.serving.faults.Delay;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * How a group of K queries that come together is sent, and when each is answered. Requests are
 * delayed independently, and nothing else takes time.
 */
interface TailScheme {

  /** A name for tables. */
  String name();

  /**
   * Draws the delays of one group.
   *
   * @param delay of one request
   * @param random the only source of randomness
   * @param seconds receives when each of the K queries is answered
   * @return how many requests were sent
   */
  int draw(Delay delay, RandomGenerator random, double[] seconds);

  /**
   * When every query is answered at the latest, by a student if not by the workers.
   *
   * @return seconds; endless unless a scheme says otherwise
   */
  default double promise() {
    return Double.POSITIVE_INFINITY;
  }

  /**
   * Another scheme beside a student, who answers what is not answered within a time.
   *
   * @param scheme what is sent to workers
   * @param seconds from the arrival of a query
   */
  static TailScheme withStudent(TailScheme scheme, double seconds) {
    return new Promised(scheme, seconds);
  }

  /** Each query to one worker. */
  static TailScheme uncoded() {
    return new Named(
        "no redundancy",
        (delay, random, seconds) -> {
          Arrays.setAll(seconds, query -> delay.seconds(random));
          return seconds.length;
        });
  }

  /** Each query to several workers at once; the first answer counts. */
  static TailScheme copies(int copies) {
    return new Named(
        copies + " copies",
        (delay, random, seconds) -> {
          for (int query = 0; query < seconds.length; query++) {
            seconds[query] = Double.POSITIVE_INFINITY;
            for (int copy = 0; copy < copies; copy++) {
              seconds[query] = Math.min(seconds[query], delay.seconds(random));
            }
          }
          return copies * seconds.length;
        });
  }

  /** The first S queries to two workers, the others to one. */
  static TailScheme partialCopies(int copied) {
    return new Named(
        "partial replication, S=" + copied,
        (delay, random, seconds) -> {
          for (int query = 0; query < seconds.length; query++) {
            seconds[query] = delay.seconds(random);
            if (query < copied) {
              seconds[query] = Math.min(seconds[query], delay.seconds(random));
            }
          }
          return seconds.length + copied;
        });
  }

  /**
   * Another copy whenever a query has waited for some time, as grpc-java's hedging does.
   *
   * @param attempts the most requests for a query
   * @param wait seconds between them
   */
  static TailScheme hedged(int attempts, double wait) {
    return new Named(
        "hedged, %d attempts, %s s apart".formatted(attempts, wait),
        (delay, random, seconds) -> {
          int sent = 0;
          for (int query = 0; query < seconds.length; query++) {
            double answer = Double.POSITIVE_INFINITY;
            for (int attempt = 0; attempt < attempts && answer > attempt * wait; attempt++) {
              answer = Math.min(answer, attempt * wait + delay.seconds(random));
              sent++;
            }
            seconds[query] = answer;
          }
          return sent;
        });
  }

  /** ParM: one parity; a late query is recovered from all the others and the parity. */
  static TailScheme parity() {
    return new Named(
        "ParM",
        (delay, random, seconds) -> {
          double[] own = new double[seconds.length];
          Arrays.setAll(own, query -> delay.seconds(random));
          double parity = delay.seconds(random);
          for (int query = 0; query < own.length; query++) {
            double rest = parity;
            for (int other = 0; other < own.length; other++) {
              rest = other == query ? rest : Math.max(rest, own[other]);
            }
            seconds[query] = Math.min(own[query], rest);
          }
          return own.length + 1;
        });
  }

  /** K+S coded queries; all K are answered when K coded ones are. */
  static TailScheme coded(int stragglers) {
    return new Named(
        "coded, S=" + stragglers,
        (delay, random, seconds) -> {
          double[] workers = new double[seconds.length + stragglers];
          Arrays.setAll(workers, worker -> delay.seconds(random));
          Arrays.sort(workers);
          Arrays.fill(seconds, workers[seconds.length - 1]);
          return workers.length;
        });
  }

  /** Draws one group. */
  @FunctionalInterface
  interface Draw {
    int draw(Delay delay, RandomGenerator random, double[] seconds);
  }

  /** A name and a rule. */
  record Named(String name, Draw rule) implements TailScheme {
    @Override
    public int draw(Delay delay, RandomGenerator random, double[] seconds) {
      return rule.draw(delay, random, seconds);
    }
  }

  /** A scheme with a promise. */
  record Promised(TailScheme scheme, double promise) implements TailScheme {
    @Override
    public String name() {
      return scheme.name() + ", student at " + promise + " s";
    }

    @Override
    public int draw(Delay delay, RandomGenerator random, double[] seconds) {
      return scheme.draw(delay, random, seconds);
    }
  }
}
