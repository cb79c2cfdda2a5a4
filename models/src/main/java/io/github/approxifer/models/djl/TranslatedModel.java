package io.github.approxifer.models.djl;

import ai.djl.inference.Predictor;
import ai.djl.translate.TranslateException;
import io.github.approxifer.models.ItemShape;
import io.github.approxifer.models.Lifetime;
import io.github.approxifer.models.Model;
import io.github.approxifer.models.ModelException;
import io.github.approxifer.models.Reasons;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A model behind predictors that have a translator of their own. Thread-safe: each predictor is
 * used by one thread at a time.
 */
final class TranslatedModel implements Model {

  private final String name;
  private final @Nullable Supplier<Predictor<float[], float[]>> more;
  private final Runnable closeModel;
  private final ItemShape inputShape;
  private final ItemShape outputShape;
  private final Lifetime lifetime;
  private final BlockingDeque<Predictor<float[], float[]>> idle = new LinkedBlockingDeque<>();

  /** A model with as many predictors as threads predict at once. */
  TranslatedModel(
      String name,
      Supplier<Predictor<float[], float[]>> predictors,
      Runnable closeModel,
      ItemShape inputShape,
      int outputs) {
    this(name, predictors, predictors.get(), closeModel, inputShape, outputs);
  }

  /** A model with one predictor, for which threads wait. */
  TranslatedModel(
      String name, Predictor<float[], float[]> predictor, ItemShape inputShape, int outputs) {
    this(name, null, predictor, () -> {}, inputShape, outputs);
  }

  private TranslatedModel(
      String name,
      @Nullable Supplier<Predictor<float[], float[]>> more,
      Predictor<float[], float[]> first,
      Runnable closeModel,
      ItemShape inputShape,
      int outputs) {
    if (outputs < 1) {
      throw new IllegalArgumentException("outputs must be at least 1, but was " + outputs);
    }
    this.name = name;
    this.more = more;
    this.closeModel = closeModel;
    this.inputShape = inputShape;
    this.outputShape = ItemShape.of(outputs);
    this.lifetime = new Lifetime("the model " + name, this::free);
    idle.push(first);
    predictOpen(new float[inputShape.size()], 1, new float[outputs]);
  }

  @Override
  public ItemShape inputShape() {
    return inputShape;
  }

  @Override
  public ItemShape outputShape() {
    return outputShape;
  }

  @Override
  public void predict(float[] inputs, int batch, float[] outputs) {
    Model.requirePrediction(this, inputs, batch, outputs);
    lifetime.during(() -> predictOpen(inputs, batch, outputs));
  }

  private void predictOpen(float[] inputs, int batch, float[] outputs) {
    int size = inputShape.size();
    List<float[]> rows = new ArrayList<>();
    for (int row = 0; row < batch; row++) {
      rows.add(Arrays.copyOfRange(inputs, row * size, (row + 1) * size));
    }
    List<float[]> answers = answers(rows);
    int width = outputShape.size();
    for (int row = 0; row < batch; row++) {
      float[] answer = answers.get(row);
      if (answer.length != width) {
        throw new ModelException(
            "the translator of the model %s gives %d values for an item, but %d are expected"
                .formatted(name, answer.length, width));
      }
      System.arraycopy(answer, 0, outputs, row * width, width);
    }
  }

  private List<float[]> answers(List<float[]> rows) {
    Predictor<float[], float[]> predictor = take();
    try {
      List<float[]> answers = predictor.batchPredict(rows);
      if (answers.size() != rows.size()) {
        throw new ModelException(
            "the translator of the model %s gives %d answers to a batch of %d"
                .formatted(name, answers.size(), rows.size()));
      }
      return answers;
    } catch (TranslateException e) {
      throw new ModelException(
          "the model %s failed on a batch of %d: %s".formatted(name, rows.size(), Reasons.of(e)),
          e);
    } finally {
      idle.push(predictor);
    }
  }

  private Predictor<float[], float[]> take() {
    Predictor<float[], float[]> free = idle.poll();
    if (free != null) {
      return free;
    }
    if (more != null) {
      return more.get();
    }
    try {
      return idle.take();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ModelException("interrupted while waiting for the predictor of " + name, e);
    }
  }

  @Override
  public void close() {
    lifetime.close();
  }

  private void free() {
    idle.forEach(Predictor::close);
    idle.clear();
    closeModel.run();
  }
}
