package io.github.approxifer.coding.advisor;

/**
 * How a code did on sample queries, over all straggler sets or a sample of them.
 *
 * @param candidate what was measured, fitted if it had to be
 * @param accuracy the share of predictions whose greatest element is at the label; NaN without
 *     labels
 * @param agreement the share of predictions whose greatest element is where that of the model's own
 *     answer is
 * @param worstAgreement the agreement under the worst of the straggler sets that were tried
 * @param error the relative squared error of the predictions, see {@link Ranking#ERROR}
 * @param worstError the error under the straggler set of the greatest
 * @param errorDeviation the standard error of {@code error}, from how the groups differ
 * @param exact the share of predictions that are the model's own answers
 * @param inexactAgreement the agreement of the others (decoded or guessed); NaN if there is none
 * @param trials how many predictions were compared
 */
public record CodeReport(
    Candidate candidate,
    double accuracy,
    double agreement,
    double worstAgreement,
    double error,
    double worstError,
    double errorDeviation,
    double exact,
    double inexactAgreement,
    long trials)
    implements Measured {}
