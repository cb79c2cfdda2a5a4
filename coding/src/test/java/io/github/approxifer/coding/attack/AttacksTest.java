package io.github.approxifer.coding.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.approxifer.coding.answers.WorkerSet;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.ejml.data.FMatrixRMaj;
import org.junit.jupiter.api.Test;

class AttacksTest {
  private static FMatrixRMaj matrix(int rows, int columns, long seed) {
    FMatrixRMaj matrix = new FMatrixRMaj(rows, columns);
    Random random = new Random(seed);
    for (int i = 0; i < matrix.data.length; i++) {
      matrix.data[i] = 3 * (float) random.nextGaussian();
    }
    return matrix;
  }

  @Test
  void onlyLiarsLieAndAllOfThemDo() {
    FMatrixRMaj honest = matrix(9, 4, 1);
    FMatrixRMaj[] others = {matrix(9, 4, 2), matrix(9, 4, 3)};
    for (Attack attack : Attacks.all(30)) {
      Random random = new Random(5);
      int[] liars = attack.choose(9, 2, random);
      FMatrixRMaj answers = honest.copy();
      attack.corrupt(answers, liars, others, random);
      WorkerSet lying = WorkerSet.of(9, liars);
      assertThat(lying.size()).isEqualTo(2);
      for (int worker = 0; worker < 9; worker++) {
        float[] row = Arrays.copyOfRange(answers.data, 4 * worker, 4 * worker + 4);
        float[] before = Arrays.copyOfRange(honest.data, 4 * worker, 4 * worker + 4);
        assertThat(Arrays.equals(row, before))
            .as("worker %s under %s", worker, attack.name())
            .isEqualTo(!lying.contains(worker));
      }
    }
  }

  @Test
  void neighboursCollude() {
    Set<Integer> firsts = new HashSet<>();
    Random random = new Random(1);
    for (int draw = 0; draw < 100; draw++) {
      int[] liars = new Colluding(true).choose(6, 3, random);
      assertThat(liars[1] - liars[0]).isEqualTo(1);
      assertThat(liars[2] - liars[1]).isEqualTo(1);
      firsts.add(liars[0]);
    }
    assertThat(firsts).containsExactlyInAnyOrder(0, 1, 2, 3);
  }

  @Test
  void attacksFollowTheScaleOfTheAnswers() {
    FMatrixRMaj answers = new FMatrixRMaj(1, 2);
    answers.data[0] = 1.5f;
    answers.data[1] = -1.5f;
    assertThat(Attacks.forAnswers(answers))
        .containsExactly(
            new GaussianAttack(3),
            new GaussianAttack(30),
            new SignFlip(),
            new Plausible(),
            new Targeted(7.5),
            new Colluding(false),
            new MeanAttack(),
            new ZeroAttack(),
            new ExchangeAttack());
    assertThat(Attacks.forAnswers(new FMatrixRMaj(2, 2))).contains(new Targeted(5));
    assertThat(new GaussianAttack(3).name()).isEqualTo("Gaussian sigma=3");
    assertThat(new GaussianAttack(0.25).name()).isEqualTo("Gaussian sigma=0.25");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Attacks.forAnswers(new FMatrixRMaj(0, 3)))
        .withMessageContaining("0 x 3");
    answers.data[1] = Float.NaN;
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Attacks.forAnswers(answers))
        .withMessageContaining("NaN");
  }

  @Test
  void targetedLiarsPushOneClass() {
    FMatrixRMaj answers = matrix(5, 3, 4);
    float[] mean = new float[3];
    for (int i = 0; i < 15; i++) {
      mean[i % 3] += answers.data[i] / 5;
    }
    new Targeted(20).corrupt(answers, new int[] {2, 4}, new FMatrixRMaj[0], new Random(3));
    int pushed = 0;
    for (int c = 0; c < 3; c++) {
      assertThat(answers.get(2, c)).isEqualTo(answers.get(4, c));
      float push = answers.get(2, c) - mean[c];
      assertThat(Math.abs(push) < 1e-4 || Math.abs(push - 20) < 1e-4).isTrue();
      pushed += push > 1 ? 1 : 0;
    }
    assertThat(pushed).isEqualTo(1);
  }

  @Test
  void liesTowardsTheCentreAndOfTheLeastChange() {
    FMatrixRMaj answers = new FMatrixRMaj(new float[][] {{1, 9, 4}, {3, 3, 4}, {5, 0, 7}});
    FMatrixRMaj[] nobody = {};
    FMatrixRMaj mean = answers.copy();
    new MeanAttack().corrupt(mean, new int[] {1}, nobody, new Random(1));
    assertThat(mean.data).containsExactly(1, 9, 4, 3, 4, 5, 5, 0, 7);
    FMatrixRMaj zeros = answers.copy();
    new ZeroAttack().corrupt(zeros, new int[] {0, 2}, nobody, new Random(1));
    assertThat(zeros.data).containsExactly(0, 0, 0, 3, 3, 4, 0, 0, 0);
    FMatrixRMaj exchanged = answers.copy();
    new ExchangeAttack().corrupt(exchanged, new int[] {0, 2}, nobody, new Random(1));
    assertThat(exchanged.data).containsExactly(1, 4, 9, 3, 3, 4, 7, 0, 5);
  }

  /** Asked for query 1 as it is, honest workers answer as the model does, liars lie. */
  @Test
  void whoLiedLiesAgain() {
    FMatrixRMaj honest = matrix(5, 3, 4);
    int[] liars = {3};
    SimulatedSecondRound round =
        SimulatedSecondRound.of(
            5, new SignFlip(), liars, new FMatrixRMaj[] {honest}, new Random(1));
    FMatrixRMaj answers = round.ask(honest, 1, WorkerSet.of(5, 0, 3));
    for (int c = 0; c < 3; c++) {
      assertThat(answers.get(0, c)).isCloseTo(honest.get(1, c), within(0f));
      assertThat(answers.get(1, c)).isCloseTo(-honest.get(1, c), within(0f));
    }
    assertThat(round.requests()).isEqualTo(2);
    SimulatedSecondRound calm =
        SimulatedSecondRound.of(5, null, new int[0], new FMatrixRMaj[0], new Random(1));
    assertThat(List.of(calm.ask(honest, 2, WorkerSet.of(5, 4)).get(0, 1)))
        .containsExactly(honest.get(2, 1));
    assertThat(calm.requests()).isEqualTo(1);
  }
}
