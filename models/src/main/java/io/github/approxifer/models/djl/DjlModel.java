package io.github.approxifer.models.djl;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.engine.Engine;
import ai.djl.inference.Predictor;
import ai.djl.ndarray.NDManager;
import ai.djl.tensorflow.engine.TfNDManager;
import ai.djl.translate.TranslateException;
import io.github.approxifer.models.ItemShape;
import io.github.approxifer.models.Lifetime;
import io.github.approxifer.models.Model;
import io.github.approxifer.models.ModelException;
import io.github.approxifer.models.tensorflow.TensorFlowLibrary;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * A model of any DJL engine that takes one float32 array of batch x item shape and gives one of
 * batch x n values.
 *
 * <p>Thread-safe: every thread that predicts takes a DJL predictor of its own from a pool, which
 * grows to the number of threads that predict at the same time. With the TensorFlow engine on a CPU
 * the values are copied once each way; with others as often as the engine does.
 */
public final class DjlModel implements Model {

  private final ai.djl.Model model;
  private final ItemShape inputShape;
  private final ItemShape outputShape;
  private final FloatBatchTranslator translator;
  private final ConcurrentLinkedQueue<Predictor<FloatBatch, FloatBatch>> idle =
      new ConcurrentLinkedQueue<>();
  private final Lifetime lifetime;

  private DjlModel(
      ai.djl.Model model, ItemShape inputShape, int outputs, TensorAccess tensorAccess) {
    this.model = model;
    this.lifetime = new Lifetime("the model " + model.getName(), this::free);
    this.inputShape = inputShape;
    this.outputShape = ItemShape.of(outputs);
    this.translator = new FloatBatchTranslator(inputShape, outputs, tensorAccess);
  }

  /**
   * Takes over a loaded DJL model. Closing the result closes it.
   *
   * @param model a loaded model of any engine
   * @param inputShape the shape of one input
   * @param outputs the number of outputs for one input, at least 1
   * @return the model
   * @throws IllegalArgumentException if {@code outputs} is below 1
   */
  public static DjlModel of(ai.djl.Model model, ItemShape inputShape, int outputs) {
    NDManager manager = model.getNDManager();
    boolean tensorFlowOnCpu = manager instanceof TfNDManager && !manager.getDevice().isGpu();
    return new DjlModel(
        model,
        inputShape,
        outputs,
        tensorFlowOnCpu ? new TensorFlowAccess() : TensorAccess.GENERIC);
  }

  /**
   * Loads a model by an engine of DJL, on the CPU. TensorFlow's library is loaded first: DJL asks
   * it for what another engine cannot do, and would look for it on the network.
   *
   * @param engine the engine's name, such as {@code OnnxRuntime}; its artifact must be on the class
   *     path
   * @param folder the folder with the model's files
   * @param name the model's name, which for ONNX is the file's name without {@code .onnx}
   * @param inputShape the shape of one input
   * @param outputs the number of outputs for one input, at least 1
   * @param options the engine's options, such as {@code intraOpNumThreads} for ONNX Runtime
   * @return the loaded model, to be closed by the caller
   * @throws IOException if the files are not there
   * @throws ModelException if there is no such engine or it refuses the files
   * @throws IllegalArgumentException if {@code outputs} is below 1
   */
  public static DjlModel load(
      String engine,
      Path folder,
      String name,
      ItemShape inputShape,
      int outputs,
      Map<String, ?> options)
      throws IOException {
    TensorFlowLibrary.load();
    if (!Engine.hasEngine(engine)) {
      throw new ModelException(
          "There is no engine "
              + engine
              + " on the class path; there are "
              + Engine.getAllEngines());
    }
    ai.djl.Model model = Engine.getEngine(engine).newModel(name, Device.cpu());
    try {
      model.load(folder, null, options);
      return of(model, inputShape, outputs);
    } catch (MalformedModelException e) {
      model.close();
      throw new ModelException(engine + " refuses the model " + name + " in " + folder, e);
    } catch (IOException | RuntimeException e) {
      model.close();
      throw e;
    }
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
    Model.checkPrediction(this, inputs, batch, outputs);
    lifetime.begin();
    try {
      predictOpen(inputs, batch, outputs);
    } finally {
      lifetime.end();
    }
  }

  private void predictOpen(float[] inputs, int batch, float[] outputs) {
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
  public void close() {
    lifetime.close();
  }

  private void free() {
    idle.forEach(Predictor::close);
    idle.clear();
    model.close();
  }
}
