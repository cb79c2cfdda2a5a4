package io.github.approxifer.models.djl;

import ai.djl.ndarray.NDManager;
import java.util.Optional;

/**
 * What an engine needs and can do beyond DJL's own interface. Found by {@link
 * java.util.ServiceLoader}, so that nobody needs an engine's artifacts who does not use it.
 * Implementations are thread-safe and must load without the engine on the class path.
 */
public interface EngineAdapter {

  /**
   * The engine's name in DJL.
   *
   * @return such as {@code TensorFlow}
   */
  String engine();

  /**
   * Does what must be done before DJL is first used, if the engine is on the class path.
   *
   * @throws io.github.approxifer.models.ModelException if the engine is there but cannot work
   */
  void prepare();

  /**
   * A faster way into and out of the engine's arrays.
   *
   * @param manager owns arrays of this engine
   * @return the way, or empty for DJL's own
   */
  Optional<TensorAccess> access(NDManager manager);
}
