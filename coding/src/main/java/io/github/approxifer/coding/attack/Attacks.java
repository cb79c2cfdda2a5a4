package io.github.approxifer.coding.attack;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import org.ejml.data.FMatrixRMaj;

/** The attacks that ways to decode are measured under. */
public final class Attacks {
  private Attacks() {}

  /**
   * All attacks, from the mildest noise to liars that collude.
   *
   * @param push what {@link Targeted} liars add, in the unit of the scores: about five standard
   *     deviations
   * @return the attacks in the order of the tables
   */
  public static List<Attack> all(double push) {
    return List.of(
        new GaussianAttack(1),
        new GaussianAttack(10),
        new GaussianAttack(100),
        new SignFlip(),
        new Plausible(),
        new Targeted(push),
        new Colluding(false),
        new Colluding(true),
        new MeanAttack(),
        new ZeroAttack(),
        new ExchangeAttack());
  }

  /**
   * The attacks of liars that do not know who holds which coded query, to the scale of a model's
   * answers: noise of two and of twenty standard deviations, sign flips, plausible lies, a push of
   * five standard deviations, collusion, and lies towards the centre or of the least change.
   *
   * @param answers n x c, what the model answers to some queries; not modified
   * @return nine attacks; the standard deviation of all elements, rounded to two digits, is 1 if
   *     the elements do not differ
   * @throws IllegalArgumentException if there is no element or the deviation is not finite
   */
  public static List<Attack> forAnswers(FMatrixRMaj answers) {
    double deviation = deviation(answers);
    return List.of(
        new GaussianAttack(rounded(2 * deviation)),
        new GaussianAttack(rounded(20 * deviation)),
        new SignFlip(),
        new Plausible(),
        new Targeted(rounded(5 * deviation)),
        new Colluding(false),
        new MeanAttack(),
        new ZeroAttack(),
        new ExchangeAttack());
  }

  private static double deviation(FMatrixRMaj answers) {
    int count = answers.getNumElements();
    double mean = 0;
    for (int i = 0; i < count; i++) {
      mean += answers.data[i] / (double) count;
    }
    double squares = 0;
    for (int i = 0; i < count; i++) {
      squares += (answers.data[i] - mean) * (answers.data[i] - mean) / count;
    }
    if (count == 0 || !Double.isFinite(squares)) {
      throw new IllegalArgumentException(
          "attacks need the scale of the model's answers, but the variance of "
              + answers.numRows
              + " x "
              + answers.numCols
              + " elements is "
              + squares);
    }
    return squares > 0 ? Math.sqrt(squares) : 1;
  }

  private static double rounded(double value) {
    return new BigDecimal(value).round(new MathContext(2)).doubleValue();
  }
}
