package io.github.approxifer.models.training;

import io.github.approxifer.models.networks.Network;
import io.github.approxifer.models.tensorflow.TensorFlowThreads;
import io.github.approxifer.models.weights.HeInitialization;
import io.github.approxifer.models.weights.Parameter;
import io.github.approxifer.models.weights.ParameterValues;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;

/** Trains one network. Confined to one thread. */
final class Trainer {

  /** The part of the steps before the peak of the learning rate. */
  private static final double WARM_UP = 0.2;

  private static final int CURVE_POINTS = 200;

  /** What a training tells while it runs. */
  interface Listener {

    /** After every step; {@code done} counts from 1. */
    void stepped(long done, long steps, float loss);

    /** After every epoch, and after the last step. */
    void epochEnded(long done, long steps, Map<Parameter, float[]> parameters) throws IOException;
  }

  /** What a training ends with. */
  record Outcome(Map<Parameter, float[]> parameters, LossCurve losses) {}

  private final Network network;
  private final TrainingPlan plan;
  private final Loss loss;
  private final Checkpoint checkpoint;
  private final Duration checkpointEvery;

  /**
   * Creates a trainer.
   *
   * @param network the network
   * @param plan how to train
   * @param loss what to make small
   * @param checkpoint where to leave the state; if there is one, training goes on from it
   * @param checkpointEvery how often
   */
  Trainer(
      Network network,
      TrainingPlan plan,
      Loss loss,
      Checkpoint checkpoint,
      Duration checkpointEvery) {
    this.network = network;
    this.plan = plan;
    this.loss = loss;
    this.checkpoint = checkpoint;
    this.checkpointEvery = checkpointEvery;
  }

  /**
   * Takes all steps that are left.
   *
   * @param examples what to learn
   * @param start the values of a training that begins
   * @param listener is told of the progress
   * @return parameters and losses
   * @throws IOException if a checkpoint cannot be read or written
   * @throws ArithmeticException if the loss is no longer a number
   */
  Outcome run(Examples examples, ParameterValues start, Listener listener) throws IOException {
    long steps = plan.steps(examples.size());
    long stepsPerEpoch = plan.stepsPerEpoch(examples.size());
    LossCurve losses = new LossCurve(steps / CURVE_POINTS);
    OneCycle rates = new OneCycle(plan.peakRate(), WARM_UP, steps);
    Batches batches = new Batches(examples.size(), plan.batch(), plan.seed());
    float[] inputs = new float[plan.batch() * network.inputShape().size()];
    float[] targets = new float[plan.batch() * network.classes()];
    try (TrainingGraph graph =
        new TrainingGraph(
            network,
            loss,
            (float) plan.momentum(),
            (float) plan.decay(),
            TensorFlowThreads.allCores())) {
      long done = 0;
      if (checkpoint.exists()) {
        done = checkpoint.restore(graph, losses);
      } else {
        graph.set(start, parameter -> new float[parameter.size()]);
      }
      long saved = System.nanoTime();
      while (done < steps) {
        examples.read(batches.indices(done), inputs, targets, batches.random(done));
        float value = graph.step(plan.batch(), inputs, targets, rates.rate(done));
        done++;
        if (!Float.isFinite(value)) {
          throw new ArithmeticException(
              "The loss is "
                  + value
                  + " at step "
                  + done
                  + "; try a lower peak rate than "
                  + plan.peakRate());
        }
        losses.add(done, value);
        listener.stepped(done, steps, value);
        if (System.nanoTime() - saved > checkpointEvery.toNanos() || done == steps) {
          checkpoint.write(graph, done, losses);
          saved = System.nanoTime();
        }
        if (done % stepsPerEpoch == 0 && done < steps) {
          listener.epochEnded(done, steps, graph.parameters());
        }
      }
      Map<Parameter, float[]> parameters = graph.parameters();
      listener.epochEnded(done, steps, parameters);
      return new Outcome(parameters, losses);
    }
  }

  /** Initial values drawn from the plan's seed. */
  ParameterValues initialValues() {
    return new HeInitialization(plan.seed());
  }
}
