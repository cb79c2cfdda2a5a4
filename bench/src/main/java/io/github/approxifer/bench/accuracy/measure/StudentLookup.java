package io.github.approxifer.bench.accuracy.measure;

import io.github.approxifer.coding.BatchModel;
import io.github.approxifer.coding.student.Student;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.ejml.data.FMatrixRMaj;

/**
 * What a student answers to the inputs of workers, found by what the model answers to them: an
 * attack sees answers, not inputs. Every input that a worker gets must have been learned. Confined
 * to one thread.
 */
public final class StudentLookup {
  private final Student student;
  private final Map<FloatBuffer, FMatrixRMaj> known = new HashMap<>();

  /**
   * A lookup that knows nothing yet.
   *
   * @param student the student
   */
  public StudentLookup(Student student) {
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
      known.put(key(answers, row), new FMatrixRMaj(1, own.numCols, true, row(own, row)));
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

  /**
   * Looks up what the student answers.
   *
   * @param answers the model's answers; not modified
   * @param row the answer to the input in question
   * @return 1 x c, not to be modified
   */
  public FMatrixRMaj of(FMatrixRMaj answers, int row) {
    return Objects.requireNonNull(
        known.get(key(answers, row)), "an answer of the model to an input that was not learned");
  }

  private static FloatBuffer key(FMatrixRMaj answers, int row) {
    return FloatBuffer.wrap(row(answers, row));
  }

  private static float[] row(FMatrixRMaj from, int row) {
    return Arrays.copyOfRange(from.data, row * from.numCols, (row + 1) * from.numCols);
  }
}
