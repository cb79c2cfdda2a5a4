package io.github.approxifer.models.djl;

import ai.djl.inference.Predictor;
import ai.djl.ndarray.NDManager;
import ai.djl.tensorflow.engine.TfNDManager;
import ai.djl.translate.TranslateException;
import io.github.approxifer.models.InputShape;
import io.github.approxifer.models.Model;
import io.github.approxifer.models.ModelException;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * A model of any DJL engine that takes one float32 array of batch x height x width x channels and
 * gives one of batch x classes.
 *
 * <p>Thread-safe: every thread that predicts takes a DJL predictor of its own from a pool, which
 * grows to the number of threads that predict at the same time. With the TensorFlow engine on a CPU
 * the values are copied once each way; with others as often as the engine does.
 */
public final class DjlModel implements Model {

  private final ai.djl.Model model;
  private final InputShape inputShape;
  private final int classes;
  private final FloatBatchTranslator translator;
  private final ConcurrentLinkedQueue<Predictor<FloatBatch, FloatBatch>> idle =
      new ConcurrentLinkedQueue<>();
  private volatile boolean closed;

  private DjlModel(
      ai.djl.Model model, InputShape inputShape, int classes, TensorAccess tensorAccess) {
    if (classes < 1) {
      throw new IllegalArgumentException("classes must be at least 1, but was " + classes);
    }
    this.model = model;
    this.inputShape = inputShape;
    this.classes = classes;
    this.translator = new FloatBatchTranslator(inputShape, classes, tensorAccess);
  }

  /**
   * Takes over a loaded DJL model. Closing the result closes it.
   *
   * @param model a loaded model of any engine
   * @param inputShape the shape of one input
   * @param classes the number of outputs for one input, at least 1
   * @return the model
   * @throws IllegalArgumentException if {@code classes} is below 1
   */
  public static DjlModel of(ai.djl.Model model, InputShape inputShape, int classes) {
    NDManager manager = model.getNDManager();
    boolean tensorFlowOnCpu = manager instanceof TfNDManager && !manager.getDevice().isGpu();
    return new DjlModel(
        model,
        inputShape,
        classes,
        tensorFlowOnCpu ? new TensorFlowAccess() : TensorAccess.GENERIC);
  }

  @Override
  public InputShape inputShape() {
    return inputShape;
  }

  @Override
  public int classes() {
    return classes;
  }

  @Override
  public void predict(float[] inputs, int batch, float[] outputs) {
    Model.checkPrediction(this, inputs, batch, outputs);
    if (closed) {
      throw new IllegalStateException("The model " + model.getName() + " is closed");
    }
    Predictor<FloatBatch, FloatBatch> predictor = idle.poll();
    if (predictor == null) {
      predictor = model.newPredictor(translator);
    }
    try {
      predictor.predict(new FloatBatch(inputs, batch, outputs));
    } catch (TranslateException e) {
      throw new ModelException(
          "The model " + model.getName() + " failed on a batch of " + batch + ": " + e.getMessage(),
          e);
    } finally {
      idle.add(predictor);
    }
  }

  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      idle.forEach(Predictor::close);
      idle.clear();
      model.close();
    }
  }
}
