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
 * @param ranking what they are ranked by
 * @param parameters K, S and E, of which S straggled and E lied in every group
 * @param groups how many groups of K were judged
 * @param reports the best first; immutable, not empty, all for the same attacks
 */
public record LiarAdvice(
    Ranking ranking, CodeParameters parameters, int groups, List<LiarReport> reports) {

  /**
   * Copies the list.
   *
   * @param ranking what they are ranked by
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
   * standard error of its agreement or error, the one with the fewest workers, and of these the
   * best.
   *
   * @return one of the reports
   */
  public LiarReport recommended() {
    LiarScore best = reports.get(0).worst(ranking);
    double rough =
        ranking.standardError(
            ranking.of(best), groups * parameters.queries(), best.errorDeviation());
    return reports.stream()
        .filter(report -> ranking.loss(report.worst(ranking)) <= ranking.loss(best) + rough)
        .min(Comparator.comparingInt(LiarReport::workers))
        .orElseThrow();
  }

  /**
   * The ranking as a table, one way a line, and the recommendation. Agreement with the uncoded
   * model, or the error, when nobody lies, under the worst attack and on average stands beside the
   * false-alarm rate, the average accuracy under the attacks, the requests of a second round, and
   * the same under each attack.
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
      cells.add(share(ranking.of(r.nobody())));
      cells.add(share(r.nobody().alarms()));
      cells.add(share(ranking.of(r.worst(ranking))));
      cells.add(share(r.mean(ranking)));
      cells.add(share(r.meanAccuracy()));
      cells.add(share(r.meanRequests()));
      r.attacks().forEach(score -> cells.add(share(ranking.of(score))));
      table.add(r.label(), cells.toArray(String[]::new));
    }
    LiarReport best = recommended();
    return parameters
        + ", "
        + groups
        + " groups, "
        + ranking.figure()
        + "\n"
        + table
        + "recommended: "
        + best.label()
        + " ("
        + best.workers()
        + " workers, "
        + ranking.figure()
        + " "
        + share(ranking.of(best.worst(ranking)))
        + " under the worst attack, "
        + best.worst(ranking).attack()
        + ")\n";
  }

  /**
   * The ranking as a JSON object with the members ranking, queries, stragglers, errors, groups,
   * recommended (a label) and codes (an array in order of rank, each with its scores when nobody
   * lies and under each attack; worst and mean are what is ranked by). Numbers that are not known
   * are null.
   *
   * @return one line
   */
  public String toJson() {
    StringBuilder json = new StringBuilder();
    json.append("{\"ranking\":").append(quoted(ranking.name()));
    json.append(",\"queries\":").append(parameters.queries());
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
      json.append(",\"worstAttack\":").append(quoted(r.worst(ranking).attack()));
      json.append(",\"worst\":").append(number(ranking.of(r.worst(ranking))));
      json.append(",\"mean\":").append(number(r.mean(ranking)));
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
        + ",\"error\":"
        + number(score.error())
        + ",\"errorDeviation\":"
        + number(score.errorDeviation())
        + ",\"found\":"
        + number(score.found())
        + ",\"alarms\":"
        + number(score.alarms())
        + ",\"requests\":"
        + number(score.requests())
        + "}";
  }
}
