package io.github.approxifer.bench.accuracy.reproduce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.approxifer.bench.accuracy.measure.DrawnBed;
import io.github.approxifer.bench.accuracy.measure.Groups;
import io.github.approxifer.bench.accuracy.measure.LiarCell;
import io.github.approxifer.bench.accuracy.measure.StragglerCell;
import io.github.approxifer.bench.accuracy.measure.TestBed;
import io.github.approxifer.bench.report.Family;
import io.github.approxifer.coding.CodeParameters;
import io.github.approxifer.coding.advisor.StudentCandidates;
import io.github.approxifer.coding.answers.Answers;
import io.github.approxifer.coding.order.Hardness;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.ejml.data.FMatrixRMaj;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The rows with a student, beside what they must come to by counting. */
class StudentRowsTest {
  private static final int IMAGES = 480;
  private static final int K = 4;
  private static final CodeParameters K4S1 = CodeParameters.stragglersOnly(K, 1);

  private TestBed bed;
  private Comparison.Stragglers cell;

  @BeforeEach
  void measure() throws IOException {
    bed = DrawnBed.waves(IMAGES, answers -> {});
    cell =
        new Comparison(Settings.of(IMAGES, 1))
            .stragglers(bed, new AccuracyCell("waves", "MNIST", K4S1), true);
  }

  @AfterEach
  void close() {
    bed.close();
  }

  private boolean right(FMatrixRMaj answers, int image) {
    return Answers.largest(answers, image) == bed.test().labels()[image];
  }

  private double accuracy(FMatrixRMaj answers) {
    return IntStream.range(0, IMAGES).filter(i -> right(answers, i)).count() / (double) IMAGES;
  }

  @Test
  void theStudentIsNeitherTheModelNorAGuess() {
    assertThat(accuracy(bed.studentBase())).isBetween(0.2, accuracy(bed.base()) - 0.02);
    assertThat(cell.remarks().get(0)).startsWith("The student names the model's class for 0.");
  }

  @Test
  void everyQueryIsTheStudentsInItsShareOfTheSets() {
    double base = accuracy(bed.base());
    double student = accuracy(bed.studentBase());
    // One of K answers is lost in each set.
    assertThat(cell.of(StudentCandidates.UNCODED).right().mean())
        .isCloseTo(0.75 * base + 0.25 * student, within(1e-9));
    assertThat(cell.of(StudentCandidates.UNCODED).degraded()).isCloseTo(student, within(1e-9));
    // Of K + 1 workers the one that straggles runs the model for a given query in 1 of 5 sets; the
    // backup then has come.
    assertThat(cell.of("Student on the extra workers").right().mean())
        .isCloseTo(0.8 * base + 0.2 * student, within(1e-9));
  }

  /** The hardest has two workers; each other query is lost in one of the five sets. */
  @Test
  void theHardestIsNeverLost() {
    double expected = 0;
    for (int[] group : Groups.asTheyCome(Groups.shuffled(IMAGES, IMAGES, 1), K)) {
      FMatrixRMaj answers = new FMatrixRMaj(K, 10);
      for (int j = 0; j < K; j++) {
        Answers.copyRow(bed.studentBase(), group[j], answers, j);
      }
      double[] hardness = Hardness.of(answers);
      int hardest =
          IntStream.range(0, K).reduce((a, b) -> hardness[b] > hardness[a] ? b : a).orElseThrow();
      for (int j = 0; j < K; j++) {
        double base = right(bed.base(), group[j]) ? 1 : 0;
        double student = right(bed.studentBase(), group[j]) ? 1 : 0;
        expected += j == hardest ? base : 0.8 * base + 0.2 * student;
      }
    }
    StragglerCell.Result hardest = cell.withStudent().orElseThrow();
    assertThat(hardest.right().mean()).isCloseTo(expected / IMAGES, within(1e-9));
    assertThat(hardest.workers()).isEqualTo(K + 1);
    assertThat(hardest.family()).isEqualTo(Family.STUDENT);
    assertThat(hardest.right().mean())
        .isGreaterThan(cell.of("Partial replication, student").right().mean());
  }

  /** Every row is there; what is fitted says why where there is too little to fit to. */
  @Test
  void fusedParitiesAreFittedOrLeftOut() throws IOException {
    assertThat(cell.of("Parities of the hardest, fused").eligible()).isFalse();
    assertThat(cell.best().family()).isNotEqualTo(Family.STUDENT);
    Comparison.Stragglers few =
        new Comparison(new Settings(48, 4, 1))
            .stragglers(bed, new AccuracyCell("waves", "MNIST", K4S1), true);
    assertThat(few.remarks().get(1))
        .startsWith(
            "Parities of the hardest, fused is left out: 2 groups of 10 classes are too few");
  }

  @Test
  void aWitnessKeepsToTheModelIfNobodyLiesAndFindsLies() {
    AccuracyCell named = new AccuracyCell("waves", "MNIST", new CodeParameters(12, 0, 1));
    Comparison.Liars liars = new Comparison(Settings.of(IMAGES, 1)).liars(bed, named, true);
    LiarCell.Line believing = liars.of("Uncoded, all believed").orElseThrow();
    LiarCell.Line witness = liars.of(StudentCandidates.WITNESS).orElseThrow();
    assertThat(witness.workers()).isEqualTo(12);
    assertThat(witness.outcomes().get(0).right().minus(liars.base()).mean()).isZero();
    // A seventh of the honest answers is asked again, give or take what 240 calibrate.
    assertThat(witness.outcomes().get(0).requests() / 12).isBetween(0.05, 0.3);
    int flip = liars.attacks().indexOf("sign flip") + 1;
    assertThat(loss(liars, believing, flip)).isGreaterThan(0.03);
    assertThat(loss(liars, witness, flip)).isLessThan(loss(liars, believing, flip) / 3);
    int own = liars.attacks().indexOf("the student's own") + 1;
    assertThat(own).isPositive();
    // Believed, the student answers one query of twelve: of 40, a share of 0.07 wrong, three
    // standard deviations of 0.0034 of all.
    assertThat(loss(liars, believing, own))
        .isCloseTo((accuracy(bed.base()) - accuracy(bed.studentBase())) / 12, within(0.01));
    assertThat(Comparison.section(named, liars).markdown())
        .contains("Witness, 4 pairs, requests", "the student's own", "zeros", "exchanged classes");
  }

  private static double loss(Comparison.Liars liars, LiarCell.Line line, int column) {
    return liars.base().minus(line.outcomes().get(column).right()).mean();
  }

  @Test
  void streamsAreServedWithTheStudentToo() {
    StreamComparison.Outcome streams =
        new StreamComparison(bed, K4S1, Settings.of(160, 1)).measure();
    List<String> names =
        streams.streams().get(0).results().stream().map(StragglerCell.Result::name).toList();
    assertThat(names).contains(StudentCandidates.HARDEST, StudentCandidates.UNCODED);
    assertThat(Objects.requireNonNull(streams.streams().get(6)).best().family())
        .as("of unlike queries the student knows more than any code")
        .isEqualTo(Family.STUDENT);
  }
}
