package io.github.approxifer.serving;

import io.github.approxifer.coding.Code;
import io.github.approxifer.coding.CodeParameters;
import io.github.approxifer.coding.codes.SystematicCode;
import io.github.approxifer.models.ItemShape;
import io.github.approxifer.models.Model;
import io.github.approxifer.models.djl.DjlModel;
import io.github.approxifer.models.tensorflow.TensorFlowModels;
import io.github.approxifer.models.tensorflow.TensorFlowThreads;
import io.github.approxifer.serving.worker.InProcessWorker;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A process of its own, for a fault would end it: in each round a model and a predictor over it are
 * opened, asked, and closed while stragglers still predict, as docs/serving.md shows it.
 */
final class ClosingRounds {
  private static final int QUERIES = 16;

  private ClosingRounds() {}

  /** Tells whether it was closed under a prediction. */
  private record Watched(Model model, AtomicInteger predicting, AtomicInteger early)
      implements Model {
    @Override
    public ItemShape inputShape() {
      return model.inputShape();
    }

    @Override
    public ItemShape outputShape() {
      return model.outputShape();
    }

    @Override
    public void predict(float[] inputs, int batch, float[] outputs) {
      predicting.incrementAndGet();
      try {
        model.predict(inputs, batch, outputs);
      } finally {
        predicting.decrementAndGet();
      }
    }

    @Override
    public void close() {
      early.addAndGet(predicting.get());
      model.close();
    }
  }

  /** Arguments: the folder of a SavedModel of 28 x 28 x 1, the number of rounds. */
  public static void main(String... arguments) throws Exception {
    Path folder = Path.of(arguments[0]);
    int rounds = Integer.parseInt(arguments[1]);
    AtomicInteger early = new AtomicInteger();
    int answered = 0;
    for (int round = 0; round < rounds; round++) {
      answered += round(folder, early);
    }
    System.out.printf("answered %d, closed early %d%n", answered, early.get());
  }

  private static int round(Path folder, AtomicInteger early) throws Exception {
    Code code = SystematicCode.of(CodeParameters.stragglersOnly(8, 2));
    ItemShape shape = ItemShape.of(28, 28, 1);
    try (DjlModel served = TensorFlowModels.load(folder, shape, 10, TensorFlowThreads.single());
        Model model = new Watched(served, new AtomicInteger(), early);
        CodedPredictor predictor =
            CodedPredictor.builder(
                    code, InProcessWorker.several(code.workers(), model), shape.size(), 10)
                .closingWorkers()
                .build()) {
      List<CompletableFuture<Prediction>> futures = new ArrayList<>();
      for (int i = 0; i < QUERIES; i++) {
        float[] query = new float[shape.size()];
        query[i] = 1;
        futures.add(predictor.predict(query));
      }
      int labels = 0;
      for (CompletableFuture<Prediction> future : futures) {
        labels += future.get().label() >= 0 ? 1 : 0;
      }
      return labels;
    }
  }
}
