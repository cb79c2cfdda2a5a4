package io.github.approxifer.models.training;

import io.github.approxifer.coding.BatchModel;
import io.github.approxifer.models.ImageShape;
import io.github.approxifer.models.networks.Network;
import io.github.approxifer.models.networks.StudentNetworks;
import io.github.approxifer.models.tensorflow.TensorFlowPresence;
import io.github.approxifer.models.weights.HeInitialization;
import java.io.IOException;
import java.io.PrintStream;

/** The teaching of students what a served model answers, inside a program. */
public final class Students {

  private Students() {}

  /**
   * Learns from recorded traffic. Blocks for as long as it takes: minutes for tens of thousands of
   * images on one processor. The loss is the Kullback-Leibler divergence of the softmax of the
   * answers plus 0.05 times the mean squared difference, so answers should be logits.
   *
   * @param recording queries and the model's answers, at least 2; some thousands are of use
   * @param options what the student may cost and how long it may take
   * @return the student
   * @throws IOException if the student cannot be judged, or the thread was interrupted ({@link
   *     java.io.InterruptedIOException}, with the interrupt still set)
   * @throws io.github.approxifer.models.ModelException if TensorFlow is not on the class path
   * @throws ArithmeticException if the loss is no longer a number, as with answers that are none
   * @throws IllegalArgumentException if there are fewer than 2 queries, the budget is too small, or
   *     the model given to {@link StudentOptions#withMixtures} answers in another shape, what is no
   *     number, or otherwise than recorded; what that model throws is passed on
   */
  public static LearnedStudent learn(Recording recording, StudentOptions options)
      throws IOException {
    TensorFlowPresence.require();
    int learned = options.learned(recording.size());
    if (learned < 2) {
      throw new IllegalArgumentException(
          "a student learns from at least 2 queries, but " + learned + " were left to learn from");
    }
    ImageShape shape = recording.inputShape();
    Network network =
        options.multiplyAdds() > 0
            ? StudentNetworks.within(shape, recording.classes(), options.multiplyAdds())
            : StudentNetworks.of(shape, recording.classes(), options.width());
    Augmentation augmentation = options.augmentation(shape);
    TrainingPlan plan = options.plan(learned);
    Examples examples =
        new RecordedExamples(extended(recording.slice(0, learned), options), augmentation);
    Trainer trainer = new Trainer(network, plan, Loss.DISTILLATION, null, options.limits());
    PrintStream console = options.console();
    Trainer.Listener listener =
        console == null
            ? (done, part, loss) -> {}
            : new TrainingProgress(console, plan.batch())::stepped;
    HeldValues values =
        new HeldValues(
            trainer.run(examples, HeInitialization.of(options.seed()), listener).parameters());
    return new LearnedStudent(network, values, agreement(network, values, recording, learned));
  }

  /** The recording and the mixtures that the model is asked. */
  private static Recording extended(Recording recording, StudentOptions options)
      throws IOException {
    BatchModel model = options.asked();
    if (model == null) {
      return recording;
    }
    Mixtures mixtures = new Mixtures(recording, options.mixtures(), options.seed());
    return mixtures.answered(mixtures.ask(model, options.console()));
  }

  private static double agreement(
      Network network, HeldValues values, Recording recording, int learned) throws IOException {
    if (learned == recording.size()) {
      return Double.NaN;
    }
    Recording rest = recording.slice(learned, recording.size());
    int classes = rest.classes();
    float[] own = Accuracy.outputs(network, values, rest);
    float[] wanted = new float[classes];
    int agreed = 0;
    for (int i = 0; i < rest.size(); i++) {
      rest.answer(i, wanted, 0);
      agreed +=
          Accuracy.best(own, i * classes, classes) == Accuracy.best(wanted, 0, classes) ? 1 : 0;
    }
    return (double) agreed / rest.size();
  }
}
