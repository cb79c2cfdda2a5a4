package io.github.approxifer.bench.accuracy.reproduce;

import io.github.approxifer.coding.Answers;
import io.github.approxifer.coding.Code;
import io.github.approxifer.coding.Encoder;
import io.github.approxifer.coding.advisor.BatchModel;
import io.github.approxifer.coding.codes.ParityCode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.data.FMatrixRMaj;
import org.jspecify.annotations.Nullable;

/**
 * What all workers answer to groups. A worker that gets a query as it is answers as the model does
 * to that image, which is known; only true mixtures are put to the model, those of many groups in
 * one batch.
 */
final class CodedAnswers {
  private static final int GROUPS_AT_ONCE = 64;

  private CodedAnswers() {}

  /**
   * Answers groups.
   *
   * @param bed model and images
   * @param code the code
   * @param parityModel what the parity worker of a {@link ParityCode} runs, else null
   * @param groups the images of each group, in the order in which they are encoded
   * @return for each group N x c
   */
  static List<FMatrixRMaj> of(
      TestBed bed, Code code, @Nullable BatchModel parityModel, List<int[]> groups) {
    int[] clean = cleanQueries(code);
    int[] mixing = IntStream.range(0, clean.length).filter(i -> clean[i] < 0).toArray();
    Encoder encoder = new Encoder(code);
    List<FMatrixRMaj> all = new ArrayList<>();
    for (int first = 0; first < groups.size(); first += GROUPS_AT_ONCE) {
      List<int[]> part = groups.subList(first, Math.min(groups.size(), first + GROUPS_AT_ONCE));
      all.addAll(answer(bed, encoder, parityModel, part, clean, mixing));
    }
    return all;
  }

  private static List<FMatrixRMaj> answer(
      TestBed bed,
      Encoder encoder,
      @Nullable BatchModel parityModel,
      List<int[]> groups,
      int[] clean,
      int[] mixing) {
    int size = bed.test().images().numCols;
    FMatrixRMaj mixtures = new FMatrixRMaj(groups.size() * mixing.length, size);
    for (int g = 0; g < groups.size() && mixing.length > 0; g++) {
      FMatrixRMaj coded = encoder.encode(bed.test().select(groups.get(g)).images());
      for (int i = 0; i < mixing.length; i++) {
        System.arraycopy(
            coded.data, mixing[i] * size, mixtures.data, (g * mixing.length + i) * size, size);
      }
    }
    BatchModel model = parityModel == null ? bed::predict : parityModel;
    FMatrixRMaj answers = model.predict(mixtures);
    List<FMatrixRMaj> all = new ArrayList<>();
    int classes = bed.base().numCols;
    for (int g = 0; g < groups.size(); g++) {
      FMatrixRMaj values = new FMatrixRMaj(clean.length, classes);
      for (int worker = 0; worker < clean.length; worker++) {
        if (clean[worker] >= 0) {
          Answers.copyRow(bed.base(), groups.get(g)[clean[worker]], values, worker);
        } else {
          int mixture = Arrays.binarySearch(mixing, worker);
          Answers.copyRow(answers, g * mixing.length + mixture, values, worker);
        }
      }
      all.add(values);
    }
    return all;
  }

  /** For each worker the query that it gets as it is, or -1 for a mixture. */
  static int[] cleanQueries(Code code) {
    DMatrixRMaj matrix = code.encodingMatrix();
    int[] queries = new int[matrix.numRows];
    for (int worker = 0; worker < queries.length; worker++) {
      int query = -1;
      int others = 0;
      for (int j = 0; j < matrix.numCols; j++) {
        if (matrix.get(worker, j) == 1 && query < 0) {
          query = j;
        } else if (matrix.get(worker, j) != 0) {
          others++;
        }
      }
      queries[worker] = others == 0 ? query : -1;
    }
    return queries;
  }
}
