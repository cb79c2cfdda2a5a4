package io.github.approxifer.coding.answers;

import java.util.List;
import org.ejml.data.FMatrixRMaj;
import org.jspecify.annotations.Nullable;

/**
 * What a group came to.
 *
 * @param predictions K x c, row j is the prediction for query j
 * @param provenances how each of them was obtained; K entries, immutable
 * @param used the workers whose answers were used
 * @param liars the Byzantine workers that were located: whose answers were left out, or differ from
 *     what a second round settled on
 * @param warning what whoever runs the workers should know, for instance that more workers disagree
 *     than may lie; null if there is nothing to say
 */
public record Decoded(
    FMatrixRMaj predictions,
    List<Provenance> provenances,
    WorkerSet used,
    WorkerSet liars,
    @Nullable String warning) {

  /**
   * Copies the list.
   *
   * @param predictions K x c
   * @param provenances K entries
   * @param used whose answers were used
   * @param liars whose were left out
   * @param warning what should be known, or null
   * @throws IllegalArgumentException if there is not one provenance for each prediction
   */
  public Decoded {
    provenances = List.copyOf(provenances);
    if (provenances.size() != predictions.numRows) {
      throw new IllegalArgumentException(
          "there are %d provenances for %d predictions"
              .formatted(provenances.size(), predictions.numRows));
    }
  }

  /**
   * A result without a warning.
   *
   * @param predictions K x c
   * @param provenances K entries
   * @param used whose answers were used
   * @param liars whose were left out
   * @throws IllegalArgumentException if there is not one provenance for each prediction
   */
  public Decoded(
      FMatrixRMaj predictions, List<Provenance> provenances, WorkerSet used, WorkerSet liars) {
    this(predictions, provenances, used, liars, null);
  }
}
