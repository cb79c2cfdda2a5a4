package io.github.approxifer.coding.locate;

import io.github.approxifer.coding.Code;
import io.github.approxifer.coding.answers.WorkerSet;
import java.util.Optional;
import org.ejml.data.FMatrixRMaj;

/**
 * What finds the Byzantine workers of a group, the liars, from their answers alone. An answer that
 * is not finite is a located error.
 */
public interface ErrorLocator {

  /**
   * Names the workers whose answers should be left out.
   *
   * @param answers F, the workers that answered
   * @param values |F| x c, row r is the answer of the worker of rank r in F; not modified
   * @return the workers believed to have lied: a subset of F, possibly empty, and of at most E
   *     workers unless more answers than that are not finite
   * @throws IllegalArgumentException if the shapes do not agree, or there are too few answers to
   *     locate anything
   */
  WorkerSet locate(WorkerSet answers, FMatrixRMaj values);

  /**
   * The same locator for a group that is not full.
   *
   * @param code {@link Code#shortened} of this locator's code
   * @return a locator of that code; empty unless a locator says otherwise, as most are made, and
   *     maybe fitted, for the workers of one code
   */
  default Optional<ErrorLocator> shortened(Code code) {
    return Optional.empty();
  }
}
