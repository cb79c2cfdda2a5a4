package io.github.approxifer.bench.accuracy.study;

import io.github.approxifer.bench.accuracy.measure.Entry;
import io.github.approxifer.bench.accuracy.measure.Groups;
import io.github.approxifer.bench.accuracy.measure.ImageSamples;
import io.github.approxifer.bench.accuracy.measure.Sample;
import io.github.approxifer.bench.accuracy.measure.StragglerCell;
import io.github.approxifer.bench.accuracy.measure.StudentLookup;
import io.github.approxifer.bench.accuracy.measure.TestBed;
import io.github.approxifer.bench.report.MarkdownTable;
import io.github.approxifer.bench.workload.CommittedWeights;
import io.github.approxifer.coding.CodeParameters;
import io.github.approxifer.coding.advisor.Candidate;
import io.github.approxifer.coding.advisor.HonestGroups;
import io.github.approxifer.coding.advisor.LiarTrial;
import io.github.approxifer.coding.advisor.StudentCandidates;
import io.github.approxifer.coding.answers.Answers;
import io.github.approxifer.coding.attack.Attack;
import io.github.approxifer.coding.student.Student;
import io.github.approxifer.coding.student.StudentSchemes;
import io.github.approxifer.coding.student.Witness;
import io.github.approxifer.models.datasets.PublishedDataset;
import io.github.approxifer.models.weights.SafetensorsFile;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.ejml.data.FMatrixRMaj;
import org.jspecify.annotations.Nullable;

/**
 * Students that have learned from more and from fewer queries, and liars who know the student: what
 * the accuracy tables, which have the best student beside all other schemes, do not show.
 */
public final class StudentStudy implements Study {
  private static final String NETWORK = "resnet18";
  private static final int[][] CELLS = {{4, 1}, {8, 1}, {12, 1}, {8, 2}, {8, 3}};
  private static final int LIAR_QUERIES = 12;
  private static final int MOST_ERRORS = 3;
  private static final long SEED = 1;

  /**
   * Of all recorded queries and of fewer, without and with mixtures of them that the model was
   * asked, and a network that has learned from labels.
   */
  private static final List<String> STUDENTS =
      Stream.concat(
              Stream.of("", "20000", "10000", "6000", "3000", "1000")
                  .flatMap(queries -> Stream.of(queries, queries + "mixed"))
                  .map(queries -> "student" + queries + "-" + NETWORK),
              Stream.of("resnet20"))
          .toList();

  @Override
  public String question() {
    return "What does a student's schooling change, and who knows the student?";
  }

  @Override
  public void run(PrintStream out, Path folder) throws IOException {
    boolean found = false;
    for (PublishedDataset dataset : PublishedDataset.ALL) {
      String name = dataset.shortName();
      if (TestBed.isTrained(CommittedWeights.files(), NETWORK, name)) {
        try (TestBed bed = TestBed.open(CommittedWeights.files(), NETWORK, name)) {
          if (bed.student().isPresent()) {
            found = true;
            out.printf(
                Locale.ROOT,
                "%n## ResNet-18, %s%n%n%d images of %s, which neither model nor student has seen;"
                    + " seed %d. The model's accuracy: %s.%n%n",
                dataset.title(),
                bed.base().numRows,
                bed.source(),
                SEED,
                right(bed, bed.base()));
            schooling(out, bed);
            liars(out, bed, bed.student().get());
          }
        }
      }
    }
    if (!found) {
      throw new FileNotFoundException(
          "no student of " + NETWORK + " is trained; mvn -pl models train -Dstudent=" + NETWORK);
    }
  }

  private static Sample right(TestBed bed, FMatrixRMaj answers) {
    int[] labels = bed.test().labels();
    return shareOf(bed, image -> says(answers, image, labels[image]));
  }

  private static boolean says(FMatrixRMaj answers, int image, int winner) {
    return Answers.largest(answers, image) == winner;
  }

  private static Sample shareOf(TestBed bed, IntPredicate right) {
    return Sample.of(
        IntStream.range(0, bed.base().numRows).mapToDouble(i -> right.test(i) ? 1 : 0).toArray());
  }

  /** What is lost with each student, without redundancy and with the hardest queries copied. */
  private static void schooling(PrintStream out, TestBed bed) throws IOException {
    List<String> heading =
        new ArrayList<>(
            List.of("student", "recorded queries", "mixtures", "multiply-adds", "agrees", "right"));
    List<CodeParameters> cells = new ArrayList<>();
    for (int[] ks : CELLS) {
      cells.add(CodeParameters.stragglersOnly(ks[0], ks[1]));
      heading.add("K=%d, S=%d".formatted(ks[0], ks[1]));
    }
    for (String scheme : List.of(StudentCandidates.HARDEST, StudentCandidates.UNCODED)) {
      MarkdownTable table = new MarkdownTable(heading.toArray(new String[0]));
      for (String name : STUDENTS) {
        Optional<TestBed> other = bed.withStudent(name);
        if (other.isPresent()) {
          try (TestBed with = other.get()) {
            table.row(row(with, name, scheme, cells));
          }
        }
      }
      out.printf("%n%s: accuracy less than the model's.%n%n%s", scheme, table);
    }
    System.out.println(bed.dataset().title() + ": all students done");
  }

  private static String[] row(TestBed bed, String name, String scheme, List<CodeParameters> cells)
      throws IOException {
    Map<String, String> card;
    try (SafetensorsFile file = CommittedWeights.files().open(name, bed.dataset().shortName())) {
      card = file.metadata();
    }
    FMatrixRMaj own = bed.studentBase();
    List<String> row = new ArrayList<>();
    row.add(name);
    row.add(card.getOrDefault("recorded queries", "none: labels"));
    row.add(card.getOrDefault("mixtures asked", ""));
    row.add(card.getOrDefault("multiply-adds", "see its card"));
    row.add(shareOf(bed, i -> says(own, i, Answers.largest(bed.base(), i))).toString());
    row.add(right(bed, own).toString());
    for (CodeParameters p : cells) {
      Candidate candidate =
          StudentCandidates.forStragglers(p, bed.student().orElseThrow()).stream()
              .filter(c -> c.label().equals(scheme))
              .findFirst()
              .orElseThrow();
      StragglerCell cell = new StragglerCell(bed, p, bed.base().numRows, SEED);
      Sample right = cell.run(new Entry(candidate, false, false)).right();
      row.add(loss(cell.base().minus(right)));
    }
    return row.toArray(new String[0]);
  }

  private static String loss(Sample loss) {
    return String.format(Locale.ROOT, "%.4f ± %.4f", loss.mean(), loss.interval());
  }

  /** One half of the images fits the witness, which the liars know, the other is judged. */
  private static void liars(PrintStream out, TestBed bed, Student student) {
    int count = bed.base().numRows;
    int[] order = Groups.shuffled(count, count, SEED);
    int[] fitting = Arrays.copyOf(order, count / 2);
    Witness witness = Witness.of(rows(bed.studentBase(), fitting), rows(bed.base(), fitting));
    StudentLookup students = new StudentLookup(student);
    students.learn(bed.base(), bed.studentBase());
    List<Attack> attacks =
        List.of(
            new StudentLies.WithNoise(students, witness.fit()),
            new StudentLies.KnowsTheWitness(students, witness, StudentCandidates.SUSPECTED));
    MarkdownTable table =
        new MarkdownTable("E", "way", "nobody lies", attacks.get(0).name(), attacks.get(1).name());
    List<int[]> judged =
        Groups.asTheyCome(Arrays.copyOfRange(order, count / 2, count), LIAR_QUERIES);
    for (int errors = 1; errors <= MOST_ERRORS; errors++) {
      CodeParameters p = new CodeParameters(LIAR_QUERIES, 0, errors);
      for (int pairs : new int[] {0, 2, 4}) {
        Candidate candidate =
            Candidate.of(
                    StudentCandidates.WITNESS + (pairs == 0 ? "" : ", " + pairs + " pairs"),
                    StudentSchemes.witness(p, pairs, witness, StudentCandidates.SUSPECTED))
                .withStudent(student);
        HonestGroups groups =
            HonestGroups.of(
                candidate, bed::predict, ImageSamples.of(bed.test(), bed.base(), judged));
        LiarTrial trial = LiarTrial.of(candidate, groups, 1, SEED);
        List<String> row = new ArrayList<>(List.of(Integer.toString(errors), candidate.label()));
        row.add(outcome(trial, null, groups, candidate));
        attacks.forEach(attack -> row.add(outcome(trial, attack, groups, candidate)));
        table.row(row.toArray(new String[0]));
      }
    }
    out.printf(
        "%nLiars, K=%d: accuracy less than the model's / requests a query.%n%n%s",
        LIAR_QUERIES, table);
    System.out.println(bed.dataset().title() + ": liars done");
  }

  private static String outcome(
      LiarTrial trial, @Nullable Attack attack, HonestGroups groups, Candidate candidate) {
    double[] losses = new double[groups.count()];
    double[] requests = {0};
    trial.run(
        attack,
        (g, decoded, liars, asked) -> {
          int[] labels = Objects.requireNonNull(groups.labels(g));
          for (int j = 0; j < labels.length; j++) {
            int right = says(decoded.predictions(), j, labels[j]) ? 1 : 0;
            int base = says(groups.clean(g), j, labels[j]) ? 1 : 0;
            losses[g] += (base - right) / (double) labels.length;
          }
          requests[0] += candidate.code().workers() + asked;
        });
    double queries = (double) losses.length * LIAR_QUERIES;
    return String.format(Locale.ROOT, "%s / %.2f", loss(Sample.of(losses)), requests[0] / queries);
  }

  private static FMatrixRMaj rows(FMatrixRMaj from, int... rows) {
    FMatrixRMaj some = new FMatrixRMaj(rows.length, from.numCols);
    for (int i = 0; i < rows.length; i++) {
      Answers.copyRow(from, rows[i], some, i);
    }
    return some;
  }
}
