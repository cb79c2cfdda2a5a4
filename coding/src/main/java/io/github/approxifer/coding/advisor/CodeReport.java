package io.github.approxifer.coding.advisor;

/**
 * How a code did on sample queries, over all straggler sets or a sample of them.
 *
 * @param label the candidate's label
 * @param workers N
 * @param accuracy the share of predictions whose greatest element is at the label; NaN without
 *     labels
 * @param agreement the share of predictions whose greatest element is where that of the model's own
 *     answer is
 * @param worstAgreement the agreement under the worst of the straggler sets that were tried
 * @param rmse the root of the mean squared difference between an element of a prediction and of the
 *     model's own answer
 * @param exact the share of predictions that are the model's own answers
 * @param inexactAgreement the agreement of the others (decoded or guessed); NaN if there is none
 * @param trials how many predictions were compared
 */
public record CodeReport(
    String label,
    int workers,
    double accuracy,
    double agreement,
    double worstAgreement,
    double rmse,
    double exact,
    double inexactAgreement,
    long trials) {}
