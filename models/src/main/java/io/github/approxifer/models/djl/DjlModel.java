package io.github.approxifer.models.djl;

import ai.djl.MalformedModelException;
import ai.djl.inference.Predictor;
import ai.djl.repository.zoo.ZooModel;
import ai.djl.translate.TranslateException;
import io.github.approxifer.models.ItemShape;
import io.github.approxifer.models.Lifetime;
import io.github.approxifer.models.Model;
import io.github.approxifer.models.ModelException;
import io.github.approxifer.models.Reasons;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A model of any DJL engine with an input of floats, of any shape of item, and an output of
 * numbers, of any shape. Half precision and doubles are converted both ways, whole numbers and
 * truth values on the way out. A model that takes one item at a time is called for each row of a
 * batch.
 *
 * <p>Thread-safe: every thread that predicts takes a DJL predictor of its own from a pool, which
 * grows to the number of threads that predict at the same time. With the TensorFlow engine on a CPU
 * the values are copied once each way; with others as often as the engine does.
 */
public final class DjlModel implements Model {

  private static final Logger LOG = LoggerFactory.getLogger(DjlModel.class);

  private final ai.djl.Model model;
  private final ItemShape inputShape;
  private final ItemShape outputShape;
  private final boolean single;
  private final BatchTranslator translator;
  private final Lifetime lifetime;
  private final ConcurrentLinkedQueue<Predictor<FloatBatch, FloatBatch>> idle =
      new ConcurrentLinkedQueue<>();

  private DjlModel(ai.djl.Model model, Probe.Found found, TensorAccess access) {
    this.model = model;
    this.inputShape = found.ports().item();
    this.outputShape = found.output();
    this.single = found.single();
    this.translator = new BatchTranslator(found.ports(), outputShape.size(), access);
    this.lifetime = new Lifetime("the model " + model.getName(), this::free);
  }

  /**
   * Takes over a loaded DJL model, a {@link ZooModel} too, without its translator. A first
   * prediction finds out how to call it. Closing the result closes the model.
   *
   * <p>Whoever loads models with DJL itself and has its TensorFlow engine on the class path calls
   * {@code TensorFlowLibrary.load()} before anything of DJL: DJL would look for TensorFlow's
   * library on the network, even to load a model of another engine.
   *
   * @param model a loaded model of any engine
   * @param signature how it is called
   * @return the model
   * @throws ModelException if it cannot be called so, with the reason; the DJL model stays open
   */
  public static DjlModel of(ai.djl.Model model, ModelSignature signature) {
    TensorAccess access = Engines.access(model.getNDManager());
    Probe.Found found = Probe.of(model, signature, access);
    if (Probabilities.are(found.answer(), found.output().size())) {
      LOG.warn(
          "The answers of the model {} look like probabilities. Codes mix and recover what comes"
              + " before a softmax better: export it without, or use LogProbabilities.of(model)",
          model.getName());
    }
    return new DjlModel(model, found, access);
  }

  /**
   * Takes over a loaded DJL model with one input and one output.
   *
   * @param model a loaded model of any engine
   * @param inputShape the shape of one input, in the model's own order
   * @return the model
   * @throws ModelException if it cannot be called so, with the reason; the DJL model stays open
   */
  public static DjlModel of(ai.djl.Model model, ItemShape inputShape) {
    return of(model, ModelSignature.of(inputShape));
  }

  /**
   * Takes over a loaded DJL model that goes through its own translator, whatever that does before
   * and after the model. Closing the result closes the model.
   *
   * @param model a loaded model whose translator turns a row into a row; not batched by this class,
   *     but by the translator's batchifier
   * @param inputShape the shape of one input: the rows have its size
   * @param outputs the number of values of a row that comes out, at least 1
   * @return the model
   * @throws ModelException if a first prediction fails; the DJL model stays open
   * @throws IllegalArgumentException if {@code outputs} is below 1
   */
  public static Model translated(
      ZooModel<float[], float[]> model, ItemShape inputShape, int outputs) {
    return new TranslatedModel(
        model.getName(), model::newPredictor, model::close, inputShape, outputs);
  }

  /**
   * Takes over a predictor with its translator. It is used by one thread at a time, for not every
   * engine's predictors may be shared. Closing the result closes the predictor.
   *
   * @param predictor turns a row into a row
   * @param inputShape the shape of one input: the rows have its size
   * @param outputs the number of values of a row that comes out, at least 1
   * @return the model
   * @throws ModelException if a first prediction fails; the predictor stays open
   * @throws IllegalArgumentException if {@code outputs} is below 1
   */
  public static Model translated(
      Predictor<float[], float[]> predictor, ItemShape inputShape, int outputs) {
    return new TranslatedModel("of a predictor", predictor, inputShape, outputs);
  }

  /**
   * Loads a model by an engine of DJL, on the CPU, and tries it once.
   *
   * @param engine the engine's name, such as {@code OnnxRuntime}; its artifact must be on the class
   *     path
   * @param folder the folder with the model's files
   * @param name the model's name, which for ONNX is the file's name without {@code .onnx}
   * @param signature how it is called
   * @param options the engine's options, such as {@code intraOpNumThreads} for ONNX Runtime
   * @return the loaded model, to be closed by the caller
   * @throws IOException if the files are not there
   * @throws ModelException if there is no such engine, it refuses the files, or the model cannot be
   *     called by the signature; with the reason
   * @throws IllegalArgumentException if the engine has no such option or refuses its value
   */
  public static DjlModel load(
      String engine,
      Path folder,
      String name,
      ModelSignature signature,
      Map<String, String> options)
      throws IOException {
    Engines.requireKnown(engine, options);
    ai.djl.Model model = Engines.newModel(engine, name);
    boolean open = false;
    try {
      model.load(folder, null, options);
      DjlModel loaded = of(model, signature);
      open = true;
      return loaded;
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "%s refuses one of the options %s: %s".formatted(engine, options, Reasons.of(e)), e);
    } catch (MalformedModelException e) {
      throw refused(engine, name, folder, e);
    } catch (ModelException | IOException e) {
      throw e;
    } catch (RuntimeException e) {
      // Engines have exceptions of their own for files that they cannot read.
      throw refused(engine, name, folder, e);
    } finally {
      if (!open) {
        model.close();
      }
    }
  }

  private static ModelException refused(String engine, String name, Path folder, Exception e) {
    return new ModelException(
        "%s refuses the model %s in %s: %s".formatted(engine, name, folder, Reasons.of(e)), e);
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
    Predictor<FloatBatch, FloatBatch> predictor = idle.poll();
    if (predictor == null) {
      predictor = model.newPredictor(translator);
    }
    try {
      int rows = single ? 1 : batch;
      for (int first = 0; first < batch; first += rows) {
        predictor.predict(new FloatBatch(inputs, first, rows, outputs));
      }
    } catch (TranslateException e) {
      throw new ModelException(
          "the model %s failed on a batch of %d: %s"
              .formatted(model.getName(), batch, Reasons.of(e)),
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
