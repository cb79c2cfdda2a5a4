package io.github.approxifer.models.training;

import io.github.approxifer.models.networks.Network;
import io.github.approxifer.models.weights.Parameter;
import io.github.approxifer.models.weights.ParameterValues;
import java.io.IOException;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The training of one network. Confined to one thread. */
final class Trainer {

  /** The part of the steps before the peak of the learning rate. */
  private static final double WARM_UP = 0.2;

  private static final int CURVE_POINTS = 200;
  private static final int CURVE_POINTS_OF_AN_EPOCH = 10;

  /** What a training tells while it runs. */
  interface Listener {

    /** After every step; {@code done} counts from 1, {@code part} of the schedule is behind. */
    void stepped(long done, double part, float loss);

    /** After every epoch but the last; {@code parameters} copies them out when asked. */
    default void epochEnded(long done, double part, Supplier<Map<Parameter, float[]>> parameters)
        throws IOException {}
  }

  /**
   * What a training ends with.
   *
   * @param parameters the parameters
   * @param losses the losses
   * @param steps the steps taken, by earlier runs too
   * @param seconds the time spent, by earlier runs too
   * @param finished false if it was stopped and can go on from its checkpoint
   */
  record Outcome(
      Map<Parameter, float[]> parameters,
      LossCurve losses,
      long steps,
      double seconds,
      boolean finished) {}

  private final Network network;
  private final TrainingPlan plan;
  private final Loss loss;
  private final @Nullable Checkpoint checkpoint;
  private final TrainingLimits limits;

  /**
   * Creates a trainer.
   *
   * @param network the network
   * @param plan how to train
   * @param loss what to make small
   * @param checkpoint where to leave the state; if there is one there, training goes on from it;
   *     null for nowhere
   * @param limits how much of the machine's time to take
   */
  Trainer(
      Network network,
      TrainingPlan plan,
      Loss loss,
      @Nullable Checkpoint checkpoint,
      TrainingLimits limits) {
    this.network = network;
    this.plan = plan;
    this.loss = loss;
    this.checkpoint = checkpoint;
    this.limits = limits;
  }

  /**
   * Takes the steps that are left, or as many as the limits allow.
   *
   * @param examples what to learn
   * @param start the values of a training that begins
   * @param listener is told of the progress
   * @return parameters and losses
   * @throws IOException if a checkpoint cannot be read or written
   * @throws ArithmeticException if the loss is no longer a number
   */
  Outcome run(Examples examples, ParameterValues start, Listener listener) throws IOException {
    long began = System.nanoTime();
    long steps = plan.steps(examples.size());
    long stepsPerEpoch = plan.stepsPerEpoch(examples.size());
    LossCurve losses =
        new LossCurve(
            limits.finishWithin() == null
                ? steps / CURVE_POINTS
                : stepsPerEpoch / CURVE_POINTS_OF_AN_EPOCH);
    OneCycle rates = new OneCycle(plan.peakRate(), WARM_UP);
    try (TrainingGraph graph =
        new TrainingGraph(
            network,
            loss,
            (float) plan.momentum(),
            (float) plan.decay(),
            limits.tensorFlowThreads())) {
      Checkpoint.State before = new Checkpoint.State(0, 0);
      if (checkpoint != null && checkpoint.exists()) {
        before = checkpoint.restore(graph, losses);
      } else {
        graph.set(start, parameter -> new float[parameter.size()]);
      }
      long done = before.step();
      double earlier = before.seconds();
      try (BatchFeed feed = feed(examples, done, steps)) {
        long saved = System.nanoTime();
        double spent = seconds(began);
        double part = limits.position((double) done, steps, earlier + spent);
        while (part < 1 && !limits.stops(spent)) {
          BatchFeed.Batch batch = feed.next();
          double middle = limits.position(done + 0.5, steps, earlier + spent);
          float value =
              graph.step(plan.batch(), batch.inputs(), batch.targets(), rates.rateAt(middle));
          done++;
          requireNumber(value, done);
          losses.add(done, value);
          spent = seconds(began);
          part = limits.position((double) done, steps, earlier + spent);
          listener.stepped(done, part, value);
          if (System.nanoTime() - saved > limits.checkpointEvery().toNanos()) {
            save(graph, new Checkpoint.State(done, earlier + spent), losses);
            saved = System.nanoTime();
          }
          if (done % stepsPerEpoch == 0 && part < 1) {
            listener.epochEnded(done, part, graph::parameters);
          }
        }
        save(graph, new Checkpoint.State(done, earlier + spent), losses);
        return new Outcome(graph.parameters(), losses, done, earlier + spent, part >= 1);
      }
    }
  }

  private void save(TrainingGraph graph, Checkpoint.State state, LossCurve losses)
      throws IOException {
    if (checkpoint != null) {
      checkpoint.write(graph, state, losses);
    }
  }

  private BatchFeed feed(Examples examples, long first, long steps) {
    return new BatchFeed(
        examples,
        new Batches(examples.size(), plan.batch(), plan.seed()),
        plan.batch() * network.inputShape().size(),
        plan.batch() * network.classes(),
        first,
        steps,
        limits.threads());
  }

  private static double seconds(long began) {
    return (System.nanoTime() - began) / 1e9;
  }

  private void requireNumber(float value, long step) {
    if (!Float.isFinite(value)) {
      throw new ArithmeticException(
          "the loss is "
              + value
              + " at step "
              + step
              + "; try a lower peak rate than "
              + plan.peakRate());
    }
  }
}
