package io.github.approxifer.examples;

import io.github.approxifer.coding.CodeParameters;
import io.github.approxifer.coding.EncodedGroup;
import io.github.approxifer.coding.GroupCoder;
import io.github.approxifer.coding.answers.Answers;
import io.github.approxifer.coding.answers.Decoded;
import io.github.approxifer.coding.answers.WorkerSet;
import io.github.approxifer.coding.codes.SubsetParityCode;
import java.io.PrintStream;
import org.ejml.data.FMatrixRMaj;

/** Sends four queries to five workers, loses one answer, and recovers all four predictions. */
final class CodeByHand {
  private CodeByHand() {}

  static void run(PrintStream out) {
    FMatrixRMaj queries = new FMatrixRMaj(new float[][] {{0.1f}, {0.4f}, {0.5f}, {1.0f}});
    // K = 4, S = 1: each query as it is, and the mean of the two that are most alike.
    CodeParameters parameters = CodeParameters.stragglersOnly(4, 1);
    GroupCoder coder = GroupCoder.of(SubsetParityCode.of(parameters, 2, 1));

    EncodedGroup group = coder.encode(queries); // row i is for worker i
    FMatrixRMaj answers = model(group.coded());

    WorkerSet all = WorkerSet.all(5);
    WorkerSet answered = all.without(1); // worker 1 is late
    FMatrixRMaj values = Answers.select(all, answers, answered, null);
    Decoded decoded = coder.decode(group, answered, values);

    FMatrixRMaj truth = model(queries);
    for (int j = 0; j < 4; j++) {
      out.printf(
          "query %d: %.3f, the model says %.3f (%s)%n",
          j, decoded.predictions().get(j, 0), truth.get(j, 0), decoded.provenances().get(j));
    }
  }

  /** What every worker runs. */
  private static FMatrixRMaj model(FMatrixRMaj inputs) {
    FMatrixRMaj outputs = new FMatrixRMaj(inputs.numRows, 1);
    for (int i = 0; i < inputs.numRows; i++) {
      outputs.set(i, 0, (float) Math.sin(2 * inputs.get(i, 0)));
    }
    return outputs;
  }
}
