package io.github.approxifer.bench.accuracy.measure;

import io.github.approxifer.coding.BatchModel;
import io.github.approxifer.coding.CodeParameters;
import io.github.approxifer.coding.advisor.SampleGroup;
import io.github.approxifer.coding.advisor.StudentCandidates;
import io.github.approxifer.coding.answers.Answers;
import io.github.approxifer.coding.attack.Attack;
import io.github.approxifer.coding.attack.Attacks;
import io.github.approxifer.coding.student.Student;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.ejml.data.FMatrixRMaj;
import org.jspecify.annotations.Nullable;

/** One cell of liars: every way to decode, on the same images and the same draws of lies. */
public final class LiarCell {
  private static final int HONEST_GROUPS = 100;
  private static final double FALSE_ALARMS = 0.01;

  /**
   * What {@code Targeted} liars add: about five standard deviations of a trained model's logits.
   */
  private static final double PUSH = 20;

  private final LiarTables tables;
  private final List<Way> ways;
  private final List<Attack> attacks = new ArrayList<>(Attacks.all(PUSH));
  private final long seed;

  /**
   * Calibrates the ways to decode on held-out images.
   *
   * @param bed model and images
   * @param parameters K and E
   * @param groups how many groups of test images; fewer if there are not so many
   * @param ordered whether the queries of a group are ordered
   * @param seed of images and lies
   */
  public LiarCell(TestBed bed, CodeParameters parameters, int groups, boolean ordered, long seed) {
    int k = parameters.queries();
    Optional<Student> student = bed.student();
    this.seed = seed;
    this.ways = new ArrayList<>(Way.few(parameters, FALSE_ALARMS));
    BatchModel model = bed::predict;
    if (student.isPresent()) {
      StudentCandidates.forLiars(parameters, student.get())
          .forEach(candidate -> ways.add(new Way(candidate, false)));
      StudentLookup own = new StudentLookup(student.get());
      own.learn(bed.base(), bed.studentBase());
      attacks.add(new StudentsOwn(own));
      model = own.learning(model);
    }
    int[] order = Groups.shuffled(bed.test().images().numRows, groups * k, seed);
    this.tables =
        new LiarTables(
            model,
            ordered,
            ImageSamples.of(
                bed.heldOut(),
                bed.heldOutBase(),
                ImageSamples.draw(bed.heldOut().images().numRows, k, HONEST_GROUPS, seed + 1)),
            ImageSamples.of(bed.test(), bed.base(), Groups.asTheyCome(order, k)));
  }

  /**
   * How a way to decode fared.
   *
   * @param right the share of right predictions, group by group
   * @param requests how many coded queries a group took in further rounds, on average
   */
  public record Outcome(Sample right, double requests) {}

  /**
   * A line of the table.
   *
   * @param name of the way
   * @param workers how many a group takes in the first round
   * @param outcomes when nobody lies, then under each attack
   */
  public record Line(String name, int workers, List<Outcome> outcomes) {}

  /** The model's own accuracy, group by group. */
  public Sample base() {
    return Sample.of(
        tables.test().stream().mapToDouble(group -> right(group.answers(), group)).toArray());
  }

  /** What the liars do, attack by attack. */
  public List<String> attacks() {
    return attacks.stream().map(Attack::name).toList();
  }

  /**
   * The ways that are measured.
   *
   * @return all of them, in the order of the table
   */
  public List<Way> ways() {
    return ways;
  }

  /**
   * Runs a way under all attacks.
   *
   * @throws IllegalArgumentException if the groups are too few to fit it
   */
  public Line run(Way way) {
    LiarTables.Trials trials = tables.trials(way, seed);
    List<Outcome> outcomes = new ArrayList<>(List.of(run(trials, null)));
    attacks.forEach(attack -> outcomes.add(run(trials, attack)));
    return new Line(way.name(), way.code().workers(), outcomes);
  }

  private Outcome run(LiarTables.Trials trials, @Nullable Attack attack) {
    double[] shares = new double[tables.test().size()];
    double[] requests = {0};
    trials.run(
        attack,
        (g, decoded, liars, asked) -> {
          shares[g] = right(decoded.predictions(), tables.test().get(g));
          requests[0] += asked;
        });
    return new Outcome(Sample.of(shares), requests[0] / shares.length);
  }

  private static double right(FMatrixRMaj predictions, SampleGroup group) {
    int[] labels = Objects.requireNonNull(group.labels());
    double right = 0;
    for (int j = 0; j < labels.length; j++) {
      right += Answers.largest(predictions, j) == labels[j] ? 1.0 / labels.length : 0;
    }
    return right;
  }
}
