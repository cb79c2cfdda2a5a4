package io.github.approxifer.examples;

import io.github.approxifer.coding.CodeParameters;
import io.github.approxifer.coding.answers.Provenance;
import io.github.approxifer.coding.codes.SystematicCode;
import io.github.approxifer.models.FunctionModel;
import io.github.approxifer.models.ItemShape;
import io.github.approxifer.models.Model;
import io.github.approxifer.serving.CodedPredictor;
import io.github.approxifer.serving.Prediction;
import io.github.approxifer.serving.faults.Delay;
import io.github.approxifer.serving.faults.DelayedWorker;
import io.github.approxifer.serving.worker.InProcessWorker;
import io.github.approxifer.serving.worker.Worker;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/** Serves 64 queries through ten workers, each of which is two seconds late now and then. */
final class ServeWithStragglers {
  private ServeWithStragglers() {}

  static void run(PrintStream out) {
    Model model = FunctionModel.of(ItemShape.of(2), 2, ServeWithStragglers::scores);
    SystematicCode code = SystematicCode.of(CodeParameters.stragglersOnly(8, 2));
    Delay delay = Delay.mixture(0.05, Delay.fixed(0.001), Delay.fixed(2));
    ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    List<Worker> workers = new ArrayList<>();
    for (InProcessWorker worker : InProcessWorker.several(code.workers(), model)) {
      workers.add(new DelayedWorker(worker, delay, clock, workers.size()));
    }

    long start = System.nanoTime();
    Map<Provenance, Integer> obtained = new EnumMap<>(Provenance.class);
    int right = 0;
    try (CodedPredictor predictor = CodedPredictor.builder(code, workers, 2, 2).build()) {
      List<CompletableFuture<Prediction>> predictions = new ArrayList<>();
      for (int i = 0; i < 64; i++) {
        predictions.add(predictor.predict(query(i)));
      }
      for (int i = 0; i < 64; i++) {
        Prediction prediction = predictions.get(i).join();
        obtained.merge(prediction.provenance(), 1, Integer::sum);
        float[] truth = model.predict(query(i), 1);
        right += prediction.label() == (truth[0] >= truth[1] ? 0 : 1) ? 1 : 0;
      }
    } finally {
      workers.forEach(Worker::close);
      clock.shutdown();
    }
    out.printf("64 queries in %.2f s, %d labels as the model's%n", seconds(start), right);
    out.println("obtained: " + obtained);
  }

  private static double seconds(long start) {
    return (System.nanoTime() - start) / 1e9;
  }

  private static float[] query(int i) {
    return new float[] {(float) Math.cos(i), (float) Math.sin(2 * i)};
  }

  private static void scores(float[] in, float[] out) {
    out[0] = in[0] + in[1];
    out[1] = in[0] - in[1];
  }
}
