package io.github.approxifer.bench.accuracy.study;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;

/** One study: what it asks, and the run that answers it. */
public interface Study {

  /** What the study asks, in a sentence. */
  String question();

  /**
   * Runs the study on the data of this process.
   *
   * @param out where its tables go, in Markdown; progress goes to the console
   * @param folder where pictures go, and what is kept from run to run
   * @throws IOException if data or weights are missing or damaged, and the message says which; or
   *     the folder cannot be written
   */
  void run(PrintStream out, Path folder) throws IOException;
}
