package io.github.approxifer.serving.faults;

import io.github.approxifer.models.ItemShape;
import io.github.approxifer.models.Model;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * A model that is slow, and after a number of predictions begins to lie: what a whole machine that
 * straggles or is Byzantine looks like from outside. Predictions that are made at once are delayed
 * independently. Thread-safe if the sound model is.
 */
public final class FaultyModel implements Model {
  private final Model sound;
  private final Delay delay;
  private final Lie lie;
  private final long honestPredictions;
  private final SplittableRandom random;
  private long predictions;

  /**
   * A faulty model.
   *
   * @param sound makes the honest predictions; closed with this model
   * @param delay before each batch
   * @param lie what is made of an answer
   * @param honestPredictions how many batches are answered honestly; {@link Long#MAX_VALUE} for all
   * @param seed of delays and lies
   */
  public FaultyModel(Model sound, Delay delay, Lie lie, long honestPredictions, long seed) {
    this.sound = sound;
    this.delay = delay;
    this.lie = lie;
    this.honestPredictions = honestPredictions;
    this.random = new SplittableRandom(seed);
  }

  @Override
  public ItemShape inputShape() {
    return sound.inputShape();
  }

  @Override
  public ItemShape outputShape() {
    return sound.outputShape();
  }

  @Override
  public void predict(float[] inputs, int batch, float[] outputs) {
    SplittableRandom own;
    boolean honest;
    synchronized (this) {
      own = random.split();
      honest = predictions++ < honestPredictions;
    }
    sleep(delay.seconds(own));
    sound.predict(inputs, batch, outputs);
    if (!honest) {
      int width = outputShape().size();
      for (int row = 0; row < batch; row++) {
        float[] answer = Arrays.copyOfRange(outputs, row * width, (row + 1) * width);
        lie.falsify(answer, answer.clone(), own);
        System.arraycopy(answer, 0, outputs, row * width, width);
      }
    }
  }

  private static void sleep(double seconds) {
    long nanos = (long) (1e9 * seconds);
    if (nanos > 0) {
      try {
        Thread.sleep(nanos / 1_000_000, (int) (nanos % 1_000_000));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while it was slow", e);
      }
    }
  }

  @Override
  public void close() {
    sound.close();
  }
}
