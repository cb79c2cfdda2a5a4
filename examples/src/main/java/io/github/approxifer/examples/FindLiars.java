package io.github.approxifer.examples;

import io.github.approxifer.coding.CodeParameters;
import io.github.approxifer.coding.EncodedGroup;
import io.github.approxifer.coding.GroupCoder;
import io.github.approxifer.coding.Scheme;
import io.github.approxifer.coding.answers.Decoded;
import io.github.approxifer.coding.answers.WorkerSet;
import io.github.approxifer.coding.codes.PairedCode;
import io.github.approxifer.coding.decode.PairedDecoder;
import io.github.approxifer.coding.decode.RecheckingDecoder;
import java.io.PrintStream;
import java.util.SplittableRandom;
import org.ejml.data.FMatrixRMaj;

/**
 * Every query goes to two workers, and again where they differ: the liar is named, and the
 * predictions are the model's own.
 */
final class FindLiars {
  private static final int LIAR = 3;

  private FindLiars() {}

  static void run(PrintStream out) {
    PairedCode code = PairedCode.of(new CodeParameters(4, 0, 1)); // K=4, S=0, E=1
    GroupCoder coder =
        GroupCoder.of(Scheme.of(code).withDecoder(RecheckingDecoder.of(PairedDecoder.of(code))));
    SplittableRandom random = new SplittableRandom(1);
    FMatrixRMaj queries = new FMatrixRMaj(4, 6);
    for (int i = 0; i < queries.getNumElements(); i++) {
      queries.data[i] = (float) random.nextGaussian();
    }

    EncodedGroup group = coder.encode(queries);
    FMatrixRMaj answers = model(group.coded());
    answers.set(LIAR, 0, answers.get(LIAR, 1)); // the lie: two outputs exchanged
    answers.set(LIAR, 1, model(group.coded()).get(LIAR, 0));

    Decoded decoded =
        coder.decode(
            group,
            WorkerSet.all(code.workers()),
            answers,
            recheck -> {
              out.printf("query %d goes to %s once more%n", recheck.query(), recheck.workers());
              return again(queries, recheck.query(), recheck.workers().size());
            });

    out.println("liars: " + decoded.liars());
    FMatrixRMaj truth = model(queries);
    double worst = 0;
    for (int i = 0; i < truth.getNumElements(); i++) {
      worst = Math.max(worst, Math.abs(truth.data[i] - decoded.predictions().data[i]));
    }
    out.printf("greatest error of a prediction: %.6f%n", worst);
  }

  /** The same query, answered by some workers. */
  private static FMatrixRMaj again(FMatrixRMaj queries, int query, int workers) {
    FMatrixRMaj copies = new FMatrixRMaj(workers, queries.numCols);
    for (int i = 0; i < workers; i++) {
      System.arraycopy(
          queries.data, query * queries.numCols, copies.data, i * queries.numCols, queries.numCols);
    }
    return model(copies);
  }

  /** What every honest worker runs: three outputs for six inputs. */
  private static FMatrixRMaj model(FMatrixRMaj inputs) {
    FMatrixRMaj outputs = new FMatrixRMaj(inputs.numRows, 3);
    for (int i = 0; i < inputs.numRows; i++) {
      for (int k = 0; k < 3; k++) {
        double sum = 0;
        for (int j = 0; j < inputs.numCols; j++) {
          sum += inputs.get(i, j) * Math.cos(1 + j + 2 * k);
        }
        outputs.set(i, k, (float) (3 * Math.tanh(sum)));
      }
    }
    return outputs;
  }
}
