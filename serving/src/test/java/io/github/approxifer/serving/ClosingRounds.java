package io.github.approxifer.serving;

import io.github.approxifer.coding.Code;
import io.github.approxifer.coding.CodeParameters;
import io.github.approxifer.coding.codes.SystematicCode;
import io.github.approxifer.models.Model;
import io.github.approxifer.models.djl.ModelSignature;
import io.github.approxifer.models.tensorflow.TensorFlowModels;
import io.github.approxifer.models.tensorflow.TensorFlowThreads;
import io.github.approxifer.serving.worker.InProcessWorker;
import io.github.approxifer.serving.worker.Worker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * A process of its own, for a fault in native code would end it: rounds of what docs/serving.md shows,
 * a model in try-with-resources around a predictor whose stragglers are still predicting when all
 * queries have their answers. In every other round the workers are closed too.
 */
final class ClosingRounds {

  private static final int QUERIES = 16;

  private ClosingRounds() {}

  /** Arguments: the folder of a SavedModel of 28 x 28 pixels and 10 classes, the number of rounds. */
  public static void main(String... arguments) throws Exception {
    int answered = 0;
    for (int round = 0; round < Integer.parseInt(arguments[1]); round++) {
      answered += round(Path.of(arguments[0]), round % 2 == 0);
    }
    System.out.println("answered " + answered);
  }

  private static int round(Path folder, boolean closeWorkers) throws Exception {
    try (Model model =
        TensorFlowModels.load(folder, ModelSignature.described(), TensorFlowThreads.single())) {
      Code code = SystematicCode.of(CodeParameters.stragglersOnly(8, 2));
      List<Worker> workers = new ArrayList<>();
      for (int i = 0; i < code.workers(); i++) {
        workers.add(new InProcessWorker("worker " + i, model));
      }
      List<CompletableFuture<Prediction>> predictions = new ArrayList<>();
      try (CodedPredictor predictor =
          CodedPredictor.builder(code, workers, 784, 10).linger(Duration.ofMillis(5)).build()) {
        for (int query = 0; query < QUERIES; query++) {
          predictions.add(predictor.predict(new float[784]));
        }
        for (CompletableFuture<Prediction> prediction : predictions) {
          prediction.get();
        }
      }
      if (closeWorkers) {
        workers.forEach(Worker::close);
      }
    }
    return QUERIES;
  }
}
