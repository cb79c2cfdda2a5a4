package io.github.approxifer.coding.advisor;

import io.github.approxifer.coding.Scheme;
import io.github.approxifer.coding.student.Student;
import org.jspecify.annotations.Nullable;

/** A candidate that has been measured, and what serves as it did. */
public sealed interface Measured permits CodeReport, LiarReport {

  /**
   * What was measured.
   *
   * @return the candidate, fitted if it had to be
   */
  Candidate candidate();

  /**
   * What the candidate is called.
   *
   * @return its label
   */
  default String label() {
    return candidate().label();
  }

  /**
   * How many workers it takes.
   *
   * @return N
   */
  default int workers() {
    return candidate().code().workers();
  }

  /**
   * What to serve with: the very code, ordering and decoder that were measured. A decoder that was
   * fitted is fitted to the first half of the samples.
   *
   * @return the scheme
   */
  default Scheme scheme() {
    return candidate().scheme();
  }

  /**
   * The student that the scheme was measured with, to serve with too.
   *
   * @return the student, or null
   */
  default @Nullable Student student() {
    return candidate().student();
  }
}
