package io.github.approxifer.coding.advisor;

/**
 * How a candidate did under one attack, or when nobody lied.
 *
 * @param attack the name of the attack
 * @param accuracy the share of predictions whose greatest element is at the label; NaN without
 *     labels
 * @param agreement the share of predictions whose greatest element is where that of the model's own
 *     answer is
 * @param error the relative squared error of the predictions, see {@link Ranking#ERROR}
 * @param errorDeviation the standard error of {@code error}, from how the groups differ
 * @param found the share of the liars that were named; NaN if nobody lied
 * @param alarms the share of groups in which an honest worker was named
 * @param requests how many coded queries a group took in a second round, on average
 */
public record LiarScore(
    String attack,
    double accuracy,
    double agreement,
    double error,
    double errorDeviation,
    double found,
    double alarms,
    double requests) {}
