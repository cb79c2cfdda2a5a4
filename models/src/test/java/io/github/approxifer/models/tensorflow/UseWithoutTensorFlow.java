package io.github.approxifer.models.tensorflow;

import io.github.approxifer.models.ImageShape;
import io.github.approxifer.models.ModelException;
import io.github.approxifer.models.djl.ModelSignature;
import io.github.approxifer.models.networks.Networks;
import io.github.approxifer.models.training.LearnedStudent;
import io.github.approxifer.models.training.Recording;
import io.github.approxifer.models.training.StudentOptions;
import io.github.approxifer.models.training.Students;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;

/** Tries in a process of its own all that needs TensorFlow, and answers what that led to. */
final class UseWithoutTensorFlow {

  private UseWithoutTensorFlow() {}

  /** Writes the message of each exception, for the test that started this process. */
  public static void main(String[] arguments) throws Exception {
    ImageShape shape = new ImageShape(1, 1, 2);
    List<Callable<?>> uses =
        List.of(
            () -> Networks.of("resnet18", shape, 2),
            () ->
                Students.learn(
                    Recording.of(shape, 2, new float[200], new float[200]),
                    StudentOptions.standard()),
            () -> LearnedStudent.open(Path.of("student.safetensors")),
            () ->
                TensorFlowModels.load(
                    Path.of("model"), ModelSignature.described(), TensorFlowThreads.single()));
    for (Callable<?> use : uses) {
      try {
        use.call();
      } catch (ModelException e) {
        System.out.println(e.getMessage());
      }
    }
  }
}
