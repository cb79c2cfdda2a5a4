package io.github.approxifer.bench.accuracy.measure;

import io.github.approxifer.coding.answers.Answers;
import io.github.approxifer.coding.attack.Attack;
import java.util.Random;
import org.ejml.data.FMatrixRMaj;

/**
 * Lazy workers that run the student in the model's stead.
 *
 * @param students what the student answers
 */
public record StudentsOwn(StudentLookup students) implements Attack {
  @Override
  public String name() {
    return "the student's own";
  }

  @Override
  public void corrupt(FMatrixRMaj answers, int[] liars, FMatrixRMaj[] others, Random random) {
    for (int liar : liars) {
      Answers.copyRow(students.of(answers, liar), 0, answers, liar);
    }
  }
}
