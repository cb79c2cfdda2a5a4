package io.github.approxifer.models.tensorflow;

import ai.djl.ndarray.NDManager;
import io.github.approxifer.models.djl.EngineAdapter;
import io.github.approxifer.models.djl.TensorAccess;
import java.util.Optional;

/**
 * Loads TensorFlow's library before DJL looks for one, and reaches into its tensors on a CPU.
 * Thread-safe.
 */
public final class TensorFlowAdapter implements EngineAdapter {

  /** Looked for as a file, since loading the class might load what is not there. */
  private static final String ENGINE_FILE = "ai/djl/tensorflow/engine/TfEngine.class";

  /** For the service loader. */
  public TensorFlowAdapter() {}

  @Override
  public String engine() {
    return "TensorFlow";
  }

  @Override
  public void prepare() {
    if (TensorFlowAdapter.class.getClassLoader().getResource(ENGINE_FILE) != null) {
      TensorFlowLibrary.load();
    }
  }

  @Override
  public Optional<TensorAccess> access(NDManager manager) {
    return manager.getDevice().isGpu() ? Optional.empty() : Optional.of(new TensorFlowAccess());
  }
}
