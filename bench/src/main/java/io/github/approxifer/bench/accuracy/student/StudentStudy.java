package io.github.approxifer.bench.accuracy.student;

import io.github.approxifer.bench.accuracy.reproduce.Sample;
import io.github.approxifer.bench.accuracy.student.Judged.Surrogate;
import io.github.approxifer.bench.accuracy.study.Study;
import io.github.approxifer.bench.report.MarkdownTable;
import io.github.approxifer.coding.Answers;
import io.github.approxifer.coding.CodeParameters;
import io.github.approxifer.coding.attack.Attacks;
import io.github.approxifer.models.datasets.PublishedDataset;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.ejml.data.FMatrixRMaj;

/** Schemes with a student beside all others: ResNet-18 on three datasets. */
public final class StudentStudy implements Study {
  private static final String NETWORK = "resnet18";
  private static final String BACKUP = "resnet20";
  private static final int[][] CELLS = {{4, 1}, {8, 1}, {12, 1}, {8, 2}, {8, 3}};
  private static final int CHART_QUERIES = 8;
  private static final int LIAR_QUERIES = 12;
  private static final int MOST_ERRORS = 3;
  private static final int SPLITS = 4;
  private static final long SEED = 1;

  /** What {@code Targeted} liars add: about five standard deviations of the logits. */
  private static final double PUSH = 20;

  /** Students in files: of all recorded queries, of fewer, and one of 1.5 % of the cost. */
  private static final List<String> STUDENTS =
      Stream.of("", "20000", "10000", "6000", "3000", "1000", "small")
          .map(kind -> "student" + kind + "-" + NETWORK)
          .toList();

  @Override
  public String question() {
    return "What does a student at the coordinator bring?";
  }

  @Override
  public void run(PrintStream out, Path folder) throws IOException {
    boolean found = false;
    for (PublishedDataset dataset : PublishedDataset.ALL) {
      found |= judge(dataset, out, folder);
    }
    if (!found) {
      throw new FileNotFoundException(
          "no student of " + NETWORK + " is trained; mvn -pl models train -Dstudent=" + NETWORK);
    }
  }

  /** Judges on one dataset, if there is a student for it. */
  private static boolean judge(PublishedDataset dataset, PrintStream out, Path folder)
      throws IOException {
    try (Judged judged = Judged.open(NETWORK, dataset, STUDENTS, BACKUP, folder)) {
      if (judged.students().isEmpty()) {
        return false;
      }
      describe(out, judged);
      stragglers(out, judged, folder);
      liars(out, judged, judged.students().get(0));
      Surrogate backup = judged.backup();
      if (backup != null) {
        liars(out, judged, backup);
      }
      return true;
    }
  }

  private static void describe(PrintStream out, Judged judged) {
    out.printf(
        Locale.ROOT,
        "%n## ResNet-18, %s%n%n%d images that neither model nor student has seen; seed %d.%n%n",
        judged.dataset().title(),
        judged.count(),
        SEED);
    MarkdownTable table =
        new MarkdownTable(
            "student", "recorded queries", "multiply-adds", "agrees with the model", "accuracy");
    List<Surrogate> all = new ArrayList<>(judged.students());
    if (judged.backup() != null) {
      all.add(judged.backup());
    }
    for (Surrogate student : all) {
      table.row(
          student.name(),
          student.card().getOrDefault("recorded queries", recorded(student.name())),
          student.card().getOrDefault("multiply-adds", "see its card"),
          share(judged, student.answers(), judged.base()),
          accuracy(judged, student.answers()));
    }
    table.row("the model itself", "", "", "", accuracy(judged, judged.base()));
    out.print(table);
  }

  /** What the name of a file says of the queries that its student learned from. */
  private static String recorded(String name) {
    return name.startsWith("student") ? name.replaceAll("student(\\d*).*", "$1") : "none: labels";
  }

  private static String share(Judged judged, FMatrixRMaj some, FMatrixRMaj others) {
    double[] same = new double[judged.count()];
    for (int i = 0; i < same.length; i++) {
      same[i] = Answers.largest(some, i) == Answers.largest(others, i) ? 1 : 0;
    }
    return Sample.of(same).toString();
  }

  private static String accuracy(Judged judged, FMatrixRMaj answers) {
    return accuracyOf(judged, answers).toString();
  }

  private static Sample accuracyOf(Judged judged, FMatrixRMaj answers) {
    int[] labels = judged.images().labels();
    double[] right = new double[judged.count()];
    for (int i = 0; i < right.length; i++) {
      right[i] = Answers.largest(answers, i) == labels[i] ? 1 : 0;
    }
    return Sample.of(right);
  }

  private static void stragglers(PrintStream out, Judged judged, Path folder) throws IOException {
    String title =
        String.format(
            Locale.ROOT,
            "Lost when S of K answers do not come, of %.3f on %s",
            accuracyOf(judged, judged.base()).mean(),
            judged.dataset().title());
    LossChart first = new LossChart(title);
    LossChart all = new LossChart(title);
    for (int[] ks : CELLS) {
      CodeParameters p = CodeParameters.stragglersOnly(ks[0], ks[1]);
      StragglerCell cell = new StragglerCell(judged, p, SEED);
      List<StragglerCell.Result> results = new ArrayList<>(cell.withoutStudent());
      for (Surrogate student : judged.students()) {
        results.addAll(cell.with(student));
      }
      Surrogate main = judged.students().get(0);
      results.addAll(cell.fused(main));
      results.add(cell.backup(main));
      if (judged.backup() != null) {
        results.addAll(cell.with(judged.backup()));
        results.add(cell.backup(judged.backup()));
      }
      results.sort(Comparator.comparingDouble(result -> result.loss().mean()));
      out.printf(
          Locale.ROOT,
          "%n### %s, K=%d, S=%d%n%nEvery set of stragglers, or 256 drawn ones.%n%n",
          judged.dataset().title(),
          ks[0],
          ks[1]);
      MarkdownTable table =
          new MarkdownTable(
              "scheme",
              "requests a query",
              "images",
              "accuracy",
              "less than the model",
              "the code tells");
      for (StragglerCell.Result result : results) {
        table.row(
            result.scheme(),
            String.format(Locale.ROOT, "%.3f", result.requests()),
            Integer.toString(result.loss().size()),
            String.format(Locale.ROOT, "%.4f", result.accuracy()),
            String.format(
                Locale.ROOT, "%.4f ± %.4f", result.loss().mean(), result.loss().interval()),
            Double.isNaN(result.verdict())
                ? ""
                : String.format(Locale.ROOT, "%.3f", result.verdict()));
      }
      out.print(table);
      if (ks[0] == CHART_QUERIES) {
        all.add(p, results, main.name());
        if (ks[1] == 1) {
          first.add(p, results, main.name());
        }
      }
      System.out.printf("%s, K=%d, S=%d done%n", judged.dataset().title(), ks[0], ks[1]);
    }
    String name = "student-" + judged.dataset().shortName();
    Files.writeString(folder.resolve(name + ".svg"), all.document());
    Files.writeString(folder.resolve(name + "-one-straggler.svg"), first.document());
  }

  private static void liars(PrintStream out, Judged judged, Surrogate student) {
    List<Lie> lies =
        Stream.concat(
                Attacks.all(PUSH).stream().map(Lie::of),
                Stream.of(
                    new Lie.StudentsOwn(), new Lie.StudentWithNoise(), new Lie.KnowsTheWitness()))
            .toList();
    for (int errors = 1; errors <= MOST_ERRORS; errors++) {
      CodeParameters p = new CodeParameters(LIAR_QUERIES, 0, errors);
      Map<String, Map<String, LiarCell.Outcome>> outcomes =
          new LiarCell(judged, student, p, SPLITS, SEED).run(lies);
      Set<String> rows = new LinkedHashSet<>();
      outcomes.values().forEach(ofLies -> rows.addAll(ofLies.keySet()));
      out.printf(
          Locale.ROOT,
          "%n### %s, K=%d, E=%d liars, witness %s%n%nEach cell: accuracy less than the model ±"
              + " interval / requests a query.%n%n",
          judged.dataset().title(),
          LIAR_QUERIES,
          errors,
          student.name());
      List<String> heading = new ArrayList<>(List.of("lie"));
      heading.addAll(outcomes.keySet());
      MarkdownTable table = new MarkdownTable(heading.toArray(new String[0]));
      for (String lie : rows) {
        List<String> row = new ArrayList<>(List.of(lie));
        for (Map<String, LiarCell.Outcome> ofLies : outcomes.values()) {
          LiarCell.Outcome outcome = ofLies.get(lie);
          row.add(
              outcome == null
                  ? ""
                  : String.format(
                      Locale.ROOT,
                      "%.4f ± %.4f / %.2f",
                      outcome.loss().mean(),
                      outcome.loss().interval(),
                      outcome.requests()));
        }
        table.row(row.toArray(new String[0]));
      }
      out.print(table);
      System.out.printf("%s, E=%d done%n", judged.dataset().title(), errors);
    }
  }
}
