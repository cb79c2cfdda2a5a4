package io.github.approxifer.examples;

import io.github.approxifer.coding.Code;
import io.github.approxifer.coding.CodeParameters;
import io.github.approxifer.coding.answers.Provenance;
import io.github.approxifer.coding.codes.ReplicationCode;
import io.github.approxifer.coding.student.Student;
import io.github.approxifer.models.FunctionModel;
import io.github.approxifer.models.ImageShape;
import io.github.approxifer.models.ItemShape;
import io.github.approxifer.models.Model;
import io.github.approxifer.models.tensorflow.TensorFlowThreads;
import io.github.approxifer.models.training.LearnedStudent;
import io.github.approxifer.models.training.Recording;
import io.github.approxifer.models.training.StudentOptions;
import io.github.approxifer.models.training.Students;
import io.github.approxifer.serving.CodedPredictor;
import io.github.approxifer.serving.Prediction;
import io.github.approxifer.serving.faults.CrashingWorker;
import io.github.approxifer.serving.worker.InProcessWorker;
import io.github.approxifer.serving.worker.Worker;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;

/** A student learns a model's answers, and then answers for a worker that has crashed. */
final class TeachAStudent {
  private static final int LENGTH = 6;
  private static final int CLASSES = 3;
  private static final int K = 4;

  private TeachAStudent() {}

  static void run(PrintStream out) {
    Model model = FunctionModel.of(ItemShape.of(LENGTH), CLASSES, TeachAStudent::logits);
    float[] queries = draw(2000, 1);
    Recording recorded =
        Recording.of(new ImageShape(1, 1, LENGTH), CLASSES, queries, model.predict(queries, 2000));
    LearnedStudent learned;
    try {
      learned = Students.learn(recorded, StudentOptions.standard().withWidth(32).withEpochs(10));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    out.printf("agreement of the student on what it did not see: %.2f%n", learned.agreement());

    Code code = ReplicationCode.copying(CodeParameters.stragglersOnly(K, 0), 0); // each query once
    List<Worker> workers = new ArrayList<>(InProcessWorker.several(K, model));
    CrashingWorker down = new CrashingWorker(workers.get(2));
    down.crash();
    workers.set(2, down);
    try (Model small = learned.serve(TensorFlowThreads.single());
        CodedPredictor predictor =
            CodedPredictor.builder(code, workers, LENGTH, CLASSES)
                .student(Student.of(LENGTH, CLASSES, small::predict))
                .answerWithin(Duration.ofMillis(200))
                .closingWorkers()
                .build()) {
      float[] asked = draw(100, 2);
      float[] truth = model.predict(asked, 100);
      List<CompletableFuture<Prediction>> predictions = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        predictions.add(predictor.predict(row(asked, i)));
      }
      int students = 0;
      int agree = 0;
      for (int i = 0; i < 100; i++) {
        Prediction prediction = predictions.get(i).join();
        students += prediction.provenance() == Provenance.STUDENT ? 1 : 0;
        agree += prediction.label() == largest(truth, i) ? 1 : 0;
      }
      out.printf(
          "%d of 100 answers are the student's; %d labels are the model's%n", students, agree);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static float[] draw(int count, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] queries = new float[count * LENGTH];
    for (int i = 0; i < queries.length; i++) {
      queries[i] = (float) random.nextGaussian();
    }
    return queries;
  }

  private static float[] row(float[] queries, int i) {
    return Arrays.copyOfRange(queries, i * LENGTH, (i + 1) * LENGTH);
  }

  private static int largest(float[] answers, int row) {
    int best = 0;
    for (int k = 1; k < CLASSES; k++) {
      best = answers[row * CLASSES + k] > answers[row * CLASSES + best] ? k : best;
    }
    return best;
  }

  /** The served model: anything that turns six values into three. */
  private static void logits(float[] in, float[] out) {
    out[0] = 2 * in[0] + in[1] * in[2];
    out[1] = 2 * in[3] - in[4];
    out[2] = (float) Math.sin(in[5]) + in[1];
  }
}
