package io.github.approxifer.bench.accuracy.study;

import java.io.IOException;
import java.io.PrintStream;

/** One study: what it asks, and the run that answers it. */
interface Study {

  /** What the study asks, in a sentence. */
  String question();

  /**
   * Runs the study on the data of this process.
   *
   * @param out where its tables go, in Markdown; progress goes to the console
   * @throws IOException if data or weights are missing or damaged; the message says which
   */
  void run(PrintStream out) throws IOException;
}
