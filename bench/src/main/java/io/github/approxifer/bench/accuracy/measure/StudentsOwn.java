package io.github.approxifer.bench.accuracy.measure;

import io.github.approxifer.coding.advisor.BatchModel;
import io.github.approxifer.coding.attack.Attack;
import io.github.approxifer.coding.student.Student;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.ejml.data.FMatrixRMaj;

/**
 * Lazy workers that run the student in the model's stead. What the student answers to an input is
 * found by what the model answers to it, so every input that a worker gets must have been learned.
 * Confined to one thread.
 */
public final class StudentsOwn implements Attack {
  private final Student student;
  private final Map<FloatBuffer, float[]> lies = new HashMap<>();

  /**
   * An attack that has learned nothing yet.
   *
   * @param student what liars run
   */
  public StudentsOwn(Student student) {
    this.student = student;
  }

  /**
   * Learns answers.
   *
   * @param answers n x c, what the model answers to n inputs; not modified
   * @param own n x c, what the student answers to them; not modified
   */
  public void learn(FMatrixRMaj answers, FMatrixRMaj own) {
    for (int row = 0; row < answers.numRows; row++) {
      lies.put(key(answers, row), row(own, row));
    }
  }

  /**
   * A model whose answers are learned as it gives them.
   *
   * @param model the model
   * @return the same answers
   */
  public BatchModel learning(BatchModel model) {
    return inputs -> {
      FMatrixRMaj answers = model.predict(inputs);
      if (inputs.numRows > 0) {
        learn(answers, student.answer(inputs, null));
      }
      return answers;
    };
  }

  @Override
  public String name() {
    return "the student's own";
  }

  @Override
  public void corrupt(FMatrixRMaj answers, int[] liars, FMatrixRMaj[] others, Random random) {
    for (int liar : liars) {
      float[] lie =
          Objects.requireNonNull(
              lies.get(key(answers, liar)), "an answer of the model to an input never seen");
      System.arraycopy(lie, 0, answers.data, liar * answers.numCols, answers.numCols);
    }
  }

  private static FloatBuffer key(FMatrixRMaj answers, int row) {
    return FloatBuffer.wrap(row(answers, row));
  }

  private static float[] row(FMatrixRMaj from, int row) {
    return Arrays.copyOfRange(from.data, row * from.numCols, (row + 1) * from.numCols);
  }
}
