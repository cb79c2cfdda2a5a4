package io.github.approxifer.models.djl;

import io.github.approxifer.models.ItemShape;
import io.github.approxifer.models.Model;
import io.github.approxifer.models.tensorflow.TensorFlowModels;
import io.github.approxifer.models.tensorflow.TensorFlowThreads;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * A process of its own, for a fault would end it: in each round a model is opened, eight threads
 * predict with it as stragglers do, and it is closed under them. Every prediction must be right or
 * refused.
 */
final class ClosingRounds {

  static final int SIZE = 28 * 28;
  static final int OUTPUTS = 10;
  private static final int THREADS = 8;
  private static final int BATCH = 64;
  private static final long PATIENCE_NANOS = 60_000_000_000L;

  private ClosingRounds() {}

  /** Arguments: tensorflow or onnx, the model's folder, the number of rounds. */
  public static void main(String... arguments) throws Exception {
    Path folder = Path.of(arguments[1]);
    int rounds = Integer.parseInt(arguments[2]);
    ExecutorService threads =
        Executors.newFixedThreadPool(
            THREADS,
            task -> {
              Thread thread = new Thread(task);
              thread.setDaemon(true); // a failure ends the process
              return thread;
            });
    float[] inputs = new float[BATCH * SIZE];
    Arrays.fill(inputs, 0.5f);
    float[] right = null;
    int refused = 0;
    for (int round = 0; round < rounds; round++) {
      Model model = open(arguments[0], folder);
      float[] expected = right == null ? model.predict(inputs, BATCH) : right;
      right = expected;
      CountDownLatch began = new CountDownLatch(THREADS);
      List<Future<Boolean>> stragglers = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        stragglers.add(threads.submit(() -> predictUntilClosed(model, inputs, expected, began)));
      }
      began.await();
      model.close();
      for (Future<Boolean> straggler : stragglers) {
        refused += straggler.get() ? 1 : 0;
      }
    }
    threads.shutdown();
    System.out.println("refused " + refused);
  }

  private static Model open(String engine, Path folder) throws IOException {
    ItemShape shape = ItemShape.of(28, 28, 1);
    return engine.equals("onnx")
        ? DjlModel.load("OnnxRuntime", folder, "linear", ModelSignature.of(shape), Map.of())
        : TensorFlowModels.load(folder, shape, OUTPUTS, TensorFlowThreads.single());
  }

  private static boolean predictUntilClosed(
      Model model, float[] inputs, float[] expected, CountDownLatch began) {
    try {
      long start = System.nanoTime();
      while (System.nanoTime() - start < PATIENCE_NANOS) {
        float[] outputs;
        try {
          outputs = model.predict(inputs, BATCH);
        } catch (IllegalStateException e) {
          if (String.valueOf(e.getMessage()).endsWith("is closed")) {
            return true;
          }
          throw e;
        }
        if (!Arrays.equals(outputs, expected)) {
          throw new AssertionError("a prediction under close was wrong");
        }
        began.countDown();
      }
      throw new AssertionError("the model was never closed");
    } finally {
      began.countDown();
    }
  }
}
