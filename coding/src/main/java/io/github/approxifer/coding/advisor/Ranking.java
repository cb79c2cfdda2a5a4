package io.github.approxifer.coding.advisor;

/** What makes one candidate better than another: what the answers of the model are good for. */
public enum Ranking {
  /**
   * The greatest element of an answer is its class, and what counts is how often a prediction has
   * the right one: for classifiers.
   */
  CLASSES("agreement"),

  /**
   * All elements count, and how far predictions are from the model's own answers: for models that
   * embed, and for regression. Measured as the relative squared error, the sum of the squared
   * differences divided by the sum of the squared deviations of the answers from their mean: 0 for
   * the model's own answers, 1 for their mean in place of each.
   */
  ERROR("error");

  private final String figure;

  Ranking(String figure) {
    this.figure = figure;
  }

  /** What suits answers of c values if nobody says otherwise: a single value is no class. */
  static Ranking suiting(int answerLength) {
    return answerLength == 1 ? ERROR : CLASSES;
  }

  /** What {@link #of(LiarScore)} is called. */
  String figure() {
    return figure;
  }

  /** The share of right classes, as far as known, or the error. */
  double of(CodeReport report) {
    if (this == ERROR) {
      return report.error();
    }
    return Double.isNaN(report.accuracy()) ? report.agreement() : report.accuracy();
  }

  /** The agreement or the error. */
  double of(LiarScore score) {
    return this == ERROR ? score.error() : score.agreement();
  }

  /** Lower is better. */
  double loss(CodeReport report) {
    return loss(of(report));
  }

  /** Lower is better: under the worst set of stragglers. */
  double worstLoss(CodeReport report) {
    return loss(this == ERROR ? report.worstError() : report.worstAgreement());
  }

  /** Lower is better. */
  double loss(LiarScore score) {
    return loss(of(score));
  }

  /** A share of right classes or an error as something of which less is better. */
  double loss(double value) {
    return this == ERROR ? value : -value;
  }

  /** How rough a value is: of a share by how many predictions it is of, of an error as measured. */
  double standardError(double value, int predictions, double measured) {
    return this == ERROR ? measured : StandardError.of(value, predictions);
  }
}
