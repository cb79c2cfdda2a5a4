package io.github.approxifer.coding.advisor;

import static io.github.approxifer.coding.advisor.Json.number;
import static io.github.approxifer.coding.advisor.Json.quoted;
import static io.github.approxifer.coding.advisor.TextTable.share;

import io.github.approxifer.coding.CodeParameters;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A ranked comparison of ways to stand liars on sample queries.
 *
 * @param parameters K, S and E, of which S straggled and E lied in every group
 * @param groups how many groups of K were judged
 * @param reports the best first; immutable, not empty, all for the same attacks
 */
public record LiarAdvice(CodeParameters parameters, int groups, List<LiarReport> reports) {

  /**
   * Copies the list.
   *
   * @param parameters K, S and E
   * @param groups how many groups of K were judged
   * @param reports the best first
   * @throws IllegalArgumentException if there is no report
   */
  public LiarAdvice {
    reports = List.copyOf(reports);
    if (reports.isEmpty()) {
      throw new IllegalArgumentException("there is no report to advise from");
    }
  }

  /**
   * The way to take: of those that did as well as the best under their worst attack, up to one
   * standard error of its agreement, the one with the fewest workers, and of these the best.
   *
   * @return one of the reports
   */
  public LiarReport recommended() {
    double best = reports.get(0).worst().agreement();
    double error = StandardError.of(best, groups * parameters.queries());
    return reports.stream()
        .filter(report -> report.worst().agreement() >= best - error)
        .min(Comparator.comparingInt(LiarReport::workers))
        .orElseThrow();
  }

  /**
   * The ranking as a table, one way a line, and the recommendation. Agreement with the uncoded
   * model when nobody lies, under the worst attack and on average stands beside the false-alarm
   * rate, the average accuracy under the attacks, the requests of a second round, and the agreement
   * under each attack.
   *
   * @return lines that end in \n
   */
  public String toText() {
    List<String> titles = new ArrayList<>();
    titles.addAll(
        List.of(
            "workers",
            "nobody lies",
            "false alarms",
            "worst",
            "average",
            "accuracy",
            "asked again"));
    recommended().attacks().forEach(score -> titles.add(score.attack()));
    TextTable table = new TextTable("code and decoder", titles.toArray(String[]::new));
    for (LiarReport r : reports) {
      List<String> cells = new ArrayList<>();
      cells.add(Integer.toString(r.workers()));
      cells.add(share(r.nobody().agreement()));
      cells.add(share(r.nobody().alarms()));
      cells.add(share(r.worst().agreement()));
      cells.add(share(r.meanAgreement()));
      cells.add(share(r.meanAccuracy()));
      cells.add(share(r.meanRequests()));
      r.attacks().forEach(score -> cells.add(share(score.agreement())));
      table.add(r.label(), cells.toArray(String[]::new));
    }
    LiarReport best = recommended();
    return parameters
        + ", "
        + groups
        + " groups, agreement\n"
        + table
        + "recommended: "
        + best.label()
        + " ("
        + best.workers()
        + " workers, agreement "
        + share(best.worst().agreement())
        + " under the worst attack, "
        + best.worst().attack()
        + ")\n";
  }

  /**
   * The ranking as a JSON object with the members queries, stragglers, errors, groups, recommended
   * (a label) and codes (an array in order of rank, each with its scores when nobody lies and under
   * each attack). Numbers that are not known are null.
   *
   * @return one line
   */
  public String toJson() {
    StringBuilder json = new StringBuilder();
    json.append("{\"queries\":").append(parameters.queries());
    json.append(",\"stragglers\":").append(parameters.stragglers());
    json.append(",\"errors\":").append(parameters.errors());
    json.append(",\"groups\":").append(groups);
    json.append(",\"recommended\":").append(quoted(recommended().label()));
    json.append(",\"codes\":[");
    String separator = "";
    for (LiarReport r : reports) {
      json.append(separator).append("{\"label\":").append(quoted(r.label()));
      json.append(",\"workers\":").append(r.workers());
      json.append(",\"falseAlarms\":").append(number(r.nobody().alarms()));
      json.append(",\"worstAttack\":").append(quoted(r.worst().attack()));
      json.append(",\"worstAgreement\":").append(number(r.worst().agreement()));
      json.append(",\"meanAgreement\":").append(number(r.meanAgreement()));
      json.append(",\"meanAccuracy\":").append(number(r.meanAccuracy()));
      json.append(",\"meanRequests\":").append(number(r.meanRequests()));
      json.append(",\"nobodyLies\":").append(json(r.nobody()));
      json.append(",\"attacks\":[");
      json.append(String.join(",", r.attacks().stream().map(LiarAdvice::json).toList()));
      json.append("]}");
      separator = ",";
    }
    return json.append("]}").toString();
  }

  private static String json(LiarScore score) {
    return "{\"attack\":"
        + quoted(score.attack())
        + ",\"accuracy\":"
        + number(score.accuracy())
        + ",\"agreement\":"
        + number(score.agreement())
        + ",\"found\":"
        + number(score.found())
        + ",\"alarms\":"
        + number(score.alarms())
        + ",\"requests\":"
        + number(score.requests())
        + "}";
  }
}
