package io.github.approxifer.models.tensorflow;

import io.github.approxifer.models.ModelException;

/**
 * Whether TensorFlow is on the class path. It is optional: whoever loads SavedModels, builds
 * networks or trains names it in a build of their own.
 */
public final class TensorFlowPresence {
  private TensorFlowPresence() {}

  /**
   * Requires TensorFlow's Java classes; its native library is {@link TensorFlowLibrary}'s affair.
   *
   * @throws ModelException if they are not there; the message says which artifacts to add
   */
  public static void require() {
    try {
      Class.forName("org.tensorflow.Operand", false, TensorFlowPresence.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new ModelException(
          "SavedModels, networks and training need TensorFlow, which is not on the class path: add"
              + " the artifacts ai.djl.tensorflow:tensorflow-engine and"
              + " org.tensorflow:tensorflow-core-native to your build, the second with the"
              + " classifier of your platform, such as linux-x86_64",
          e);
    }
  }
}
