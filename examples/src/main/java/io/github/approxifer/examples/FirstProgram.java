package io.github.approxifer.examples;

import io.github.approxifer.coding.CodeParameters;
import io.github.approxifer.coding.Scheme;
import io.github.approxifer.coding.codes.ReplicationCode;
import io.github.approxifer.coding.student.HardestFirst;
import io.github.approxifer.coding.student.Student;
import io.github.approxifer.coding.student.StudentDecoder;
import io.github.approxifer.models.Model;
import io.github.approxifer.serving.CodedPredictor;
import io.github.approxifer.serving.Prediction;
import io.github.approxifer.serving.worker.InProcessWorker;
import java.time.Duration;

/** The README's first program. */
final class FirstProgram {
  private FirstProgram() {}

  /**
   * Groups of eight, nine workers: the hardest query goes out twice, a student fills what is lost.
   */
  static Prediction predict(Model model, Student student, float[] query) {
    var code = ReplicationCode.copying(CodeParameters.stragglersOnly(8, 1), 1);
    var scheme = Scheme.of(StudentDecoder.of(code)).withOrdering(new HardestFirst());
    var workers = InProcessWorker.several(9, model); // or RemoteWorkers.connect(...)
    try (var predictor =
        CodedPredictor.builder(scheme, workers, student.inputLength(), student.outputLength())
            .student(student)
            .answerWithin(Duration.ofMillis(500))
            .closingWorkers()
            .build()) {
      return predictor.predict(query).join(); // its label(), and its provenance(): EXACT or STUDENT
    }
  }
}
