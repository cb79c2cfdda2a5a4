package io.github.approxifer.bench.accuracy.study;

import io.github.approxifer.bench.workload.Workload;
import io.github.approxifer.coding.Code;
import io.github.approxifer.coding.answers.Answers;
import io.github.approxifer.coding.answers.WorkerSet;
import io.github.approxifer.coding.decode.LinearDecoder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.ejml.data.FMatrixRMaj;

/**
 * Real images in random groups of K, and the workers' answers to their coded queries. Each group
 * loses S random answers when it is decoded, the same ones at every call.
 */
final class ImageGroups {
  static final long SEED = 1;

  private final Workload workload;
  private final Code code;
  private final LinearDecoder decoder;
  private final List<int[]> members = new ArrayList<>();
  private final List<FMatrixRMaj> answers = new ArrayList<>();

  /**
   * Draws the groups and asks the workers.
   *
   * @param workload model and images
   * @param code the code that decodes
   * @param encoder K x d queries to N x d coded queries
   */
  ImageGroups(Workload workload, Code code, UnaryOperator<FMatrixRMaj> encoder) {
    this.workload = workload;
    this.code = code;
    this.decoder = LinearDecoder.of(code);
    int images = workload.images().size();
    int queries = code.parameters().queries();
    int[] order = new Random(SEED).ints(0, images).distinct().limit(images).toArray();
    for (int first = 0; first + queries <= images; first += queries) {
      int[] group = Arrays.copyOfRange(order, first, first + queries);
      members.add(group);
      answers.add(predict(encoder.apply(images(group))));
    }
  }

  int count() {
    return members.size();
  }

  /** The share of the grouped images on which the model is right without a code. */
  double base() {
    int right = 0;
    for (int[] group : members) {
      right += right(predict(images(group)), group);
    }
    return (double) right / (code.parameters().queries() * members.size());
  }

  /**
   * The accuracy of the decoded predictions, and its standard error: the predictions of a group
   * hang together, so groups are what is counted.
   *
   * @param changeAnswers what happens to the N x c answers of a group before decoding
   * @param changePredictions what happens to its K x c predictions after it
   * @return accuracy and standard error
   */
  double[] accuracy(
      UnaryOperator<FMatrixRMaj> changeAnswers, UnaryOperator<FMatrixRMaj> changePredictions) {
    Random random = new Random(SEED);
    WorkerSet all = WorkerSet.all(code.workers());
    int stragglers = code.parameters().stragglers();
    double sum = 0;
    double squares = 0;
    for (int g = 0; g < members.size(); g++) {
      int[] late = random.ints(0, code.workers()).distinct().limit(stragglers).toArray();
      WorkerSet answered = all.without(late);
      FMatrixRMaj values = Answers.select(all, changeAnswers.apply(answers.get(g)), answered, null);
      FMatrixRMaj predictions = changePredictions.apply(decoder.combine(answered, values));
      double share = (double) right(predictions, members.get(g)) / predictions.numRows;
      sum += share;
      squares += share * share;
    }
    int n = members.size();
    double mean = sum / n;
    return new double[] {mean, Math.sqrt((squares / n - mean * mean) / (n - 1))};
  }

  static String text(double[] accuracyAndError) {
    return String.format(Locale.ROOT, "%.3f ± %.3f", accuracyAndError[0], accuracyAndError[1]);
  }

  private int right(FMatrixRMaj predictions, int[] group) {
    int right = 0;
    for (int query = 0; query < group.length; query++) {
      right += Answers.largest(predictions, query) == workload.images().label(group[query]) ? 1 : 0;
    }
    return right;
  }

  private FMatrixRMaj images(int[] group) {
    FMatrixRMaj images = new FMatrixRMaj(group.length, workload.model().inputShape().size());
    workload.images().readBatch(group, images.data);
    return images;
  }

  private FMatrixRMaj predict(FMatrixRMaj queries) {
    FMatrixRMaj outputs = new FMatrixRMaj(queries.numRows, workload.model().outputShape().size());
    workload.model().predict(queries.data, queries.numRows, outputs.data);
    return outputs;
  }
}
