package io.github.approxifer.coding.codes;

import io.github.approxifer.coding.answers.WorkerSet;
import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;

/**
 * Decoding rows for codes that send clean queries out: an answer of a clean query is used as it is,
 * and what nobody answered is filled in from its neighbours.
 */
final class CleanAnswers {
  private final DMatrixRMaj decoding;
  private final int[][] ranks;

  /**
   * Starts a decoding matrix of zeros.
   *
   * @param answers F
   * @param queries K
   * @param queryOf the query that a worker gets as it is, or -1, by worker
   */
  CleanAnswers(WorkerSet answers, int queries, int[] queryOf) {
    decoding = new DMatrixRMaj(queries, answers.size());
    ranks = new int[queries][0];
    for (int rank = 0; rank < answers.size(); rank++) {
      int query = queryOf[answers.worker(rank)];
      if (query >= 0) {
        ranks[query] = Arrays.copyOf(ranks[query], ranks[query].length + 1);
        ranks[query][ranks[query].length - 1] = rank;
      }
    }
  }

  /**
   * The decoding matrix of a code that sends nothing but clean queries: a query's own answers where
   * there are any, a guess where not.
   *
   * @param answers F
   * @param queries K
   * @param queryOf the query that a worker gets, by worker
   * @return K x |F|, a new matrix
   */
  static DMatrixRMaj decodingMatrix(WorkerSet answers, int queries, int[] queryOf) {
    CleanAnswers clean = new CleanAnswers(answers, queries, queryOf);
    for (int query = 0; query < queries; query++) {
      if (clean.has(query)) {
        clean.add(query, query, 1);
      } else {
        clean.guess(query);
      }
    }
    return clean.matrix();
  }

  /**
   * Whether a clean answer to a query came.
   *
   * @param query 0..K-1
   * @return true if it did
   */
  boolean has(int query) {
    return ranks[query].length > 0;
  }

  /**
   * Adds a multiple of a query's clean answer (of the mean of them, if there are several) to a row.
   *
   * @param row the query that is to be predicted
   * @param query a query whose clean answer came
   * @param weight the factor
   */
  void add(int row, int query, double weight) {
    for (int rank : ranks[query]) {
      decoding.add(row, rank, weight / ranks[query].length);
    }
  }

  /**
   * Adds a multiple of any answer to a row.
   *
   * @param row the query that is to be predicted
   * @param rank the rank of the worker in F
   * @param weight the factor
   */
  void addAnswer(int row, int rank, double weight) {
    decoding.add(row, rank, weight);
  }

  /**
   * Fills a row by linear interpolation between the nearest queries on both sides, in the order of
   * the queries, whose answers came; at the ends the nearest answer is repeated.
   *
   * @param row the query that is to be predicted
   * @throws IllegalArgumentException if no clean answer came at all
   */
  void guess(int row) {
    int left = row - 1;
    while (left >= 0 && !has(left)) {
      left--;
    }
    int right = row + 1;
    while (right < ranks.length && !has(right)) {
      right++;
    }
    if (left < 0 && right == ranks.length) {
      throw new IllegalArgumentException(
          "no answer of a clean query came: query " + row + " has nothing to be guessed from");
    }
    if (left < 0) {
      add(row, right, 1);
    } else if (right == ranks.length) {
      add(row, left, 1);
    } else {
      add(row, left, (double) (right - row) / (right - left));
      add(row, right, (double) (row - left) / (right - left));
    }
  }

  /**
   * The matrix as it stands.
   *
   * @return K x |F|, not a copy
   */
  DMatrixRMaj matrix() {
    return decoding;
  }
}
