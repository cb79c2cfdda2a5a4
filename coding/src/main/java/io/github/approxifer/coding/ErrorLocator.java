package io.github.approxifer.coding;

import org.ejml.data.FMatrixRMaj;

/** Finds the lying workers of a group from their answers alone. */
public interface ErrorLocator {

  /**
   * Names the workers whose answers should be left out.
   *
   * @param answers F, the workers that answered
   * @param values |F| x c, row r is the answer of the worker of rank r in F; not modified
   * @return the workers believed to have lied: a subset of F, of at most E workers, possibly empty
   * @throws IllegalArgumentException if the shapes do not agree, an answer is not finite, or there
   *     are too few answers to locate anything
   */
  WorkerSet locate(WorkerSet answers, FMatrixRMaj values);
}
