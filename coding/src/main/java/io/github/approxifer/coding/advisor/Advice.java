package io.github.approxifer.coding.advisor;

import static io.github.approxifer.coding.advisor.Json.number;
import static io.github.approxifer.coding.advisor.Json.quoted;
import static io.github.approxifer.coding.advisor.TextTable.share;

import java.util.Comparator;
import java.util.List;

/**
 * A ranked comparison of codes on sample queries.
 *
 * @param ranking what they are ranked by
 * @param queries K
 * @param stragglers S
 * @param groups how many groups of K were run
 * @param reports the best code first; immutable, not empty
 */
public record Advice(
    Ranking ranking, int queries, int stragglers, int groups, List<CodeReport> reports) {

  /**
   * Copies the list.
   *
   * @param ranking what they are ranked by
   * @param queries K
   * @param stragglers S
   * @param groups how many groups of K were run
   * @param reports the best code first
   * @throws IllegalArgumentException if there is no report
   */
  public Advice {
    reports = List.copyOf(reports);
    if (reports.isEmpty()) {
      throw new IllegalArgumentException("there is no report to advise from");
    }
  }

  /**
   * The code to take: of those that did as well as the best, up to one standard error of its
   * agreement, accuracy or error, the one with the fewest workers, and of these the best.
   *
   * @return one of the reports
   */
  public CodeReport recommended() {
    CodeReport best = reports.get(0);
    double rough = ranking.standardError(ranking.of(best), groups * queries, best.errorDeviation());
    return reports.stream()
        .filter(report -> ranking.loss(report) <= ranking.loss(best) + rough)
        .min(Comparator.comparingInt(CodeReport::workers))
        .orElseThrow();
  }

  /**
   * The ranking as a table, one code a line, and the recommendation. Shares of right classes are
   * left out where they are not ranked by.
   *
   * @return lines that end in \n
   */
  public String toText() {
    StringBuilder text = new StringBuilder();
    text.append("K=").append(queries).append(", S=").append(stragglers);
    text.append(", ").append(groups).append(" groups\n");
    text.append(ranking == Ranking.ERROR ? errors() : classes());
    CodeReport best = recommended();
    text.append("recommended: ").append(best.label());
    text.append(" (").append(best.workers()).append(" workers, ").append(ranking.figure());
    text.append(' ').append(share(ranking == Ranking.ERROR ? best.error() : best.agreement()));
    return text.append(")\n").toString();
  }

  private TextTable classes() {
    TextTable table =
        new TextTable(
            "code", "workers", "accuracy", "agreement", "worst", "error", "exact", "of the rest");
    for (CodeReport r : reports) {
      table.add(
          r.label(),
          Integer.toString(r.workers()),
          share(r.accuracy()),
          share(r.agreement()),
          share(r.worstAgreement()),
          share(r.error()),
          share(r.exact()),
          share(r.inexactAgreement()));
    }
    return table;
  }

  private TextTable errors() {
    TextTable table = new TextTable("code", "workers", "error", "worst", "exact");
    for (CodeReport r : reports) {
      table.add(
          r.label(),
          Integer.toString(r.workers()),
          share(r.error()),
          share(r.worstError()),
          share(r.exact()));
    }
    return table;
  }

  /**
   * The ranking as a JSON object with the members ranking, queries, stragglers, groups, recommended
   * (a label) and codes (an array in order of rank). Numbers that are not known are null.
   *
   * @return one line
   */
  public String toJson() {
    StringBuilder json = new StringBuilder();
    json.append("{\"ranking\":").append(quoted(ranking.name()));
    json.append(",\"queries\":").append(queries);
    json.append(",\"stragglers\":").append(stragglers);
    json.append(",\"groups\":").append(groups);
    json.append(",\"recommended\":").append(quoted(recommended().label()));
    json.append(",\"codes\":[");
    String separator = "";
    for (CodeReport r : reports) {
      json.append(separator).append("{\"label\":").append(quoted(r.label()));
      json.append(",\"workers\":").append(r.workers());
      json.append(",\"accuracy\":").append(number(r.accuracy()));
      json.append(",\"agreement\":").append(number(r.agreement()));
      json.append(",\"worstAgreement\":").append(number(r.worstAgreement()));
      json.append(",\"error\":").append(number(r.error()));
      json.append(",\"worstError\":").append(number(r.worstError()));
      json.append(",\"errorDeviation\":").append(number(r.errorDeviation()));
      json.append(",\"exact\":").append(number(r.exact()));
      json.append(",\"inexactAgreement\":").append(number(r.inexactAgreement()));
      json.append(",\"trials\":").append(r.trials()).append('}');
      separator = ",";
    }
    return json.append("]}").toString();
  }
}
