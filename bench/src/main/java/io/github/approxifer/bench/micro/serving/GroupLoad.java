package io.github.approxifer.bench.micro.serving;

import io.github.approxifer.serving.CodedPredictor;
import io.github.approxifer.serving.Prediction;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;

/** Sends groups of the same drawn queries and waits for their predictions. Not thread-safe. */
final class GroupLoad {
  private final float[][] queries;
  private final List<CompletableFuture<Prediction>> futures = new ArrayList<>();

  /**
   * Draws the queries of a group.
   *
   * @param queries K
   * @param length d
   */
  GroupLoad(int queries, int length) {
    SplittableRandom random = new SplittableRandom(1);
    this.queries = new float[queries][length];
    for (float[] query : this.queries) {
      for (int i = 0; i < length; i++) {
        query[i] = (float) random.nextGaussian();
      }
    }
  }

  /** Sends groups at once; returns how many predictions came. */
  int send(CodedPredictor predictor, int groups) {
    futures.clear();
    for (int group = 0; group < groups; group++) {
      for (float[] query : queries) {
        futures.add(predictor.predict(query));
      }
    }
    int labels = 0;
    for (CompletableFuture<Prediction> future : futures) {
      labels += future.join().label() >= 0 ? 1 : 0;
    }
    return labels;
  }
}
