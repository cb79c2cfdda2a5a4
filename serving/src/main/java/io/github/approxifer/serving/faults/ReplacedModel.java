package io.github.approxifer.serving.faults;

import io.github.approxifer.models.ItemShape;
import io.github.approxifer.models.Model;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A model that after a number of predictions answers as another one does: what a worker looks like
 * that saves itself the work, for instance by running a student in the model's place. Thread-safe
 * if both models are.
 */
public final class ReplacedModel implements Model {
  private final Model sound;
  private final Model other;
  private final long honestPredictions;
  private final AtomicLong predictions = new AtomicLong();

  /**
   * A model that will be replaced.
   *
   * @param sound makes the honest predictions; closed with this model
   * @param other makes the others; closed with this model
   * @param honestPredictions how many batches are answered honestly
   * @throws IllegalArgumentException if the models take or answer other shapes
   */
  public ReplacedModel(Model sound, Model other, long honestPredictions) {
    if (!sound.inputShape().equals(other.inputShape())
        || !sound.outputShape().equals(other.outputShape())) {
      throw new IllegalArgumentException(
          "a model of %s to %s cannot be replaced by one of %s to %s"
              .formatted(
                  sound.inputShape(),
                  sound.outputShape(),
                  other.inputShape(),
                  other.outputShape()));
    }
    this.sound = sound;
    this.other = other;
    this.honestPredictions = honestPredictions;
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
    Model now = predictions.getAndIncrement() < honestPredictions ? sound : other;
    now.predict(inputs, batch, outputs);
  }

  @Override
  public void close() {
    sound.close();
    other.close();
  }
}
