package io.github.approxifer.coding.locate;

import io.github.approxifer.coding.Code;

/**
 * A code whose queries and answers are values of one function of a real variable: query j belongs
 * to the node alpha_j, and worker i evaluates the encoded function at the node beta_i. Error
 * locators work on these nodes.
 */
public interface InterpolatingCode extends Code {

  /**
   * The nodes of the queries.
   *
   * @return alpha_0, .., alpha_{K-1}; a new array
   */
  double[] queryNodes();

  /**
   * The nodes of the workers.
   *
   * @return beta_0, .., beta_{N-1}, descending; a new array
   */
  double[] workerNodes();
}
