package io.github.approxifer.bench.study.attack;

import java.util.List;

/** The attacks of the tables. */
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
        new Colluding(true));
  }
}
