package io.github.approxifer.coding.student;

import io.github.approxifer.coding.answers.Answers;
import io.github.approxifer.coding.student.AnswerFit.Misfit;
import java.util.Arrays;
import org.ejml.data.FMatrixRMaj;

/**
 * Says how plausible an answer is, given the student's: which share of honest answers is as odd or
 * odder.
 *
 * <p>An answer is odd if it is far from what the student leads to expect; if it would be much
 * nearer with another winner; if its winner hardly leads; or if it is nearer to what the student
 * leads to expect than any honest answer was (see {@link AnswerFit.Misfit}). The first shows in
 * lies of any size, the second in the lie that only exchanges winner and runner-up, the third in
 * zeros, means and whatever else keeps to the middle between the classes, the last in workers that
 * run the student instead of the model.
 *
 * <p>The shares come from honest answers beside those of the fit, so that the share of honest
 * answers of a plausibility of at most q is at most q, whatever their distribution (split conformal
 * prediction: Vovk, Gammerman, Shafer: Algorithmic learning in a random world, 2005), on average
 * over all queries; among hard ones it is greater, among easy ones less. Immutable and thread-safe.
 */
public final class Witness {
  /**
   * How much of the false alarms an answer's lead may take, against the other ways to be odd: an
   * undecided model is no sign of a lie, so it gets less. Of 0.5 and 1, 0.5 lost less.
   */
  private static final double LEAD_SHARE = 0.5;

  private final AnswerFit fit;
  private final double[] distances;
  private final double[] exchanges;
  private final double[] leads;
  private final double[] oddest;

  private Witness(
      AnswerFit fit, double[] distances, double[] exchanges, double[] leads, double[] oddest) {
    this.fit = fit;
    this.distances = distances;
    this.exchanges = exchanges;
    this.leads = leads;
    this.oddest = oddest;
  }

  /**
   * A witness out of one sample: every other query fits, the rest calibrate.
   *
   * @param students n x c, what the student answers to n queries, which it has not learned from;
   *     not modified
   * @param answers n x c, what the served model answers to the same; not modified
   * @return the witness
   * @throws IllegalArgumentException if the shapes differ, there are fewer than 4 (c+1) queries, or
   *     an answer is not finite
   */
  public static Witness of(FMatrixRMaj students, FMatrixRMaj answers) {
    AnswerFit.requireSameShape(students, answers);
    AnswerFit fit = AnswerFit.of(everyOther(students, 0), everyOther(answers, 0));
    return calibrated(fit, everyOther(students, 1), everyOther(answers, 1));
  }

  private static FMatrixRMaj everyOther(FMatrixRMaj rows, int first) {
    FMatrixRMaj some = new FMatrixRMaj((rows.numRows + 1 - first) / 2, rows.numCols);
    for (int row = 0; row < some.numRows; row++) {
      Answers.copyRow(rows, first + 2 * row, some, row);
    }
    return some;
  }

  /**
   * A witness out of a fit and further honest answers.
   *
   * @param fit how answers vary given the student's
   * @param students n x c, the student's answers to queries that are not those of the fit; not
   *     modified
   * @param answers n x c, what the served model answers to the same; not modified
   * @return the witness; no plausibility is below 1/(n+1)
   * @throws IllegalArgumentException if the shapes differ, there is no query, or an answer is not
   *     finite
   */
  public static Witness calibrated(AnswerFit fit, FMatrixRMaj students, FMatrixRMaj answers) {
    AnswerFit.requireSameShape(students, answers);
    int count = students.numRows;
    if (count == 0) {
      throw new IllegalArgumentException("a witness needs honest answers, but got none");
    }
    double[] distances = new double[count];
    double[] exchanges = new double[count];
    double[] leads = new double[count];
    Misfit[] misfits = new Misfit[count];
    for (int i = 0; i < count; i++) {
      misfits[i] = fit.misfit(students, i, answers, i);
      distances[i] = misfits[i].distance();
      exchanges[i] = misfits[i].exchange();
      leads[i] = misfits[i].lead();
    }
    Arrays.sort(distances);
    Arrays.sort(exchanges);
    Arrays.sort(leads);
    Witness uncombined = new Witness(fit, distances, exchanges, leads, new double[0]);
    double[] oddest = Arrays.stream(misfits).mapToDouble(uncombined::oddest).sorted().toArray();
    return new Witness(fit, distances, exchanges, leads, oddest);
  }

  /**
   * The fit behind the witness.
   *
   * @return how answers vary given the student's
   */
  public AnswerFit fit() {
    return fit;
  }

  /**
   * How plausible an answer is.
   *
   * @param students the student's answers, one a row; not modified
   * @param student which row of them
   * @param answers a worker's answers, one a row; not modified
   * @param answer which row of them
   * @return the share of honest answers that are as odd or odder, above 0 and at most 1: a p-value
   * @throws IllegalArgumentException if the answers are of another length
   */
  public double plausibility(FMatrixRMaj students, int student, FMatrixRMaj answers, int answer) {
    return plausibility(fit.misfit(students, student, answers, answer));
  }

  double plausibility(Misfit misfit) {
    return shareUpTo(oddest, oddest(misfit));
  }

  /** The least of the shares of the ways to be odd: itself no p-value, as there are several. */
  private double oddest(Misfit misfit) {
    if (!(misfit.distance() >= distances[0])) {
      return 0; // Nearer than any honest answer, or not a number.
    }
    double ofStudent =
        Math.min(shareFrom(distances, misfit.distance()), shareFrom(exchanges, misfit.exchange()));
    return Math.min(ofStudent, shareUpTo(leads, misfit.lead()) / LEAD_SHARE);
  }

  /** The share of sorted values that are at least as great, the value itself counted in. */
  private static double shareFrom(double[] sorted, double value) {
    return (sorted.length - firstAtLeast(sorted, value) + 1.0) / (sorted.length + 1);
  }

  /** The share of sorted values that are at most as great, the value itself counted in. */
  private static double shareUpTo(double[] sorted, double value) {
    return (firstAtLeast(sorted, Math.nextUp(value)) + 1.0) / (sorted.length + 1);
  }

  private static int firstAtLeast(double[] sorted, double value) {
    int low = 0;
    int high = sorted.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sorted[middle] >= value) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }
}
