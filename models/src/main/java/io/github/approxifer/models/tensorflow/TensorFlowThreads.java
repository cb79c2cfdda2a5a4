package io.github.approxifer.models.tensorflow;

import org.tensorflow.proto.ConfigProto;

/**
 * How many threads one model uses.
 *
 * <p>Each model has a thread pool of its own, so that workers that stand for separate machines do
 * not share one; see {@link TensorFlowLibrary} for how this is reached.
 *
 * @param intraOp threads that share the work of one operation (a convolution), at least 1
 * @param interOp operations that may run at the same time, at least 1
 */
public record TensorFlowThreads(int intraOp, int interOp) {

  /**
   * Checks the counts.
   *
   * @param intraOp threads that share the work of one operation
   * @param interOp operations that may run at the same time
   * @throws IllegalArgumentException if a count is below 1
   */
  public TensorFlowThreads {
    if (intraOp < 1 || interOp < 1) {
      throw new IllegalArgumentException(
          "thread counts must be at least 1, but got intraOp=" + intraOp + ", interOp=" + interOp);
    }
  }

  /**
   * One thread: the one that calls the model computes everything itself, without any hand-over. For
   * many workers on one machine.
   *
   * @return one thread of each kind
   */
  public static TensorFlowThreads single() {
    return new TensorFlowThreads(1, 1);
  }

  /**
   * As many threads as there are processors, one operation at a time. For one model that shall be
   * fast.
   *
   * @return the processors that Java sees as intra-op threads and one inter-op thread
   */
  public static TensorFlowThreads allCores() {
    return new TensorFlowThreads(Runtime.getRuntime().availableProcessors(), 1);
  }

  /**
   * Returns the configuration of a TensorFlow session with these threads.
   *
   * @return a new session configuration
   */
  public ConfigProto sessionConfig() {
    ConfigProto.Builder config = ConfigProto.newBuilder().setIntraOpParallelismThreads(intraOp);
    if (intraOp == 1 && interOp == 1) {
      // A negative number: run in the calling thread. It would keep more intra-op threads idle.
      config.setInterOpParallelismThreads(-1);
    } else {
      config.setInterOpParallelismThreads(interOp).setUsePerSessionThreads(true);
    }
    return TensorFlowPlacement.standard().applyTo(config).build();
  }
}
