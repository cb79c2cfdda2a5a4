package io.github.approxifer.models.training;

import io.github.approxifer.models.weights.Parameter;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/**
 * One training from examples to files: the weights {@code NAME-DATASET.safetensors}, a report
 * {@code .md} with the loss as a chart, and the checkpoint.
 *
 * @param lesson what is learned
 * @param plan how to train
 * @param limits how much of the machine's time to take
 * @param output the folder to write to
 */
record TrainingTask(Lesson lesson, TrainingPlan plan, TrainingLimits limits, Path output) {

  /** Judging takes time from training, so it is not done after every short epoch. */
  private static final Duration JUDGE_EVERY = Duration.ofSeconds(30);

  /** The name of the files. */
  String title() {
    return lesson.name() + "-" + lesson.images().shortName();
  }

  /** Where the state is kept. */
  Checkpoint checkpoint() {
    return new Checkpoint(output.resolve(title() + ".checkpoint"), title() + ": " + describe());
  }

  /** Trains and writes; says on the console what happens. */
  void run(PrintStream console) throws IOException {
    Files.createDirectories(output);
    Checkpoint checkpoint = checkpoint();
    console.printf(
        "Training %s on %s (%s)%s%n",
        lesson.name(),
        lesson.material(),
        describe(),
        checkpoint.exists() ? ", resumed from its checkpoint" : "");
    checkpoint.requireThisTraining();
    Trainer trainer = new Trainer(lesson.network(), plan, lesson.loss(), checkpoint, limits);
    Trainer.Outcome outcome = trainer.run(lesson.examples(), lesson.start(), new Progress(console));
    String spent = TrainingProgress.time(outcome.seconds());
    if (!outcome.finished()) {
      console.printf(
          "Stopped at step %d after %s in all; the same command goes on from %s%n",
          outcome.steps(), spent, output.resolve(title() + ".checkpoint"));
      return;
    }
    String verdict = lesson.judge(new HeldValues(outcome.parameters()), false);
    new TrainingReport(output, title(), this, verdict).write(outcome);
    console.println(
        "Done in "
            + spent
            + ": "
            + verdict
            + ". Weights and report: "
            + output.resolve(title())
            + ".*");
  }

  /** Prints speed and judgements. */
  private final class Progress implements Trainer.Listener {
    private final PrintStream console;
    private final TrainingProgress progress;
    private long judged = System.nanoTime() - JUDGE_EVERY.toNanos();

    Progress(PrintStream console) {
      this.console = console;
      this.progress = new TrainingProgress(console, plan.batch());
    }

    @Override
    public void stepped(long done, double part, float loss) {
      progress.stepped(done, part, loss);
    }

    @Override
    public void epochEnded(long done, double part, Supplier<Map<Parameter, float[]>> parameters)
        throws IOException {
      if (System.nanoTime() - judged < JUDGE_EVERY.toNanos()) {
        return;
      }
      console.printf(
          Locale.ROOT,
          "After step %d of %d: %s%n",
          done,
          Math.round(done / part),
          lesson.judge(new HeldValues(parameters.get()), true));
      judged = System.nanoTime();
    }
  }

  /** What was trained how, in a line. */
  String describe() {
    return plan.describe()
        + (limits.finishWithin() == null
            ? ""
            : ", rate to 0 within " + limits.finishWithin().toSeconds() + " s")
        + lesson.describe();
  }
}
