package io.github.approxifer.models.tensorflow;

import io.github.approxifer.models.ModelException;

/** Loads the library in a process of its own and answers what that led to. */
final class LoadWithoutNatives {

  private LoadWithoutNatives() {}

  /** Writes the message of the exception, for the test that started this process. */
  public static void main(String[] arguments) {
    try {
      TensorFlowLibrary.load();
    } catch (ModelException e) {
      System.out.println(e.getMessage());
    }
  }
}
